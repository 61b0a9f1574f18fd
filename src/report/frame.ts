import type { Diagnostic } from "../text/diagnostic.ts";
import { mask, printable } from "../text/printable.ts";
import { isPython } from "../text/python-path.ts";
import { Lines, type Span } from "../text/source.ts";
import { hiddenInOther, hiddenInToml, type Piece } from "./hidden.ts";
import { hiddenInPython } from "./hidden-in-python.ts";

/** One line of source, safe to print. */
export interface FrameLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** Columns of `text` to underline, 0-based, half-open. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

/** `toml`, `python`: only values that are known to be harmless are shown; `other`: all but what looks like a secret. */
export type Language = "toml" | "python" | "other";

/** How to show a file, given which files hold apps, whatever their names; every other one is a Dockerfile or the like. */
export function languageOf(path: string, checked: ReadonlySet<string>): Language {
  if (!checked.has(path)) return "other";
  return isPython(path) ? "python" : "toml";
}

const hiddenIn: Readonly<Record<Language, (text: string) => readonly Piece[]>> = {
  toml: hiddenInToml,
  python: hiddenInPython,
  other: hiddenInOther,
};

/** Shows places of one file with every secret blanked. The text is scanned once, when it is first asked. */
export class CodeFrames {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #hiddenIn: (text: string) => readonly Piece[];
  #hidden: readonly Piece[] | null = null;
  /** The line that was shown last: a hundred thousand findings may lie on one. */
  #last: ShownLine | null = null;

  constructor(text: string, language: Language) {
    this.#text = text;
    this.#lines = new Lines(text);
    this.#hiddenIn = hiddenIn[language];
  }

  /** The line where the diagnostic begins; null if nothing of it may be shown. */
  of({ rule, range }: Pick<Diagnostic, "rule" | "range">): FrameLine | null {
    const { line } = range.start;
    const isUnreadable = rule === "syntax-error" || rule === "not-utf8";
    const shown = isUnreadable ? showLine(line, beforeEquals(this.#text, this.#lines.line(line))) : this.#shown(line);
    if (shown.pieces.length === 0) return null;
    return { line, text: shown.text, marks: [[column(shown, range.start.offset), column(shown, range.end.offset)]] };
  }

  /** A 1-based line of a text that could be parsed. */
  line(number: number): string {
    return this.#shown(number).text;
  }

  #shown(number: number): ShownLine {
    if (this.#last?.number !== number) this.#last = showLine(number, this.#withoutSecrets(this.#lines.line(number)));
    return this.#last;
  }

  #withoutSecrets([start, end]: Span): Piece[] {
    this.#hidden ??= this.#hiddenIn(this.#text);
    const pieces: Piece[] = [];
    let done = start;
    for (let index = firstBehind(this.#hidden, start); ; index++) {
      const hidden = this.#hidden[index];
      if (hidden === undefined || hidden.span[0] >= end) break;
      const { span, shown } = hidden;
      for (const piece of printablePieces(this.#text, [done, Math.max(span[0], done)])) pieces.push(piece);
      done = Math.min(span[1], end);
      pieces.push({ span: [Math.max(span[0], start), done], shown });
    }
    for (const piece of printablePieces(this.#text, [done, end])) pieces.push(piece);
    return pieces;
  }
}

/** The first of pieces in order, without overlap, that does not end before an offset. */
function firstBehind(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.span[1] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The key or header at the start of a line of a text that cannot be parsed, where nobody knows what is a secret. Nothing if the line may lie
 * within a string of several lines, or begins with anything else.
 */
function beforeEquals(text: string, [start, end]: Span): Piece[] {
  if (/"""|'''/.test(text.slice(0, end))) return [];
  const line = text.slice(start, end);
  const key = /^[ \t]*[A-Za-z0-9_.-]+[ \t]*(?==)/.exec(line)?.[0];
  if (key === undefined) {
    // Any other bracket could open an array of secrets.
    const header = /^[ \t]*\[\[?tool\.fal[A-Za-z0-9_."-]*\]*/.exec(line)?.[0];
    return header === undefined ? [] : [{ span: [start, start + header.length], shown: header }];
  }
  const equals = start + key.length;
  return [
    { span: [start, equals], shown: key },
    { span: [equals, equals + 1], shown: "= " },
    { span: [equals + 1, end], shown: mask },
  ];
}

/** A stretch of text that may be shown; what is unprintable becomes a piece of its own. */
function printablePieces(text: string, [start, end]: Span): Piece[] {
  const pieces: Piece[] = [];
  let offset = start;
  for (const run of text.slice(start, end).split(/([^\x20-\x7e]+)/)) {
    if (run !== "") pieces.push({ span: [offset, offset + run.length], shown: printable(run) });
    offset += run.length;
  }
  return pieces;
}

/** A line as it is shown. */
interface ShownLine {
  readonly number: number;
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where each piece begins in the text. */
  readonly columns: readonly number[];
}

function showLine(number: number, pieces: readonly Piece[]): ShownLine {
  const columns: number[] = [];
  let text = "";
  for (const { shown } of pieces) {
    columns.push(text.length);
    text += shown;
  }
  return { number, text, pieces, columns };
}

/** Where a source offset stands in what is shown; within a piece that is shown otherwise than it is written, at its start or end. */
function column({ text, pieces, columns }: ShownLine, offset: number): number {
  const index = firstBehind(pieces, offset);
  const piece = pieces[index];
  const start = columns[index];
  if (piece === undefined || start === undefined) return text.length;
  const { span, shown } = piece;
  const isExact = shown !== mask && shown.length === span[1] - span[0];
  return start + (isExact ? Math.max(offset - span[0], 0) : 0);
}
