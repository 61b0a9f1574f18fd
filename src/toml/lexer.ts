import type { Span } from "../text/source.ts";
import { judgeDate } from "./dates.ts";
import type { EntryKind, Quoting } from "./entry.ts";
import type { Toml11Syntax, TomlNotice } from "./notices.ts";
import { unescapeBasic } from "./unescape.ts";

// What `skipTo` looks for: each matches one character and has the flag `g`.
const notVoid = /[^ \t\r\n]/g;
const lineEnd = /[\r\n]/g;
const bareKeyEnd = /[^A-Za-z0-9_-]/g;
const scalarEnd = /[ \t\r\n,\]}#]/g;
const apostrophe = /'/g;
const quoteOrBackslash = /["\\]/g;

const dateBeforeTime = /\d{4}-\d\d-\d\d \d/y;

/** Goes through a text word by word, and keeps what it meets besides: comments, notices, a malformed date. */
export class Lexer {
  readonly text: string;
  /** Offset of the next character; at most the length of the text. */
  at: number;
  readonly comments: Span[] = [];
  readonly notices: TomlNotice[] = [];
  malformedDate: Span | null = null;

  constructor(text: string) {
    this.text = text;
    this.at = text.startsWith("\ufeff") ? 1 : 0;
  }

  /** The next character; empty at the end. */
  get char(): string {
    return this.text.charAt(this.at);
  }

  forward(characters: number): void {
    this.at = Math.min(this.at + characters, this.text.length);
  }

  blanks(): void {
    while (this.char === " " || this.char === "\t") this.at++;
  }

  /** Passes blanks, line ends and comments; whether a line has ended. */
  void(): boolean {
    this.blanks();
    if (this.char !== "\n" && this.char !== "\r" && this.char !== "#") return false;
    for (;;) {
      this.#skipTo(notVoid);
      if (this.char !== "#") return true;
      const start = this.at;
      this.#skipTo(lineEnd);
      this.comments.push([start, this.at]);
    }
  }

  /** Passes one segment of a key: its value. */
  keySegment(): string {
    const start = this.at;
    if (this.char === '"' || this.char === "'") {
      const quoting = this.string();
      const inside = this.text.slice(start + 1, this.at - 1);
      return quoting === "basic" ? unescapeBasic(inside) : inside;
    }
    this.#skipTo(bareKeyEnd);
    return this.text.slice(start, this.at);
  }

  /** Passes a string of any kind, from its first quote on. */
  string(): Quoting {
    const quote = this.char;
    const isLiteral = quote === "'";
    const isMultiLine = this.text.startsWith(quote.repeat(3), this.at);
    const fence = isMultiLine ? quote.repeat(3) : quote;
    this.forward(fence.length);
    for (;;) {
      this.#skipTo(isLiteral ? apostrophe : quoteOrBackslash);
      if (this.char === "\\") this.#escape();
      else if (this.char === "" || this.text.startsWith(fence, this.at)) break;
      else this.forward(1);
    }
    this.forward(fence.length);
    if (!isMultiLine) return isLiteral ? "literal" : "basic";
    // One or two quotes right before the closing three belong to the string.
    while (this.char === quote) this.forward(1);
    return isLiteral ? "multi-line-literal" : "multi-line-basic";
  }

  /** Passes a number, boolean or date. */
  scalar(): EntryKind {
    const start = this.at;
    // One character at least, so that a text which is no TOML comes to an end.
    this.forward(1);
    this.#skipTo(scalarEnd);
    // A space may stand between date and time.
    dateBeforeTime.lastIndex = start;
    if (dateBeforeTime.test(this.text)) {
      this.forward(1);
      this.#skipTo(scalarEnd);
    }
    const literal = this.text.slice(start, this.at);
    if (literal === "true" || literal === "false") return "boolean";
    if (/^(?:\d{4}-|\d\d:)/.test(literal)) {
      this.#date(literal, [start, this.at]);
      return "date";
    }
    return /^(?:0[xob]|[-+\d_]+$)/.test(literal) ? "integer" : "float";
  }

  notice11(syntax: Toml11Syntax, span: Span): void {
    this.notices.push({ kind: "toml-1.1", syntax, span });
  }

  #date(literal: string, span: Span): void {
    const judged = judgeDate(literal);
    if (judged === "malformed") {
      this.malformedDate ??= span;
      return;
    }
    if (judged.isImpossible) this.notices.push({ kind: "impossible-date", span });
    if (judged.lacksSeconds) this.notice11("time-without-seconds", span);
  }

  #escape(): void {
    const start = this.at;
    const letter = this.text[start + 1];
    if (letter === "e") this.notice11("escape-e", [start, start + 2]);
    if (letter === "x") this.notice11("escape-x", [start, start + 4]);
    this.forward(2);
  }

  #skipTo(set: RegExp): void {
    set.lastIndex = this.at;
    this.at = set.test(this.text) ? set.lastIndex - 1 : this.text.length;
  }
}
