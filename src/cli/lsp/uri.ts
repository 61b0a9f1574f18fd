import { isAbsolute } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { attempt, slashes } from "../node-files.ts";

/** The absolute path of a `file:` URI, with `/` separators; null for any other, and for one that names no file of this machine. */
export function pathOfUri(uri: string): string | null {
  if (!/^file:/i.test(uri)) return null;
  const path = attempt(() => fileURLToPath(uri));
  return path !== null && isAbsolute(path) && !path.includes("\0") ? slashes(path) : null;
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

/** The last segment of a URI's path, decoded as far as it can be. */
export function nameOfUri(uri: string): string {
  const name = uri.replace(/[?#].*/s, "").replace(/^.*[/\\:]/s, "");
  return attempt(() => decodeURIComponent(name)) ?? name;
}
