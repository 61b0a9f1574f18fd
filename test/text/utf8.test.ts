import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { decodeUtf8, utf8Length } from "../../src/text/utf8.ts";

describe("decodeUtf8", () => {
  test.each<[string, number[], unknown]>([
    ["empty", [], { text: "" }],
    ["one to four bytes", [0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80], { text: "aé€😀" }],
    ["byte order mark", [0xef, 0xbb, 0xbf, 0x61], { text: "\ufeffa" }],
    ["NUL and the last code points", [0, 0xef, 0xbf, 0xbf, 0xf4, 0x8f, 0xbf, 0xbf], { text: "\0\uffff\u{10ffff}" }],
    ["around the surrogates", [0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80], { text: "\ud7ff\ue000" }],
    ["overlong, two bytes", [0x61, 0xc1, 0xbf], { invalidAt: 1, textBefore: "a" }],
    ["overlong, three bytes", [0xe0, 0x9f, 0xbf], { invalidAt: 0, textBefore: "" }],
    ["overlong, four bytes", [0xf0, 0x8f, 0xbf, 0xbf], { invalidAt: 0, textBefore: "" }],
    ["surrogate", [0xc3, 0xa9, 0xed, 0xa0, 0x80], { invalidAt: 2, textBefore: "é" }],
    ["beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80], { invalidAt: 0, textBefore: "" }],
    ["five bytes", [0xf8, 0x88, 0x80, 0x80, 0x80], { invalidAt: 0, textBefore: "" }],
    ["continuation alone", [0x0a, 0x80], { invalidAt: 1, textBefore: "\n" }],
    ["cut off", [0x61, 0xf0, 0x9f, 0x98], { invalidAt: 1, textBefore: "a" }],
    ["cut off by a letter", [0xe2, 0x82, 0x61], { invalidAt: 0, textBefore: "" }],
    ["Latin-1", [0x6e, 0x61, 0xef, 0x76, 0x65], { invalidAt: 2, textBefore: "na" }],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x00], { invalidAt: 0, textBefore: "" }],
    ["mark before the bad byte", [0xef, 0xbb, 0xbf, 0x80], { invalidAt: 3, textBefore: "\ufeff" }],
  ])("%s", (_, bytes, expected) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual(expected);
  });

  // The first and last of each length, and those beside the surrogates.
  test.each([
    "\0",
    "\u007f",
    "\u0080",
    "\u07ff",
    "\u0800",
    "\u0fff",
    "\u1000",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "\u{10000}",
    "\u{3ffff}",
    "\u{40000}",
    "\u{fffff}",
    "\u{100000}",
    "\u{10ffff}",
  ])("%j before a bad byte", (character) => {
    const bytes = Buffer.concat([Buffer.from(`a${character}`), Buffer.of(0xff, 0x61)]);
    expect(decodeUtf8(bytes)).toEqual({ invalidAt: bytes.length - 2, textBefore: `a${character}` });
    // Cut short, it is bad itself.
    const own = Buffer.from(character);
    for (let length = 1; length < own.length; length++) {
      const cut = Buffer.concat([own.subarray(0, length), Buffer.of(0x61)]);
      expect(decodeUtf8(cut)).toEqual({ invalidAt: 0, textBefore: "" });
    }
  });

  test("stops where a lenient decoder puts its first replacement", () => {
    const met = { valid: 0, invalid: 0 };
    const piece = fc.oneof(
      { weight: 8, arbitrary: fc.string({ unit: "binary", maxLength: 4 }).map((text) => [...Buffer.from(text)]) },
      { weight: 1, arbitrary: fc.array(fc.integer({ min: 0x80, max: 0xff }), { maxLength: 4 }) },
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const bytes = Uint8Array.from(pieces.flat());
        const decoded = decodeUtf8(bytes);
        if ("text" in decoded) {
          met.valid++;
          expect(Buffer.from(decoded.text)).toEqual(Buffer.from(bytes));
        } else {
          met.invalid++;
          const { textBefore, invalidAt } = decoded;
          expect(Buffer.from(textBefore)).toEqual(Buffer.from(bytes.subarray(0, invalidAt)));
          expect(Buffer.from(bytes).toString("utf8").startsWith(`${textBefore}\ufffd`)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(met.valid, met.invalid)).toBeGreaterThan(500);
  });

  test("10 MB, and the last byte of them bad", () => {
    const bytes = new Uint8Array(10_000_000).fill(0x61);
    expect(decodeUtf8(bytes)).toMatchObject({ text: expect.stringMatching(/^a/) });
    bytes[bytes.length - 1] = 0xff;
    expect(decodeUtf8(bytes)).toMatchObject({ invalidAt: 9_999_999 });
  });

  test.each([0, 1, 4095, 4096, 4097, 100_000])(
    "plain text of %d bytes, and with one other character in it",
    (length) => {
      const plain = "\0az\x7f\r\n".repeat(20_000).slice(0, length);
      for (const text of [plain, `${plain}é`, `é${plain}`, `${plain}\u{1f600}${plain}`]) {
        expect(decodeUtf8(new TextEncoder().encode(text))).toEqual({ text });
      }
      const broken = new Uint8Array([...new TextEncoder().encode(plain), 0x80, 0x61]);
      expect(decodeUtf8(broken)).toEqual({ invalidAt: length, textBefore: plain });
    },
  );

  test("what an engine cannot hold is told as it tells it, not as bad UTF-8", () => {
    const tooLong = new RangeError("Cannot create a string longer than 0x1fffffe8 characters");
    class Limited {
      decode({ length }: Uint8Array): string {
        if (length < 2) return "a";
        throw tooLong;
      }
    }
    vi.stubGlobal("TextDecoder", Limited);
    try {
      expect(() => decodeUtf8(Uint8Array.of(0xc3, 0xa9))).toThrow(tooLong);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe("utf8Length", () => {
  test.each([
    "",
    "a\u007f",
    "\u0080\u07ff",
    "\u0800\uffff",
    "\u{10000}\u{10ffff}",
    "a😀é€",
    "\ud800",
    "\udc00\ud800",
    "\ud83dx\ude00",
    "\ud83d\ud83d\ude00",
  ])("%j", (text) => {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text));
  });
});
