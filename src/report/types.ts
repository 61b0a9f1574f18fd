import type { FileStatus } from "../analyse.ts";
import type { Summary } from "../lint.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/**
 * What `--format json` prints.
 * @title fal-lint report
 */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: "fal-lint"; readonly version: string };
  readonly files: readonly FileReport[];
  /** Sorted by file, offset, rule. */
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
}

/** One file that was checked. */
export interface FileReport {
  readonly path: string;
  /** `no-apps`: it has no `[tool.fal.apps]`; `unused`: a Dockerfile or .dockerignore that no app is built from. */
  readonly status: FileStatus | "unused";
  /** The keys of its apps, in the order of the file. */
  readonly apps: readonly string[];
}
