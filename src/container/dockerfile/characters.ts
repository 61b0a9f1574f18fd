/** Go's unicode.IsSpace. JavaScript's `\s` differs: it lacks U+0085 and has U+FEFF. */
export function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** What separates a keyword from its arguments, and one argument from the next: `[\t\v\f\r ]`. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

/** The offset of the first character in `[start, end)` for which `test` fails; `end` if there is none. */
export function skip(text: string, start: number, end: number, test: (code: number) => boolean): number {
  let at = start;
  while (at < end && test(text.charCodeAt(at))) at++;
  return at;
}

/** The part of `[start, end)` without white space around it (strings.TrimSpace). */
export function trim(text: string, start: number, end: number): readonly [start: number, end: number] {
  const from = skip(text, start, end, isSpace);
  let to = end;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return [from, to];
}
