import type { LintResult } from "../lint.ts";
import { type Format, formats } from "../report/index.ts";
import { palette } from "../report/palette.ts";
import { reportOf } from "../report/report.ts";
import type { Report } from "../report/types.ts";
import type { SuppressedDiagnostic } from "../text/diagnostic.ts";
import { misuse, requireList, requireObject, requireText, requireWord } from "./arguments.ts";

/** What a format may know besides the results. */
export interface ReportOptions {
  /**
   * The text of a file by the path that diagnostics name it by, for code frames; null or undefined if it is not at hand. Of what it gives,
   * only the lines of findings are shown, and no secret.
   */
  readonly text?: (path: string) => string | null | undefined;
  /** Colours for a terminal; absent: none. */
  readonly color?: boolean;
  /** Columns for what is wrapped; absent: 80. */
  readonly width?: number;
}

/**
 * Words what was found in one of the formats of the command, with the closing line or summary over all files. What a terminal would not show
 * as it is, is escaped.
 * @param results what `check` or `lint` gave for a file, or for several, or a report as `--format json` prints it
 * @param format the name of a format: see {@link Format}
 * @throws TypeError if an argument cannot be meant
 * @example
 * ```ts
 * import { formatReport, lint } from "fal-lint";
 *
 * const source = { path: "pyproject.toml", text: "[tool.fal.apps.server]\nref = \"server.py\"\nauth = \"privat\"\n" };
 * console.log(formatReport(lint(source), "pretty", { text: () => source.text }).trimEnd());
 * // error: `auth` must be `public`, `private` or `shared`. [invalid-value]
 * //  --> pyproject.toml:3:8 (app server)
 * //    |
 * //  3 | auth = "privat"
 * //    |        ^^^^^^^^
 * //   help: Did you mean `private`?
 * //
 * // 1 app, 0 images, 0 credentials: 1 error, 0 warnings
 * ```
 */
export function formatReport(
  results: LintResult | readonly LintResult[] | Report,
  format: Format,
  options: ReportOptions = {},
): string {
  const { report, suppressed } = requireReport(results);
  requireWord(format, Object.keys(formats), "format");
  requireObject(options, "options");
  const { text = () => null, color = false, width = 80 }: ReportOptions = options;
  if (typeof text !== "function") throw misuse("options.text", "a function");
  if (typeof color !== "boolean") throw misuse("options.color", "true or false");
  if (!Number.isInteger(width) || width < 1) throw misuse("options.width", "a whole number above 0");
  const pieces = formats[format](report, {
    text: (path) => given(text(path)),
    palette: palette(color),
    width,
    quiet: false,
    suppressed,
  });
  return [...pieces].join("");
}

function given(text: string | null | undefined): string | null {
  if (text === undefined || text === null) return null;
  requireText(text, "what options.text gives");
  return text;
}

/** A report tells nothing of what is suppressed. */
interface Told {
  readonly report: Report;
  readonly suppressed: readonly SuppressedDiagnostic[];
}

function requireReport(results: unknown): Told {
  if (Array.isArray(results)) {
    for (const [index, result] of results.entries()) requireResult(result, `results[${index}]`);
    return toldBy(results);
  }
  requireObject(results, "results");
  if (!("tool" in results)) {
    requireResult(results, "results");
    return toldBy([results]);
  }
  requireList(results["files"], "results.files");
  requireList(results["diagnostics"], "results.diagnostics");
  requireObject(results["summary"], "results.summary");
  return { report: results as unknown as Report, suppressed: [] };
}

function toldBy(results: readonly LintResult[]): Told {
  return { report: reportOf(results), suppressed: results.flatMap(({ suppressed }) => suppressed) };
}

function requireResult(result: unknown, argument: string): asserts result is LintResult {
  requireObject(result, argument);
  requireText(result["path"], `${argument}.path`);
  requireList(result["apps"], `${argument}.apps`);
  requireList(result["diagnostics"], `${argument}.diagnostics`);
  requireList(result["suppressed"], `${argument}.suppressed`);
  requireObject(result["summary"], `${argument}.summary`);
}
