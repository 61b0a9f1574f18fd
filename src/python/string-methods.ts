import { concat, type MappedText, slice } from "./mapped-text.ts";

// What Python's str.strip takes away: not the byte order mark, which JavaScript's does.
const space = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `text.strip()` */
export function strip(text: MappedText): MappedText {
  const { value } = text;
  let start = 0;
  let end = value.length;
  while (isSpace(value.charAt(start))) start++;
  while (end > start && isSpace(value.charAt(end - 1))) end--;
  return slice(text, start, end);
}

/** `textwrap.dedent(text)`: without the blanks and tabs that all lines with text begin with; lines without text lose theirs. */
export function dedent(text: MappedText): MappedText {
  const lines = linesOf(text.value);
  const margin = marginOf(lines.map(([start, end]) => text.value.slice(start, end)));
  const kept = lines.flatMap(([start, end, next]) => {
    const isBlank = /^[ \t]*$/.test(text.value.slice(start, end));
    const from = isBlank ? end : start + margin.length;
    return [slice(text, from, next)];
  });
  return concat(kept);
}

/**
 * `inspect.cleandoc(text)`: the first line without the blanks in front, the others without the indentation that they share, and no empty
 * lines around. Null if there are tabs to expand, which stand nowhere in the source.
 */
export function cleandoc(text: MappedText): MappedText | null {
  if (text.value.includes("\t")) return null;
  const lines = linesOf(text.value);
  const [first, ...rest] = lines;
  if (first === undefined) return text;
  const indents = rest
    .map(([start, end]) => text.value.slice(start, end))
    .map((line) => ({ line, indent: leadingSpace(line) }))
    .flatMap(({ line, indent }) => (indent < line.length ? [indent] : []));
  const margin = indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  const starts = lines.map(([start, end], index) => {
    if (index === 0) return start + leadingSpace(text.value.slice(start, end));
    return Number.isFinite(margin) ? Math.min(start + margin, end) : start;
  });
  let from = 0;
  let to = lines.length;
  const isEmpty = (index: number) => (starts[index] ?? 0) >= (lines[index]?.[1] ?? 0);
  while (to > from && isEmpty(to - 1)) to--;
  while (from < to && isEmpty(from)) from++;
  return concat(
    lines.slice(from, to).map(([, end, next], index) => {
      const isLast = from + index === to - 1;
      return slice(text, starts[from + index] ?? end, isLast ? end : next);
    }),
  );
}

/** The blanks and tabs that all lines with text begin with. */
export function marginOf(lines: readonly string[]): string {
  let margin: string | null = null;
  for (const line of lines) {
    const indent: string = /^[ \t]*/.exec(line)?.[0] ?? "";
    if (indent.length === line.length) continue;
    if (margin === null) margin = indent;
    else margin = commonStart(margin, indent);
  }
  return margin ?? "";
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** Of each line its start, its end, and the start of the next. */
export function linesOf(value: string): (readonly [start: number, end: number, next: number])[] {
  const lines: [number, number, number][] = [];
  for (let start = 0; ; ) {
    const end = value.indexOf("\n", start);
    if (end < 0) {
      lines.push([start, value.length, value.length]);
      return lines;
    }
    lines.push([start, end, end + 1]);
    start = end + 1;
  }
}

function leadingSpace(line: string): number {
  let length = 0;
  while (isSpace(line.charAt(length))) length++;
  return length;
}

function isSpace(character: string): boolean {
  return space.test(character);
}
