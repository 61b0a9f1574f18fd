/**
 * What Python takes for white space (`str.strip`, `\s`), as the inside of a character class. Unlike JavaScript's `\s` it has
 * U+001C–U+001F and U+0085, and not U+FEFF.
 */
export const spaces: string = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const space = new RegExp(`[${spaces}]`);

function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  return space.test(String.fromCharCode(code));
}

/** The first offset in `[from, to)` that holds no white space, or `to`. */
export function skipSpace(text: string, from: number, to: number = text.length): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The end of what is left of `[from, to)` once white space is cut off its end. */
export function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}
