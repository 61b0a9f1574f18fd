import type { Span } from "../text/source.ts";

/** A string that constant code makes, and where each part of it stands in the source. Half-open offsets, in UTF-16 code units. */
export interface MappedText {
  readonly value: string;
  /** In order, without gaps: together they are the value. */
  readonly pieces: readonly Piece[];
}

/** A part of a string that stands in one piece in the source. */
export interface Piece {
  /** Where it begins in the string. */
  readonly start: number;
  readonly length: number;
  readonly source: Span;
  /** The same characters in both; otherwise an escape, a line end of two characters, or a number. */
  readonly exact: boolean;
  /** The literal that it is a part of; null of what is no literal. */
  readonly literal: Literal | null;
  /** Where the code takes over a string that is written elsewhere, by its name; null if it is written in place. */
  readonly via: Span | null;
}

/** A string literal of Python. */
export interface Literal {
  /** With prefix and quotes. */
  readonly span: Span;
  /** Of its text, between the quotes. */
  readonly body: Span;
  readonly quote: string;
  readonly raw: boolean;
  readonly format: boolean;
}

/** A literal with more pieces is no Dockerfile: a bound for hostile files. */
export const mostPieces = 500_000;

/** A text as it stands. */
export function wholeText(value: string): MappedText {
  const piece = {
    start: 0,
    length: value.length,
    source: [0, value.length],
    exact: true,
    literal: null,
    via: null,
  } as const;
  return { value, pieces: [piece] };
}

export function concat(parts: readonly MappedText[]): MappedText {
  const pieces: Piece[] = [];
  let start = 0;
  for (const part of parts) {
    for (const piece of part.pieces) pieces.push({ ...piece, start: piece.start + start });
    start += part.value.length;
  }
  return { value: parts.map(({ value }) => value).join(""), pieces };
}

/** A part of the string. What lies within an escape comes with the whole of it. */
export function slice({ value, pieces }: MappedText, start: number, end: number): MappedText {
  const kept: Piece[] = [];
  for (let index = indexAt(pieces, start); index < pieces.length; index++) {
    const piece = pieces[index];
    if (piece === undefined || piece.start >= end) break;
    const from = Math.max(piece.start, start);
    const to = Math.min(piece.start + piece.length, end);
    if (to <= from) continue;
    const offset = piece.source[0] - piece.start;
    const source: Span = piece.exact ? [offset + from, offset + to] : piece.source;
    kept.push({ ...piece, start: from - start, length: to - from, source });
  }
  return { value: value.slice(start, end), pieces: kept };
}

/** The same string, taken over by a name that stands at `via`. */
export function takenOver({ value, pieces }: MappedText, via: Span): MappedText {
  return { value, pieces: pieces.map((piece) => ({ ...piece, via })) };
}

/**
 * Where a part of the string stands in the source. What lies in one string that is taken over stands where that is written, what reaches
 * over its ends where it is taken over.
 */
export function sourceSpan({ pieces }: MappedText, [start, end]: Span, otherwise: Span): Span {
  const first = pieces[Math.min(indexAt(pieces, start), pieces.length - 1)];
  const last = end > start ? pieces[Math.min(indexAt(pieces, end - 1), pieces.length - 1)] : first;
  if (first === undefined || last === undefined) return [otherwise[0], otherwise[0]];
  const isWhole = first.via === last.via;
  const from = isWhole || first.via === null ? offsetIn(first, start) : first.via[0];
  if (end <= start) return [from, from];
  const to = isWhole || last.via === null ? offsetBehind(last, end) : last.via[1];
  return [from, to > from ? to : (first.via?.[1] ?? first.source[1])];
}

function offsetIn({ start, length, source, exact }: Piece, offset: number): number {
  if (offset >= start + length) return source[1];
  return exact ? source[0] + offset - start : source[0];
}

function offsetBehind({ start, source, exact }: Piece, end: number): number {
  return exact ? Math.min(source[0] + end - start, source[1]) : source[1];
}

/** The piece that holds an offset; their number behind the end. */
export function indexAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && piece.start + piece.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
