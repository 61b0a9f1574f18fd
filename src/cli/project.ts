import type { CheckOptions } from "../analyse.ts";
import { refsOf } from "../config/apps.ts";
import { codeModules } from "../config/code-modules.ts";
import { readDocument } from "../config/document.ts";
import { type Language, withoutApps } from "../config/language.ts";
import { jointRef } from "../rules/apps/app-ref.ts";
import type { Files } from "../text/files.ts";
import { imageMarker, isPython } from "../text/python-path.ts";
import { type Host, isFailure } from "./host.ts";
import { folderOf, join } from "./search.ts";
import type { ByteSource } from "./sources.ts";

/**
 * The files around a source, and what it is read with. The reader of Python is loaded for a module that may declare an image, and for a
 * pyproject.toml that names one which may set what an app's table sets too.
 */
export async function projectOf(
  source: ByteSource,
  host: Host,
): Promise<Required<Pick<CheckOptions, "files" | "languages">> & Pick<CheckOptions, "project">> {
  if (!isPython(source.path)) {
    const files = host.files(folderOf(source.path));
    return { files, languages: mayBeJoined(source, files) ? await python() : [] };
  }
  const languages = mayDeclareImage(source.bytes) ? await python() : [withoutApps(isPython)];
  const folder = workingFolder(source.path, host);
  const start = join(folder, "").length;
  return { files: host.files(folder), project: { folder, file: source.path.slice(start) }, languages };
}

async function python(): Promise<readonly Language[]> {
  return [(await import("../python/index.ts")).python];
}

/** Whether a pyproject.toml has an app with a module that may set what its table sets too. Without the name of one it is not even parsed. */
function mayBeJoined(source: ByteSource, files: Files): boolean {
  if (!holds(source.bytes, ".py")) return false;
  const { root } = readDocument(source);
  const modules = codeModules(files, []);
  return root !== null && refsOf(root).some(({ ref, keys }) => jointRef(ref, keys, modules) !== null);
}

function mayDeclareImage(bytes: Uint8Array): boolean {
  return holds(bytes, imageMarker);
}

function holds({ buffer, byteOffset, byteLength }: Uint8Array, word: string): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(word);
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
