import type { Diagnostic } from "../text/diagnostic.ts";
import { utf8Length } from "../text/utf8.ts";
import { markdown } from "./markdown.ts";
import { closingLine } from "./summary.ts";
import type { Report } from "./types.ts";

/**
 * The report as Markdown, for the summary of a job in GitHub Actions; at most so many bytes, with a line that says how many findings were left
 * out. Nothing at all if there is no room for that.
 */
export function* jobSummary(report: Report, bytes: number): Generator<string> {
  const { diagnostics } = report;
  const head = `### fal-lint\n\n${closingLine(report)}\n\n`;
  const columns = diagnostics.length === 0 ? "" : "| | place | rule | finding |\n|---|---|---|---|\n";
  // Of all findings, to be on the safe side.
  let room = bytes - utf8Length(head + columns + leftOut(diagnostics.length));
  if (room < 0) return;
  yield head + columns;
  for (const [index, diagnostic] of diagnostics.entries()) {
    const line = row(diagnostic);
    room -= utf8Length(line);
    if (room < 0) {
      yield leftOut(diagnostics.length - index);
      return;
    }
    yield line;
  }
  yield "\n";
}

function row({ severity, file, range: { start }, rule, message, help }: Diagnostic): string {
  const finding = [message, ...(help === null ? [] : [help])].map(markdown).join("<br>");
  const place = `${file}:${start.line}:${start.column}`;
  return `| ${severity} | ${markdown(place)} | ${markdown(rule)} | ${finding} |\n`;
}

function leftOut(findings: number): string {
  return `\n${findings} more: see the log.\n\n`;
}
