import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import { compactLine } from "./compact.ts";
import { closingLine, count } from "./summary.ts";
import type { Report } from "./types.ts";

/** So many annotations of each kind are shown for one step; the others would be lost. */
const most = 10;

const kinds = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<Severity, string>;

/**
 * Annotations for GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. What is beyond the limit
 * follows as a line of the log, and the last annotation of its kind says so.
 */
export function* github(report: Report): Generator<string> {
  const totals = tally(report.diagnostics);
  const done = { error: 0, warning: 0, info: 0 };
  for (const diagnostic of report.diagnostics) {
    const { severity } = diagnostic;
    const isShown = totals[severity] <= most || done[severity] < most - 1;
    if (isShown) done[severity]++;
    yield isShown ? annotation(diagnostic) : compactLine(diagnostic);
  }
  for (const severity of ["error", "warning", "info"] as const) {
    const left = totals[severity] - done[severity];
    if (left > 0)
      yield command(kinds[severity], { title: "fal-lint" }, `${count(left, `more ${severity}`)}: see the log.`);
  }
  yield `${closingLine(report)}\n`;
}

function tally(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const totals = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) totals[severity]++;
  return totals;
}

function annotation({ severity, file, range: { start, end }, rule, message, help }: Diagnostic): string {
  const title = printable(rule);
  // Columns count for a single line only.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const text = [message, ...(help === null ? [] : [help])].map(printable).join("\n");
  return command(
    kinds[severity],
    { file: printable(file), line: start.line, endLine: end.line, ...columns, title },
    text,
  );
}

function command(name: string, properties: Readonly<Record<string, string | number>>, data: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${written.join(",")}::${escapeData(data)}\n`;
}

/** As actions/toolkit does it, for the runner to undo. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
