import { isShowable } from "../config/visibility.ts";
import { tokenSpans } from "../container/token-spans.ts";
import { rules } from "../rules/index.ts";
import type { Diagnostic, KeyPath } from "../text/diagnostic.ts";
import { mask, printable } from "../text/printable.ts";
import { Lines, type Span } from "../text/source.ts";
import { type Entry, scanPositions } from "../toml/positions.ts";

/** One line of source, safe to print. */
export interface FrameLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** Columns of `text` to underline, 0-based, half-open. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

/** A piece of a line: where it lies in the source, and what is shown for it. */
interface Piece {
  readonly span: Span;
  readonly shown: string;
}

const noValues: ReadonlySet<string> = new Set(["array", "inline-table", "array-of-tables", "table"]);

/** `toml`: only values that are known to be harmless are shown; `other`: all but what looks like a secret. */
export type Language = "toml" | "other";

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
    this.#hiddenIn = language === "toml" ? hiddenInToml : hiddenInOther;
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

/** Steps of a key path, beyond which nothing is shown: dotted keys lead down by the hundred thousand. */
const deepest = 100;

/** Everything in a TOML document that is not shown, in order: values not known to be harmless, tokens, comments. */
function hiddenInToml(text: string): Piece[] {
  const positions = scanPositions(text);
  const hidden = positions.comments.map(([start, end]): Piece => {
    return { span: [start + suppressionLength(text.slice(start, end)), end], shown: "" };
  });
  const paths = new Map<Entry, KeyPath>([[positions.root, []]]);
  for (const entry of positions.entries) {
    const { kind, valueSpan, parent } = entry;
    const above = parent === null ? undefined : paths.get(parent);
    const path = above === undefined || above.length === deepest ? undefined : [...above, entry.key];
    if (noValues.has(kind)) {
      if (path !== undefined) paths.set(entry, path);
    } else if (path === undefined || !isShowable(path) || mayHoldToken(text.slice(...valueSpan)))
      hidden.push({ span: valueSpan, shown: mask });
  }
  // In keys: the password of a URL, say.
  for (const span of tokenSpans(text)) hidden.push({ span, shown: mask });
  return withoutOverlap(hidden);
}

/** In order; pieces that overlap become one, shown as the first of them. */
function withoutOverlap(pieces: readonly Piece[]): Piece[] {
  const apart: Piece[] = [];
  for (const piece of [...pieces].sort((a, b) => a.span[0] - b.span[0])) {
    const last = apart.at(-1);
    if (last === undefined || piece.span[0] >= last.span[1]) apart.push(piece);
    else if (piece.span[1] > last.span[1]) {
      apart[apart.length - 1] = { span: [last.span[0], piece.span[1]], shown: last.shown };
    }
  }
  return apart;
}

/** How much of a comment may be shown: of one that suppresses findings what stands in front of its reason, as far as it names rules. */
function suppressionLength(comment: string): number {
  const begin = /^#[ \t]*fal-lint:[ \t]*allow(?![^ \t])/.exec(comment);
  if (begin === null) return 0;
  let length = begin[0].length;
  for (const [word] of comment.slice(length).matchAll(/[ \t,]*[^ \t,]+/gy)) {
    const name = word.replace(/^[ \t,]*/, "");
    if (!ruleIds.has(name) && !/^until=[\d-]{10}$/.test(name)) break;
    length += word.length;
  }
  return length;
}

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

const secretName = "(?:pass(?:wd|word|phrase)?|secret|token|key|credentials?|auth)";
const value = `("[^"\\n]*"|'[^'\\n]*'|[^\\s"']+)`;
// `ENV API_TOKEN=…`, `"apiKey": "…"`.
const assigned = new RegExp(`${secretName}["']?[ \\t]*[=:][ \\t]*${value}`, "dgi");
// `--api-key …`, `ENV API_TOKEN …`, up to the blanks. Whether the name promises a secret is asked of its last word only.
const name = /--[\w-]*|^[ \t]*ENV[ \t]+\w+/gim;
const promising = new RegExp(secretName, "i");
const behindName = new RegExp(`[ \\t]+${value}`, "dy");

/** In a Dockerfile, say: recognised tokens, and what stands behind a name that promises a secret. In order, without overlap. */
function hiddenInOther(text: string): Piece[] {
  const spans = [...tokenSpans(text), ...assignedSecrets(text), ...namedSecrets(text)];
  return withoutOverlap(spans.map((span) => ({ span, shown: mask })));
}

function assignedSecrets(text: string): Span[] {
  return Array.from(text.matchAll(assigned), (match): Span => match.indices?.[1] ?? [0, 0]);
}

function namedSecrets(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: written, index } of text.matchAll(name)) {
    if (!promising.test(written.slice(written.lastIndexOf("-") + 1))) continue;
    behindName.lastIndex = index + written.length;
    const span = behindName.exec(text)?.indices?.[1];
    if (span !== undefined) spans.push(span);
  }
  return spans;
}

/** An escape could spell a token out so that it is not recognised. */
function mayHoldToken(literal: string): boolean {
  return /\\[uUx]/.test(literal) || tokenSpans(literal).length > 0;
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
