import type { Files } from "../text/files.ts";
import { normalizePath } from "../text/path.ts";

/** Where a source leads. Paths are relative to the context, without `.` and `..` inside; `.` is the context itself. */
export interface SourcePath {
  /** As text says: what the ignore patterns are held against. */
  readonly lexical: string;
  /** With links resolved, whether something is there or not; begins with `..` if it is outside. */
  readonly real: string;
  /** A link is on the way. */
  readonly linked: boolean;
}

// No system opens a longer one, and it bounds the work.
const longestPath = 4096;

/** Resolves a relative source as Python's `Path.resolve()` does: segment by segment, `..` after links, what is missing read as text. */
export function resolveSource(files: Files, source: string): SourcePath {
  const lexical = normalizePath(source);
  if (source.length > longestPath) return { lexical, real: lexical, linked: false };
  let real = ".";
  let linked = false;
  // Below what is missing nothing needs a look.
  let missing = false;
  for (const segment of source.split("/")) {
    if (segment === "" || segment === ".") continue;
    const isUp = segment === "..";
    const next = isUp ? normalizePath(`${real}/..`) : join(real, segment);
    const found: string | null = missing && !isUp ? null : files.realPath(next);
    missing = found === null;
    real = found === null ? next : normalizePath(found);
    linked ||= real !== next;
  }
  return { lexical, real, linked };
}

/** True for a path with links resolved that is not in the context. */
export function isOutside(real: string): boolean {
  return real === ".." || real.startsWith("../");
}

/** The path of an entry of a folder. */
export function join(folder: string, name: string): string {
  return folder === "." ? name : `${folder}/${name}`;
}
