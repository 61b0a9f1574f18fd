import type { Span } from "../text/source.ts";

export interface Word {
  /** Without quotes and escapes. */
  readonly text: string;
  /** With them. */
  readonly span: Span;
}

/** Why a text is no list of words: the two errors of Python's `shlex.split`, no JSON, or JSON with something else than a string among the sources. */
export type WordProblem = "no-closing-quotation" | "no-escaped-character" | "invalid-json" | "not-strings";

// What ends a run of plain characters: outside quotes, and within each kind of them.
const special = { "": /[ \t\r\n'"\\]/g, '"': /["\\]/g, "'": /'/g };

/** The words of a text in the eyes of Python's `shlex.split(text)`: POSIX rules, no comments, only space, tab, CR and LF between words. */
export function shellWords(text: string): readonly Word[] | WordProblem {
  const words: Word[] = [];
  let start = -1;
  let word = "";
  let quote: keyof typeof special = "";
  for (let at = 0; at < text.length; at++) {
    const end = nextMatch(special[quote], text, at);
    if (end > at) {
      if (start < 0) start = at;
      word += text.slice(at, end);
      at = end;
    }
    const character = text.charAt(at);
    if (character === "\\") {
      const next = text.charAt(++at);
      if (next === "") return "no-escaped-character";
      if (start < 0) start = at - 1;
      // Within double quotes a backslash escapes itself and the quote only.
      word += quote === "" || next === quote || next === "\\" ? next : character + next;
    } else if (character === '"' || character === "'") {
      if (start < 0) start = at;
      quote = quote === "" ? character : "";
    } else {
      if (start >= 0) words.push({ text: word, span: [start, at] });
      start = -1;
      word = "";
    }
  }
  if (quote !== "") return "no-closing-quotation";
  if (start >= 0) words.push({ text: word, span: [start, text.length] });
  return words;
}

/** The first offset from `from` on at which the expression matches, or the text's length. */
function nextMatch(expression: RegExp, text: string, from: number): number {
  expression.lastIndex = from;
  return expression.exec(text)?.index ?? text.length;
}

// What Python's json module reads beyond JSON.
const pythonNumbers = /-?Infinity|NaN/g;

/** The words of a text that ends in `]` in the eyes of Python's `json.loads`; the last one may be anything, and is then empty text. */
export function jsonWords(text: string): readonly Word[] | WordProblem {
  const strings = stringSpans(text);
  let json = "";
  let from = 0;
  for (const [start, end] of strings.all) {
    json += text.slice(from, start).replaceAll(pythonNumbers, "null") + text.slice(start, end);
    from = end;
  }
  json += text.slice(from).replaceAll(pythonNumbers, "null");
  const values = parseArray(json);
  if (values === null) return "invalid-json";
  const words: Word[] = [];
  for (const [index, value] of values.entries()) {
    const span = strings.top[words.length];
    if (typeof value === "string" && span !== undefined) words.push({ text: value, span });
    else if (index < values.length - 1) return "not-strings";
    else words.push({ text: "", span: [text.length - 1, text.length] });
  }
  return words;
}

function parseArray(json: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Where the strings of a JSON text lie, quotes included: all of them, and those that are elements of the outermost array. */
function stringSpans(json: string): { readonly all: readonly Span[]; readonly top: readonly Span[] } {
  const all: Span[] = [];
  const top: Span[] = [];
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    else if (character === '"') {
      const start = at++;
      while (at < json.length && json.charAt(at) !== '"') at += json.charAt(at) === "\\" ? 2 : 1;
      const span: Span = [start, Math.min(at + 1, json.length)];
      all.push(span);
      if (depth === 1) top.push(span);
    }
  }
  return { all, top };
}
