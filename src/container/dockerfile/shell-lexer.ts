import { isSpace } from "./characters.ts";
import {
  type Pattern,
  parsePattern,
  replaceAll,
  replaceFirst,
  reversePattern,
  trimPrefix,
  trimSuffix,
} from "./shell-pattern.ts";
import type { Environment, ShellWord } from "./shell-words.ts";
import type { EscapeToken } from "./syntax-tree.ts";

interface LexerOptions {
  readonly escapeToken: EscapeToken;
  /** Null: variables stay as they are written. */
  readonly environment: Environment | null;
  /** Quotes stay in the result. */
  readonly rawQuotes: boolean;
}

// BuildKit has neither limit. Without the first, `${a:-${b:-…` exhausts the stack; without the second, a chain of build arguments
// that each name the one before twice makes a text as long as the universe. No name of an image is as long.
const maximumDepth = 100;
const maximumGrowth = 4096;

const unknownModifier = "a `${…}` has a modifier that BuildKit does not know";
const missingBrace = "a `${` is not closed";
const specialParameters = "@*#?-$!0";

/** One pass over a text, in the way of BuildKit's shell lexer. Its methods return null once `error` is set. */
export class ShellLexer {
  error = "";
  /** Names that were not set where a value was needed. */
  unresolved: string[] = [];
  readonly #source: string;
  readonly #options: LexerOptions;
  readonly #words: ShellWord[] = [];
  #word = { value: "", start: 0, end: 0 };
  #at = 0;
  #rawEscapes = false;
  #depth = 0;
  #growth = 0;

  constructor(source: string, options: LexerOptions) {
    this.#source = source;
    this.#options = options;
    // Go's scanner skips a byte order mark.
    if (source.startsWith("\ufeff")) this.#at = 1;
  }

  /** Reads to the end. */
  read({ rawEscapes }: { readonly rawEscapes: boolean }): string | null {
    return this.#readUntil(null, rawEscapes);
  }

  /** What was read, split. */
  words(): readonly ShellWord[] {
    this.#endWord();
    return this.#words;
  }

  #readUntil(stop: string | null, rawEscapes: boolean): string | null {
    const outerRawEscapes = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    let result: string | null = "";
    while (result !== null && this.#at < this.#source.length && this.#source[this.#at] !== stop) {
      const piece = this.#readPiece();
      result = piece === null ? null : result + piece;
    }
    this.#rawEscapes = outerRawEscapes;
    if (result === null || stop === null) return result;
    if (this.#at === this.#source.length) return this.#fail(missingBrace);
    this.#at++;
    return result;
  }

  /** One character, escape, quotation or variable. */
  #readPiece(): string | null {
    const start = this.#at;
    const character = this.#source[start] ?? "";
    switch (character) {
      case "'":
        return this.#addToWord(this.#readSingleQuotes(), start, true);
      case '"':
        return this.#addToWord(this.#readDoubleQuotes(), start, true);
      case "$":
        return this.#addToWord(this.#readVariable(), start, false);
      case "<":
        return this.#addToWord(this.#readHeredocMark(), start, true);
      case this.#options.escapeToken:
        return this.#addToWord(this.#readEscape(), start, true);
      default:
        this.#at++;
        return this.#addToWord(character, start, false);
    }
  }

  /** An escape character at the end of the text is dropped. */
  #readEscape(): string {
    const escaped = this.#source.slice(this.#at + 1, this.#at + 2);
    const kept = this.#rawEscapes ? this.#options.escapeToken : "";
    this.#at += 1 + escaped.length;
    return kept + escaped;
  }

  #readSingleQuotes(): string | null {
    const close = this.#source.indexOf("'", this.#at + 1);
    if (close < 0) return this.#fail("a single quote is not closed");
    const inner = this.#source.slice(this.#at + 1, close);
    this.#at = close + 1;
    return this.#options.rawQuotes ? `'${inner}'` : inner;
  }

  #readDoubleQuotes(): string | null {
    const { escapeToken, rawQuotes } = this.#options;
    let inner = "";
    this.#at++;
    for (;;) {
      const character = this.#source[this.#at];
      if (character === undefined) return this.#fail("a double quote is not closed");
      if (character === "$") {
        const value = this.#readVariable();
        if (value === null) return null;
        inner += value;
        continue;
      }
      this.#at++;
      if (character === '"') return rawQuotes ? `"${inner}"` : inner;
      inner += character === escapeToken ? this.#readQuotedEscape() : character;
    }
  }

  /** Within double quotes an escape character is one only in front of `"`, `$` and itself. The position is behind it. */
  #readQuotedEscape(): string {
    const { escapeToken } = this.#options;
    const escaped = this.#source[this.#at];
    const kept = this.#rawEscapes ? escapeToken : "";
    if (escaped === undefined) return kept;
    if (escaped !== '"' && escaped !== "$" && escaped !== escapeToken) return kept + escapeToken;
    this.#at++;
    return kept + escaped;
  }

  /** `<<` takes the blanks behind it along, so that `<< EOF` is one word. */
  #readHeredocMark(): string {
    const start = this.#at;
    this.#at++;
    if (this.#source[this.#at] === "<") {
      this.#at++;
      while ("\t\r ".includes(this.#source[this.#at] ?? "-")) this.#at++;
    }
    return this.#source.slice(start, this.#at);
  }

  /** `$name`, `${name}` or `${name<modifier>…}`. */
  #readVariable(): string | null {
    this.#at++;
    if (this.#source[this.#at] !== "{") {
      const name = this.#readName();
      if (name === "") return "$";
      return this.#options.environment === null ? `$${name}` : this.#value(name);
    }
    this.#at++;
    const first = this.#source[this.#at];
    if (first === undefined) return this.#fail(missingBrace);
    if (first === "{" || first === "}" || first === ":") return this.#fail("a `${` is not followed by a name");
    const name = this.#readName();
    if (this.#source[this.#at] === "}") {
      this.#at++;
      return this.#options.environment === null ? `\${${name}}` : this.#value(name);
    }
    if (this.#depth === maximumDepth)
      return this.#fail(`variables stand within each other more than ${maximumDepth} deep`);
    this.#depth++;
    const value = this.#source[this.#at] === "/" ? this.#readReplacement(name) : this.#readModifier(name);
    this.#depth--;
    return value;
  }

  /** `-word`, `+word`, `?word`, each also behind a colon, and `#pattern`, `%pattern`. */
  #readModifier(name: string): string | null {
    const start = this.#at;
    const emptyIsUnset = this.#source[start] === ":";
    if (emptyIsUnset) this.#at++;
    const modifier = this.#source[this.#at] ?? "";
    if (modifier === "") return this.#fail(missingBrace);
    this.#at++;
    const isPattern = modifier === "#" || modifier === "%";
    const isDefault = modifier === "-" || modifier === "+" || modifier === "?";
    if (emptyIsUnset ? isPattern : !isPattern && !isDefault) return this.#fail(unknownModifier);
    const word = this.#readNested("}", isPattern);
    if (word === null) return null;
    const { environment } = this.#options;
    if (environment === null) return `\${${name}${emptyIsUnset ? ":" : ""}${modifier}${word.text}}`;

    const value = environment.get(name);
    const isMissing = value === undefined || (emptyIsUnset && value === "");
    switch (modifier) {
      case "-":
        return isMissing ? this.#use(word) : this.#value(name);
      case "+":
        return isMissing ? "" : this.#use(word);
      case "?":
        if (!isMissing) return this.#value(name);
        return this.#fail(`${name} must ${value === undefined ? "be set" : "not be empty"}`);
      case "#":
      case "%":
        return this.#trim(name, modifier, word);
      default:
        return this.#fail(unknownModifier);
    }
  }

  #trim(name: string, modifier: "#" | "%", word: Nested): string | null {
    const written = this.#use(word);
    const value = this.#value(name);
    if (value === null) return null;
    const longest = written.startsWith(modifier);
    const patternText = longest ? written.slice(1) : written;
    const pattern = this.#parsePattern(modifier === "#" ? patternText : reversePattern(patternText));
    if (pattern === null) return null;
    return modifier === "#" ? trimPrefix(pattern, value, longest) : trimSuffix(pattern, value, longest);
  }

  /** `/pattern/replacement` or `//pattern/replacement`. */
  #readReplacement(name: string): string | null {
    this.#at++;
    const all = this.#source[this.#at] === "/";
    if (all) this.#at++;
    const written = this.#readNested("/", true);
    const word = written === null ? null : this.#readNested("}", true);
    if (written === null || word === null) return null;
    if (this.#options.environment === null) return `\${${name}/${written.text}/${word.text}}`;

    const patternText = this.#use(written);
    const replacement = this.#use(word);
    const value = this.#value(name);
    if (value === null) return null;
    const pattern = this.#parsePattern(patternText);
    if (pattern === null) return null;
    if (!all) return replaceFirst(pattern, value, replacement);
    // Go's ReplaceAllString takes it for the name of a group.
    if (replacement.includes("$")) return this.#fail("a `$` stands in the replacement of `${…//…/…}`");
    const result = replaceAll(pattern, value, replacement, maximumGrowth);
    return this.#grow(result.length) ? result : null;
  }

  /** A word within `${…}`. The variables it lacks count only if it is used. */
  #readNested(stop: string, rawEscapes: boolean): Nested | null {
    const outer = this.unresolved;
    this.unresolved = [];
    const text = this.#readUntil(stop, rawEscapes);
    const nested = { text: text ?? "", unresolved: this.unresolved };
    this.unresolved = outer;
    // BuildKit builds nested words in the same buffer as the outer one, and so loses what the outer one held.
    this.#word = { value: "", start: this.#at, end: this.#at };
    return text === null ? null : nested;
  }

  #use(word: Nested): string {
    for (const name of word.unresolved) this.unresolved.push(name);
    return word.text;
  }

  #readName(): string {
    const start = this.#at;
    const first = this.#peek();
    if (isDigit(first)) {
      while (isDigit(this.#peek())) this.#at += this.#peek().length;
    } else if (first !== "" && specialParameters.includes(first)) {
      this.#at++;
    } else {
      while (isWordCharacter(this.#peek())) this.#at += this.#peek().length;
    }
    return this.#source.slice(start, this.#at);
  }

  /** The next character, surrogates in one; empty at the end. */
  #peek(): string {
    const code = this.#source.codePointAt(this.#at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  /** The variable's value, empty if it is not set. */
  #value(name: string): string | null {
    const value = this.#options.environment?.get(name);
    if (value === undefined) this.unresolved.push(name);
    return this.#grow(value?.length ?? 0) ? (value ?? "") : null;
  }

  #grow(length: number): boolean {
    this.#growth += length;
    if (this.#growth > maximumGrowth) this.#failGrowth();
    return this.#growth <= maximumGrowth;
  }

  #parsePattern(text: string): Pattern | null {
    return parsePattern(text) ?? this.#fail("a backslash in a pattern stands in front of a character that needs none");
  }

  /** Adds to the word at hand; white space that is not quoted ends it. Returns what it was given. */
  #addToWord(piece: string | null, start: number, quoted: boolean): string | null {
    if (piece === null || this.#depth > 0) return piece;
    for (const character of quoted ? [piece] : piece) {
      if (!quoted && isSpace(character.charCodeAt(0))) {
        this.#endWord();
      } else {
        if (this.#word.value === "") this.#word.start = start;
        this.#word.value += character;
        this.#word.end = this.#at;
      }
    }
    return piece;
  }

  #endWord(): void {
    if (this.#word.value !== "") this.#words.push(this.#word);
    this.#word = { value: "", start: this.#at, end: this.#at };
  }

  #fail(error: string): null {
    this.error = error;
    return null;
  }

  #failGrowth(): null {
    return this.#fail(`its variables make it longer than ${maximumGrowth} characters`);
  }
}

// Digits and letters are those of all scripts; where ASCII is enough, the tables of Unicode are not loaded.

function isDigit(character: string): boolean {
  return character < "\u0080" ? /^[0-9]$/.test(character) : /^\p{Nd}$/u.test(character);
}

function isWordCharacter(character: string): boolean {
  return character < "\u0080" ? /^\w$/.test(character) : /^[\p{L}\p{Nd}]$/u.test(character);
}

interface Nested {
  readonly text: string;
  readonly unresolved: readonly string[];
}
