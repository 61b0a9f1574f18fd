// A part of every browser and of Node, yet of no ES library that the compiler knows.
declare const TextDecoder: new (
  label: "utf-8",
  options: { readonly fatal: true; readonly ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

/** The text, or the 0-based index of the first byte of the first sequence that is no UTF-8, with the text that stands before it. */
export type DecodedUtf8 = { readonly text: string } | { readonly invalidAt: number; readonly textBefore: string };

/** Decodes strictly: overlong forms, surrogates and code points beyond U+10FFFF are refused; a byte order mark is kept as U+FEFF. */
export function decodeUtf8(bytes: Uint8Array): DecodedUtf8 {
  // Most files are short and plain: setting up a decoder takes longer than to read one.
  if (bytes.length <= 4096 && bytes.every((byte) => byte < 0x80)) return { text: String.fromCharCode(...bytes) };
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return { text: decoder.decode(bytes) };
  } catch (error) {
    const invalidAt = firstInvalid(bytes);
    // Well-formed, but longer than the longest string of the engine (512 MB): not a question of encoding.
    if (invalidAt === -1) throw error;
    return { invalidAt, textBefore: decoder.decode(bytes.subarray(0, invalidAt)) };
  }
}

/** Bytes of a text in UTF-8; a surrogate without its partner counts as U+FFFD, which stands for it. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) length++;
    if (code >= 0x800) length++;
    // A pair is four bytes, and two units that have counted three each.
    if ((code & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) length -= 2;
  }
  return length;
}

function firstInvalid(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

/** Bytes of the well-formed sequence at `at`, 0 if it is not well-formed: table 3-7 of the Unicode standard. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  // The second byte is what tells overlong forms, surrogates and code points that are too high.
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return length;
}
