import type { CheckOptions } from "../analyse.ts";
import { type Language, withoutApps } from "../config/language.ts";
import { isPython } from "../text/python-path.ts";
import { type Host, isFailure } from "./host.ts";
import { folderOf, join } from "./search.ts";
import type { ByteSource } from "./sources.ts";

/** The files around a source, and what it is read with. The reader of Python is loaded for a module that may declare an image. */
export async function projectOf(
  source: ByteSource,
  host: Host,
): Promise<Required<Pick<CheckOptions, "files" | "languages">> & Pick<CheckOptions, "project">> {
  if (!isPython(source.path)) return { files: host.files(folderOf(source.path)), languages: [] };
  const languages: readonly Language[] = mayDeclareImage(source.bytes)
    ? [(await import("../python/index.ts")).python]
    : [withoutApps(isPython)];
  const folder = workingFolder(source.path, host);
  const start = join(folder, "").length;
  return { files: host.files(folder), project: { folder, file: source.path.slice(start) }, languages };
}

/** Whether a Python module, undecoded, holds the word without which it is of no concern to fal-lint. */
function mayDeclareImage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("ContainerImage");
}

/**
 * The folder in which `fal` is taken to be started for a module: the nearest one with a pyproject.toml, from the module's own up to the working
 * directory; without any the working directory itself. Of a module elsewhere, its own folder.
 */
function workingFolder(path: string, host: Host): string {
  const own = folderOf(path);
  for (let folder = own; ; folder = folderOf(folder)) {
    const kind = host.kind(join(folder, "pyproject.toml"));
    if (kind !== null && kind !== "directory") return folder;
    if (folder === ".") return folder;
    if (folder === "/" || /(?:^|\/)\.\.$/.test(folder)) return own;
  }
}

/** Whether a file that a search has met is a Python module that may declare an image. */
export function isSearchedModule(path: string, host: Host): boolean {
  if (!isPython(path)) return false;
  const bytes = host.read(path);
  return !isFailure(bytes) && mayDeclareImage(bytes);
}
