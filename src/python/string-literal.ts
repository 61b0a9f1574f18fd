import type { Span } from "../text/source.ts";
import { type Literal, type MappedText, mostPieces, type Piece } from "./mapped-text.ts";

/** What stands in the braces of an f-string: its place, braces included, and its text. */
export interface Replacement {
  readonly span: Span;
  readonly text: MappedText;
}

/**
 * The string that a literal stands for, as Python reads it: escapes, line joins, CRLF and doubled braces. Null of bytes, of a character by
 * its name (`\N{…}`), and of what is no literal.
 * @param replacements of an f-string, in order
 */
export function readLiteral(source: string, span: Span, replacements: readonly Replacement[] = []): MappedText | null {
  const literal = literalAt(source, span);
  if (literal === null) return null;
  const reader = new Reader(source, literal);
  let done = literal.body[0];
  for (const { span, text } of replacements) {
    if (!reader.read(done, span[0])) return null;
    reader.insert(text, span);
    done = span[1];
  }
  return reader.read(done, literal.body[1]) ? reader.text() : null;
}

/** Prefix and quotes of a literal; null of bytes, and of one that is not closed. */
export function literalAt(source: string, [start, end]: Span): Literal | null {
  const opening = /^([A-Za-z]{0,2})("""|'''|"|')/.exec(source.slice(start, start + 5));
  const prefix = (opening?.[1] ?? "").toLowerCase();
  const quote = opening?.[2] ?? "";
  if (opening === null || !/^(?:r|u|f|rf|fr)?$/.test(prefix)) return null;
  const body: Span = [start + opening[0].length, end - quote.length];
  if (body[1] < body[0] || !source.startsWith(quote, body[1])) return null;
  return { span: [start, end], body, quote, raw: prefix.includes("r"), format: prefix.includes("f") };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** What is not simply itself in a literal. */
const specials = { plain: /[\r\\]/g, raw: /\r/g, format: /[\r\\{}]/g, rawFormat: /[\r{}]/g } as const;

class Reader {
  readonly #source: string;
  readonly #literal: Literal;
  readonly #parts: string[] = [];
  readonly #pieces: Piece[] = [];
  readonly #special: RegExp;
  #length = 0;

  constructor(source: string, literal: Literal) {
    this.#source = source;
    this.#literal = literal;
    const { raw, format } = literal;
    this.#special = raw ? (format ? specials.rawFormat : specials.raw) : format ? specials.format : specials.plain;
  }

  /** False if it cannot be read. */
  read(from: number, to: number): boolean {
    const text = this.#source.slice(from, to);
    for (let at = 0; at < text.length; ) {
      this.#special.lastIndex = at;
      const next = this.#special.exec(text)?.index ?? text.length;
      if (next > at) this.#add(text.slice(at, next), [from + at, from + next], true);
      if (next >= text.length) break;
      const length = this.#readSpecial(from + next, to);
      if (length === 0 || this.#pieces.length > mostPieces) return false;
      at = next + length;
    }
    return true;
  }

  insert({ value, pieces }: MappedText, span: Span): void {
    this.#parts.push(value);
    for (const piece of pieces) {
      this.#pieces.push({ ...piece, start: piece.start + this.#length, via: span });
    }
    this.#length += value.length;
  }

  text(): MappedText {
    return { value: this.#parts.join(""), pieces: this.#pieces };
  }

  #add(value: string, source: Span, exact: boolean): void {
    this.#parts.push(value);
    const { length } = value;
    this.#pieces.push({ start: this.#length, length, source, exact, literal: this.#literal, via: null });
    this.#length += length;
  }

  /** How many characters of the source it took; 0 if it cannot be read. */
  #readSpecial(at: number, to: number): number {
    const text = this.#source;
    const character = text.charAt(at);
    const lineEnd = (offset: number) => (text.startsWith("\r\n", offset) ? 2 : 1);
    if (character === "\r") {
      const length = lineEnd(at);
      this.#add("\n", [at, at + length], false);
      return length;
    }
    if (character !== "\\") {
      // A lone brace would not be Python.
      if (text.charAt(at + 1) !== character) return 0;
      this.#add(character, [at, at + 2], false);
      return 2;
    }
    const next = text.charAt(at + 1);
    if (next === "\n" || next === "\r") return 1 + lineEnd(at + 1);
    const [value, length] = readEscape(text, at);
    if (value === null || at + length > to) return 0;
    // Not even one that Python keeps as it is may be changed in part.
    this.#add(value, [at, at + length], false);
    return length;
  }
}

/** What an escape stands for, and its length; null if that cannot be told. */
function readEscape(text: string, at: number): readonly [string | null, number] {
  const next = text.charAt(at + 1);
  const simple = simpleEscapes[next];
  if (simple !== undefined) return [simple, 2];
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined) return [String.fromCharCode(Number.parseInt(octal, 8)), 1 + octal.length];
  const digits = { x: 2, u: 4, U: 8 }[next];
  if (digits !== undefined) {
    const hex = text.slice(at + 2, at + 2 + digits);
    const code = /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : -1;
    return [code < 0 || code > 0x10ffff ? null : String.fromCodePoint(code), 2 + digits];
  }
  // Python keeps the backslash of an escape that it does not know.
  return next === "N" ? [null, 2] : [`\\${next}`, 2];
}
