const escapes = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs;

const letters: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\u001b" };

/** The value of a one-line basic string, given what stands between its quotes. */
export function unescapeBasic(body: string): string {
  return body.replace(escapes, (_, x?: string, u?: string, u8?: string, letter?: string) => {
    if (letter !== undefined) return letters[letter] ?? letter;
    const code = Number.parseInt(x ?? u ?? u8 ?? "", 16);
    return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  });
}
