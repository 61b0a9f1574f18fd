import type { Diagnostic } from "../text/diagnostic.ts";
import { printable, printableLine } from "../text/printable.ts";
import { nothingToCheck } from "./closing.ts";
import type { FormatOptions } from "./options.ts";
import { closingLine } from "./summary.ts";
import type { Report } from "./types.ts";

/** `path:line:column: severity rule: message`, a line each, for grep and editors. */
export function* compact(report: Report, { quiet }: FormatOptions): Generator<string> {
  for (const diagnostic of report.diagnostics) yield compactLine(diagnostic);
  if (!quiet) yield* nothingToCheck(report);
  yield `${closingLine(report)}\n`;
}

/** A diagnostic on a line. */
export function compactLine({ file, range, severity, rule, message }: Diagnostic): string {
  const { line, column } = range.start;
  return `${printableLine(file)}:${line}:${column}: ${severity} ${printable(`${rule}: ${message}`)}\n`;
}
