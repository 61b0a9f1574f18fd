import type { Files } from "./files.ts";
import { normalizePath } from "./path.ts";

/** Paths in a folder, and the same seen from the root of the files. */
export interface ContextPaths {
  /** The folder, relative to the root: `.`, `docker`, `..`. */
  readonly folder: string;
  /** A path that is relative to the root, relative to the folder. */
  readonly inside: (path: string) => string;
  /** A path that is relative to the folder, relative to the root. */
  readonly outside: (path: string) => string;
}

export const rootPaths: ContextPaths = { folder: ".", inside: normalizePath, outside: normalizePath };

/**
 * The paths of a folder. Null if it is absolute (it belongs to one machine, and this may be another), or lies above the root and the way
 * back cannot be found.
 */
export function contextPaths(folder: string, files: Files | null): ContextPaths | null {
  const context = normalizePath(folder);
  if (context === ".") return rootPaths;
  if (context.startsWith("/")) return null;
  const names = rootNames(parents(context), files);
  if (names === null) return null;
  return {
    folder: context,
    inside: (path) => relative(context, normalizePath(path), names),
    outside: (path) => withoutDetour(normalizePath(path.startsWith("/") ? path : `${context}/${path}`), names),
  };
}

/** How many `..` a path begins with. */
function parents(path: string): number {
  const segments = path.split("/");
  const first = segments.findIndex((segment) => segment !== "..");
  return first < 0 ? segments.length : first;
}

/** The names of the root's own folder, of the one around it, and so on. */
function rootNames(levels: number, files: Files | null): readonly string[] | null {
  const names: string[] = [];
  for (let level = 1; level <= levels; level++) {
    const outer = Array(level).fill("..").join("/");
    const inner = files?.realPath(
      Array(level - 1)
        .fill("..")
        .join("/") || ".",
    );
    const entries = files?.list(outer) ?? [];
    const own = entries.find(({ name, kind }) => kind === "directory" && files?.realPath(`${outer}/${name}`) === inner);
    if (own === undefined) return null;
    names.push(own.name);
  }
  return names;
}

function relative(context: string, path: string, names: readonly string[]): string {
  if (path.startsWith("/")) return path;
  const from = context.split("/");
  const to = path === "." ? [] : path.split("/");
  const missing = names.slice(parents(path)).reverse();
  if (missing.length > 0) to.splice(parents(path), 0, ...missing.map(() => ".."), ...missing);
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  return normalizePath([...from.slice(common).map(() => ".."), ...to.slice(common)].join("/"));
}

/** `../root/file` is `file`. */
function withoutDetour(path: string, names: readonly string[]): string {
  const levels = parents(path);
  const segments = path.split("/");
  let cut = 0;
  while (cut < levels && segments[levels + cut] !== undefined && segments[levels + cut] === names[levels - 1 - cut])
    cut++;
  if (cut === 0) return path;
  return normalizePath([...Array(levels - cut).fill(".."), ...segments.slice(levels + cut)].join("/"));
}
