import type { KeyPath } from "../text/diagnostic.ts";
import type { Span } from "../text/source.ts";
import { unescapeBasic } from "../toml/unescape.ts";

/** What is being written at a cursor. `span` is the word around it, quotes included: what a suggestion takes the place of. */
export type Slot =
  | {
      readonly kind: "key";
      /** The table that the key belongs to. */
      readonly table: KeyPath;
      /** `header`: a segment of `[…]`; `inline`: between braces. */
      readonly place: "line" | "inline" | "header";
      /** The keys in front of it between the same braces. */
      readonly before: readonly string[];
      readonly span: Span;
      /** What stands behind it makes it a key already: `=`, or a dot. */
      readonly isComplete: boolean;
    }
  | { readonly kind: "value"; readonly path: KeyPath; readonly span: Span };

/**
 * Finds out what belongs at an offset of a text that need not be TOML yet, by what stands in front of it. A statement that was never
 * finished ends with its line, so that it takes nothing from those below. Null where nothing can be suggested: in a comment, in a text of
 * several lines, behind a value. Takes linear time.
 */
export function slotAt(text: string, offset: number): Slot | null {
  return new Reader(text, Math.min(Math.max(offset, 0), text.length)).read();
}

/** An array or inline table that is open. */
interface Frame {
  readonly kind: "array" | "table";
  readonly path: KeyPath;
  /** The keys of a table so far. */
  readonly before: string[];
  /** Of the element of an array that comes next. */
  index: number;
  /** A comma is due. */
  afterValue: boolean;
}

/** A word that was read: where it begins, its value, and whether it goes on behind the cursor. */
interface Segment {
  readonly start: number;
  readonly value: string;
  readonly isOpen: boolean;
}

// Nothing that is written deeper is known to anybody; it bounds what hostile nesting costs.
const deepest = 30;

const bareKey = /[A-Za-z0-9_-]*/y;
const plainValue = /[^\s,\]}#"']*/y;
const blanks = /[ \t]*/y;
const whiteSpace = /[ \t\r\n]*/y;
const restOfLine = /[^\r\n]*/y;
// Inside an array or an inline table only a statement that was never finished lets such a line follow.
const header = /\[\[?[ \t]*[A-Za-z][A-Za-z0-9_-]*[ \t]*(?:[.\]]|$)/y;
const assignment = /[A-Za-z0-9_-]+[ \t]*=/y;

class Reader {
  readonly #text: string;
  /** What stands in front of the cursor; nothing behind it is read. */
  readonly #head: string;
  #at: number;
  #table: KeyPath = [];
  readonly #frames: Frame[] = [];
  #slot: Slot | null = null;

  constructor(text: string, cursor: number) {
    this.#text = text;
    this.#head = text.slice(0, cursor);
    this.#at = this.#head.startsWith("\ufeff") ? 1 : 0;
  }

  read(): Slot | null {
    for (;;) {
      const frame = this.#frames.at(-1);
      const goesOn = frame === undefined ? this.#statement() : this.#inside(frame);
      if (!goesOn) return this.#slot;
    }
  }

  get #char(): string {
    return this.#head.charAt(this.#at);
  }

  get #isAtCursor(): boolean {
    return this.#at >= this.#head.length;
  }

  // Each of these reads one step further, and answers whether the cursor is still ahead.

  #statement(): boolean {
    if (this.#void() === "comment") return false;
    if (this.#char === "[") return this.#header();
    const key = this.#key(this.#table, "line", []);
    if (key === null) return false;
    this.#take(blanks);
    return this.#char === "=" ? this.#assigned([...this.#table, ...key]) : this.#endLine();
  }

  #header(): boolean {
    this.#at += this.#head.startsWith("[[", this.#at) ? 2 : 1;
    const key = this.#key([], "header", []);
    if (key === null) return false;
    this.#table = key;
    return this.#endLine();
  }

  /** `=` and what follows. */
  #assigned(path: KeyPath): boolean {
    this.#at++;
    this.#take(blanks);
    return this.#value(path);
  }

  /** A value, or the opening of one that holds others. */
  #value(path: KeyPath): boolean {
    const start = this.#at;
    if (this.#frames.length > deepest) return false;
    if (this.#char === "[" || this.#char === "{") {
      const kind = this.#char === "[" ? "array" : "table";
      this.#frames.push({ kind, path, before: [], index: 0, afterValue: false });
      this.#at++;
      return true;
    }
    const isString = this.#char === '"' || this.#char === "'";
    const isMultiLine = /^(?:"""|''')/.test(this.#head.slice(start, start + 3));
    const isOpen = isString ? !this.#string() && this.#isAtCursor : this.#take(plainValue) !== null && this.#isAtCursor;
    if (isOpen && !isMultiLine) this.#slot = { kind: "value", path, span: [start, this.#wordEnd(start, plainValue)] };
    if (isOpen) return false;
    return this.#frames.length > 0 || this.#endLine();
  }

  /** An element or key of what is open, a comma, or its end. */
  #inside(frame: Frame): boolean {
    const passed = this.#void();
    if (passed === "comment") return false;
    if (passed === "lines" && this.#isAbandoned(frame)) {
      this.#frames.length = 0;
      return true;
    }
    if (this.#char === ",") {
      frame.index++;
      frame.afterValue = false;
      this.#at++;
      return true;
    }
    if (this.#char !== "" && this.#char === (frame.kind === "array" ? "]" : "}")) {
      this.#at++;
      this.#frames.pop();
      return this.#frames.length > 0 || this.#endLine();
    }
    if (frame.afterValue && this.#isAtCursor) return false;
    frame.afterValue = true;
    const start = this.#at;
    const goesOn = frame.kind === "array" ? this.#value([...frame.path, frame.index]) : this.#member(frame);
    // What stands there is nothing at all: a bracket of the wrong kind, say.
    if (goesOn && this.#at === start) this.#at++;
    return goesOn;
  }

  #member(frame: Frame): boolean {
    const key = this.#key(frame.path, "inline", frame.before);
    if (key === null) return false;
    frame.before.push(String(key[0]));
    this.#take(blanks);
    return this.#char === "=" ? this.#assigned([...frame.path, ...key]) : true;
  }

  /** Whether what is open was given up: a new line begins with what cannot stand in it. */
  #isAbandoned(frame: Frame): boolean {
    if (this.#matches(header)) return true;
    if (frame.kind === "array") return this.#matches(assignment);
    return frame.afterValue && this.#char !== "," && this.#char !== "}";
  }

  /** A dotted key; null if the cursor is in it. */
  #key(
    table: KeyPath,
    place: Extract<Slot, { kind: "key" }>["place"],
    before: readonly string[],
  ): readonly string[] | null {
    const key: string[] = [];
    for (;;) {
      this.#take(blanks);
      const { start, value, isOpen } = this.#segment();
      if (isOpen && /[\r\n]/.test(this.#head.slice(start, this.#at))) return null;
      if (isOpen) {
        const end = this.#wordEnd(start, bareKey);
        const isComplete = /^[ \t]{0,99}[=.]/.test(this.#text.slice(end, end + 100));
        this.#slot = { kind: "key", table: [...table, ...key], place, before, span: [start, end], isComplete };
        return null;
      }
      if (key.length < deepest) key.push(value);
      this.#take(blanks);
      if (this.#char !== ".") return key;
      this.#at++;
    }
  }

  #segment(): Segment {
    const start = this.#at;
    if (this.#char !== '"' && this.#char !== "'") {
      return { start, value: this.#take(bareKey), isOpen: this.#isAtCursor };
    }
    const isClosed = this.#string();
    const inside = this.#head.slice(start + 1, isClosed ? this.#at - 1 : this.#at);
    const value = this.#head.charAt(start) === '"' ? unescapeBasic(inside) : inside;
    return { start, value, isOpen: !isClosed && this.#isAtCursor };
  }

  /** Passes a string: whether it is closed. One that is not ends with its line, or, between three quotes, at the cursor. */
  #string(): boolean {
    const quote = this.#char;
    const isMultiLine = this.#head.startsWith(quote.repeat(3), this.#at);
    const fence = isMultiLine ? quote.repeat(3) : quote;
    this.#at += fence.length;
    while (!this.#isAtCursor && !this.#head.startsWith(fence, this.#at)) {
      if (!isMultiLine && /[\r\n]/.test(this.#char)) return false;
      this.#at += quote === '"' && /^\\[^\r\n]/.test(this.#head.slice(this.#at, this.#at + 2)) ? 2 : 1;
    }
    const isClosed = this.#head.startsWith(fence, this.#at);
    this.#at = Math.min(this.#at + (isClosed ? fence.length : 0), this.#head.length);
    return isClosed;
  }

  /** Passes white space, line ends and comments; `comment` if the cursor is in one. */
  #void(): "nothing" | "lines" | "comment" {
    const start = this.#at;
    for (this.#take(whiteSpace); this.#char === "#"; this.#take(whiteSpace)) {
      this.#take(restOfLine);
      if (this.#isAtCursor) return "comment";
    }
    return /[\r\n]/.test(this.#head.slice(start, this.#at)) ? "lines" : "nothing";
  }

  #endLine(): boolean {
    this.#take(restOfLine);
    return !this.#isAtCursor;
  }

  /** Where the word that the cursor is in ends; in quotes, behind the closing one if nothing but the word stands before it. */
  #wordEnd(start: number, rest: RegExp): number {
    const cursor = this.#head.length;
    const quote = start === cursor ? "" : this.#text.charAt(start);
    const isQuoted = quote === '"' || quote === "'";
    const pattern = isQuoted ? /[^"'\s,\]}{[=#\\]*/y : rest;
    pattern.lastIndex = cursor;
    const end = cursor + (pattern.exec(this.#text)?.[0].length ?? 0);
    if (!isQuoted) return end;
    return this.#text.charAt(end) === quote ? end + 1 : cursor;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [taken] = pattern.exec(this.#head) ?? [""];
    this.#at += taken.length;
    return taken;
  }

  #matches(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#head);
  }
}
