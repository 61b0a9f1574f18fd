const standardAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The value of each character of both alphabets of RFC 4648, by its code. */
const digits: ReadonlyMap<number, number> = new Map([
  ...[...standardAlphabet].map((character, value) => [character.charCodeAt(0), value] as const),
  ["-".charCodeAt(0), 62],
  ["_".charCodeAt(0), 63],
]);

/** The UTF-8 text behind padded standard base64; null if it is not exactly that (white space, missing padding, no text). */
export function decodeBase64(text: string): string | null {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? decode(text.replace(/={1,2}$/, "")) : null;
}

/** The UTF-8 text behind base64url without padding, as in the parts of a JWT; null if it is not exactly that. */
export function decodeBase64Url(text: string): string | null {
  return text.length % 4 !== 1 && /^[A-Za-z0-9_-]+$/.test(text) ? decode(text) : null;
}

function decode(text: string): string | null {
  let encoded = "";
  let bits = 0;
  let buffer = 0;
  for (let i = 0; i < text.length; i++) {
    buffer = ((buffer << 6) | (digits.get(text.charCodeAt(i)) ?? 0)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    encoded += "%" + ((buffer >> bits) & 0xff).toString(16).padStart(2, "0");
  }
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null; // The bytes are no UTF-8.
  }
}
