import { isBlank, isSpace, skip } from "./characters.ts";
import type { LogicalLine } from "./lines.ts";
import type { EscapeToken, Word } from "./syntax-tree.ts";

/** A part of a logical line. `end` is exclusive. */
export interface Part {
  readonly line: LogicalLine;
  readonly start: number;
  readonly end: number;
}

/** The part as one word, or no word if it is empty. */
export function wholeWord({ line, start, end }: Part): Word[] {
  return start < end ? [wordOf(line, start, end)] : [];
}

/** Splits at blanks and at nothing else: quotes and escapes mean nothing here. The part has no white space around it. */
export function splitWords({ line, start, end }: Part): Word[] {
  const words: Word[] = [];
  const isWord = (code: number): boolean => !isBlank(code);
  for (let from = start; from < end; ) {
    const to = skip(line.text, from, end, isWord);
    words.push(wordOf(line, from, to));
    from = skip(line.text, to, end, isBlank);
  }
  return words;
}

/** Splits at white space that is neither quoted nor escaped; quotes and escapes stay in the words. */
export function splitQuotedWords({ line, start, end }: Part, escapeToken: EscapeToken): Part[] {
  const { text } = line;
  const words: Part[] = [];
  for (let from = skip(text, start, end, isSpace); from < end; ) {
    let quote: string | null = null;
    let to = from;
    while (to < end && (quote !== null || !isSpace(text.charCodeAt(to)))) {
      const character = text[to] ?? "";
      if (character === quote) quote = null;
      else if (quote === null && (character === "'" || character === '"')) quote = character;
      else if (character === escapeToken && quote !== "'") {
        // An escape character with nothing behind it is dropped.
        if (to + 1 === end) break;
        to++;
      }
      to++;
    }
    if (to > from) words.push({ line, start: from, end: to });
    if (to + 1 === end && text[to] === escapeToken) break;
    from = skip(text, to, end, isSpace);
  }
  return words;
}

/**
 * The strings of a JSON array, `other` for an array that holds something else, null if the part is no JSON array.
 * A string's span includes its quotes.
 */
export function readJsonArray({ line, start, end }: Part): Word[] | "other" | null {
  if (line.text[start] !== "[") return null;
  let values: unknown;
  try {
    values = JSON.parse(line.text.slice(start, end));
  } catch {
    return null;
  }
  if (!Array.isArray(values) || !values.every((value): value is string => typeof value === "string")) return "other";
  let at = start;
  return values.map((value) => {
    const open = line.text.indexOf('"', at);
    at = open + 1;
    while (line.text[at] !== '"') at += line.text[at] === "\\" ? 2 : 1;
    at++;
    return { value, span: line.span(open, at) };
  });
}

export function wordOf(line: LogicalLine, start: number, end: number): Word {
  return { value: line.text.slice(start, end), span: line.span(start, end) };
}
