import type { LintResult } from "../lint.ts";
import { compareDiagnostics } from "../text/diagnostic.ts";
import { summarize } from "./summary.ts";
import type { Report } from "./types.ts";
import { version } from "./version.ts";

/** One report on several files, in the order in which they were checked. */
export function reportOf(results: readonly LintResult[]): Report {
  return {
    version: 1,
    tool: { name: "fal-lint", version },
    files: results.map(({ path, status, apps }) => ({ path, status, apps })),
    diagnostics: results.flatMap(({ diagnostics }) => diagnostics).sort(compareDiagnostics),
    summary: summarize(results.map(({ summary }) => summary)),
  };
}
