import { readGlob } from "../../client/glob.ts";
import { GlobSet } from "../../client/glob-set.ts";
import type { IgnorePattern, IgnoreRules } from "../../client/ignore.ts";
import { contextPath } from "./arrivals.ts";

/**
 * A .dockerignore as BuildKit reads it (moby/patternmatcher): patterns count from the root of the context, `!` takes back, the last that
 * matches a path or one of its folders decides. The client's globs do the matching; they differ from BuildKit's in `[!a]`, in a
 * backslash within brackets, and in `**` next to other characters, which nobody writes.
 */
export class DockerIgnore {
  /** Last pattern first. */
  readonly #patterns: readonly IgnorePattern[];
  readonly #globs: GlobSet;
  readonly #negated: readonly string[];

  /** Without a .dockerignore BuildKit keeps everything. */
  constructor({ from, patterns }: IgnoreRules) {
    this.#patterns = from === "default" ? [] : patterns.toReversed();
    const written = this.#patterns.map(({ pattern, negated }) =>
      contextPath(negated ? pattern.slice(1).trim() : pattern),
    );
    const globs = written.map((path) => readGlob(`/${path}`));
    this.#globs = new GlobSet(globs.map((glob) => (typeof glob === "string" ? null : glob)));
    this.#negated = written.filter((_, index) => this.#patterns[index]?.negated);
  }

  /** The pattern that decides on a path; null if none matches. */
  decidingOn(path: string): IgnorePattern | null {
    return this.#patterns[this.#globs.firstMatch(path)] ?? null;
  }

  keeps(path: string): boolean {
    return this.decidingOn(path)?.negated ?? true;
  }

  /** Whether something below a folder may be taken back by `!`. */
  mayKeepBelow(folder: string): boolean {
    return this.#negated.some((path) => path.startsWith(`${folder}/`) || /[*?[]/.test(path));
  }
}
