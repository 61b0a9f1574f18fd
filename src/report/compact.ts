import { printable } from "../text/printable.ts";
import { nothingToCheck } from "./closing.ts";
import type { FormatOptions } from "./options.ts";
import { closingLine } from "./summary.ts";
import type { Report } from "./types.ts";

/** `path:line:column: severity rule: message`, a line each, for grep and editors. */
export function* compact(report: Report, { quiet }: FormatOptions): Generator<string> {
  for (const { file, range, severity, rule, message } of report.diagnostics) {
    const { line, column } = range.start;
    yield `${printable(file)}:${line}:${column}: ${severity} ${printable(`${rule}: ${message}`)}\n`;
  }
  if (!quiet) yield* nothingToCheck(report);
  yield `${closingLine(report)}\n`;
}
