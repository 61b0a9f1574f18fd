import type { Span } from "../../text/source.ts";
import { isSpace, skip } from "./characters.ts";
import type { Comment, EscapeToken, Problem } from "./syntax-tree.ts";

export interface PhysicalLine {
  /** 1-based. */
  readonly number: number;
  readonly start: number;
  /** Before the line end; carriage returns in front of the LF belong to it. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

/** Goes through a text line by line. Lines end at LF; a byte order mark is skipped. */
export class LineCursor {
  readonly text: string;
  /** Null behind the last line. */
  current: PhysicalLine | null;

  constructor(text: string) {
    this.text = text;
    this.current = this.#read(text.startsWith("\ufeff") ? 1 : 0, 1);
  }

  advance(): void {
    if (this.current !== null) this.current = this.#read(this.current.next, this.current.number + 1);
  }

  #read(start: number, number: number): PhysicalLine | null {
    if (start >= this.text.length) return null;
    const feed = this.text.indexOf("\n", start);
    const next = feed < 0 ? this.text.length : feed + 1;
    let end = feed < 0 ? next : feed;
    while (end > start && this.text.charCodeAt(end - 1) === 13) end--;
    return { number, start, end, next };
  }
}

/** An instruction's physical lines joined into one text that knows where in the file each character of it stands. */
export class LogicalLine {
  readonly text: string;
  /** Where each piece starts in `text`, and where in the file. */
  readonly #pieces: { readonly at: number; readonly origin: number }[] = [];

  constructor(file: string, spans: readonly Span[]) {
    let text = "";
    for (const [start, end] of spans) {
      this.#pieces.push({ at: text.length, origin: start });
      text += file.slice(start, end);
    }
    this.text = text;
  }

  /** Where `[start, end)` of `text` stands in the file. */
  span(start: number, end: number): Span {
    const from = this.#origin(start);
    return [from, end > start ? this.#origin(end - 1) + 1 : from];
  }

  #origin(at: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    return piece === undefined ? 0 : piece.origin + at - piece.at;
  }
}

/**
 * Joins the instruction that begins at `start` of the cursor's line with the lines that continue it, and leaves the cursor behind
 * them. Comment lines (returned) and blank lines in between do not end the instruction.
 */
export function joinLines(cursor: LineCursor, start: number, escapeToken: EscapeToken): [LogicalLine, Comment[]] {
  const pieces: Span[] = [];
  const comments: Comment[] = [];
  let from = start;
  for (let line = cursor.current; line !== null; line = cursor.current) {
    cursor.advance();
    const first = skip(cursor.text, from, line.end, isSpace);
    if (pieces.length > 0 && cursor.text[first] === "#" && first < line.end) {
      comments.push({ span: [first, line.end] });
    } else if (pieces.length === 0 || first < line.end) {
      const mark = continuationMark(cursor.text, from, line.end, escapeToken);
      pieces.push([from, mark ?? line.end]);
      if (mark === null) break;
    }
    from = cursor.current?.start ?? from;
  }
  return [new LogicalLine(cursor.text, pieces), comments];
}

/** The escape character that continues a line: the last on it but for blanks and tabs, and not behind another one. */
function continuationMark(text: string, start: number, end: number, escapeToken: EscapeToken): number | null {
  let at = end - 1;
  while (at >= start && (text[at] === " " || text[at] === "\t")) at--;
  if (at < start || text[at] !== escapeToken) return null;
  return at > start && text[at - 1] === escapeToken ? null : at;
}

// The default buffer of Go's bufio.Scanner, with which BuildKit reads lines.
const maximumLineBytes = 65_535;

/** The first line that is longer than BuildKit reads. */
export function findLongLine(text: string): Problem | null {
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    if (isLong(text, start, end)) {
      return {
        kind: "line-too-long",
        span: [start, end],
        message: "this line is longer than the 65535 bytes that BuildKit reads",
      };
    }
    start = end + 1;
  }
  return null;
}

function isLong(text: string, start: number, end: number): boolean {
  if ((end - start) * 3 <= maximumLineBytes) return false;
  let bytes = 0;
  for (let at = start; at < end && bytes <= maximumLineBytes; at++) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes > maximumLineBytes;
}
