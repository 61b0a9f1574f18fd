import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import { printable, printableLine } from "../text/printable.ts";
import { closing } from "./closing.ts";
import { CodeFrames, type FrameLine, languageOf } from "./frame.ts";
import type { FormatOptions } from "./options.ts";
import type { Palette } from "./palette.ts";
import { snippet } from "./snippet.ts";
import type { Report } from "./types.ts";
import { wrap } from "./wrap.ts";

const colors = { error: "red", warning: "yellow", info: "blue" } as const satisfies Record<Severity, keyof Palette>;

/** For people: every finding with its place in the text and what to do about it. */
export function* pretty(report: Report, options: FormatOptions): Generator<string> {
  yield* prettyDiagnostics(report.diagnostics, new Set(report.files.map(({ path }) => path)), options);
  yield* closing(report, options);
}

/**
 * Each finding with headline, place, code frame, help and related places, and an empty line behind it. `checked` are the paths of what
 * was read as a pyproject.toml or as code, whatever its name; every other file is a Dockerfile or the like.
 */
export function* prettyDiagnostics(
  diagnostics: readonly Diagnostic[],
  checked: ReadonlySet<string>,
  options: FormatOptions,
): Generator<string> {
  let file: string | null = null;
  let frames: CodeFrames | null = null;
  for (const diagnostic of diagnostics) {
    if (diagnostic.file !== file) {
      file = diagnostic.file;
      const text = options.text(file);
      frames = text === null ? null : new CodeFrames(text, languageOf(file, checked));
    }
    yield `${prettyDiagnostic(diagnostic, frames?.of(diagnostic) ?? null, options)}\n`;
  }
}

function prettyDiagnostic(
  diagnostic: Diagnostic,
  frame: FrameLine | null,
  { palette, width, ruleUrl }: FormatOptions,
): string {
  const { severity, message, rule, file, app, range, help, related } = diagnostic;
  const paint = palette[colors[severity]];
  const gutter = String(range.start.line).length + 1;
  const arrow = palette.dim("-->".padStart(gutter + 2));
  return [
    withLink(paragraph(severity, `${message} [${rule}]`, width, paint), rule, ruleUrl),
    `${arrow} ${at(file, range)}${app === null ? "" : ` (app ${printable(app)})`}\n`,
    frame === null ? "" : snippet(frame, gutter, width, palette, paint),
    help === null ? "" : paragraph("  help", help, width, palette.bold),
    ...related.map((other) =>
      paragraph("  note", `${at(other.file, other.range)}: ${other.message}`, width, palette.bold),
    ),
  ].join("");
}

function at(file: string, { start }: Diagnostic["range"]): string {
  return `${printable(file)}:${start.line}:${start.column}`;
}

/** With the rule at the end of the paragraph as a hyperlink (OSC 8), if it is one. */
function withLink(paragraph: string, rule: string, ruleUrl: FormatOptions["ruleUrl"]): string {
  const tail = `[${rule}]\n`;
  if (ruleUrl === undefined || !paragraph.endsWith(tail)) return paragraph;
  const link = `\u001b]8;;${ruleUrl(rule)}\u001b\\${rule}\u001b]8;;\u001b\\`;
  return `${paragraph.slice(0, -tail.length)}[${link}]\n`;
}

/** `label: text`, wrapped, with every further line below the first one's text. */
function paragraph(label: string, text: string, width: number, paint: (label: string) => string): string {
  const indentation = " ".repeat(label.length + 2);
  const lines = text.split("\n").flatMap((line) => wrap(printableLine(line), Math.max(width - indentation.length, 20)));
  return `${paint(`${label}:`)} ${lines.join(`\n${indentation}`)}\n`;
}
