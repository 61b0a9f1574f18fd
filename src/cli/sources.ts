import { printable } from "../text/printable.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type Host, isFailure } from "./host.ts";
import type { Input } from "./inputs.ts";
import { complain } from "./output.ts";

/** The bytes of an input, as `check` takes them. */
export interface ByteSource {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Null if the input cannot be read, which has then been told; nothing of what no app is built from. */
export function readSource({ path, from }: Input, host: Host): ByteSource | null {
  if (from === "unused") return { path, bytes: new Uint8Array() };
  const bytes = from === "file" ? host.read(path) : from === "stdin" ? host.readStdin() : from;
  if (!isFailure(bytes)) return { path, bytes };
  complain(host, `${printable(path)}: ${bytes.reason}`);
  return null;
}

/** Gives the text of a source by its path, as far as it can be decoded, and of the files beside it. */
export function textLookup(sources: readonly ByteSource[], host: Host): (path: string) => string | null {
  const byPath = new Map(sources.map(({ path, bytes }) => [path, bytes]));
  const files = host.files(".");
  return (path) => {
    const bytes = byPath.get(path);
    if (bytes === undefined) {
      const file = files.readText(path);
      return file.kind === "text" ? file.text : null;
    }
    const decoded = decodeUtf8(bytes);
    return "text" in decoded ? decoded.text : decoded.textBefore;
  };
}
