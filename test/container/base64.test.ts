import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64, decodeBase64Url } from "../../src/container/base64.ts";
import { crc32, hasValidChecksum } from "../../src/container/checksum.ts";

describe("base64", () => {
  test("of any text is decoded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        const bytes = Buffer.from(text);
        expect(decodeBase64(bytes.toString("base64"))).toBe(text);
        expect(decodeBase64Url(bytes.toString("base64url"))).toBe(text);
      }),
    );
  });

  test("of any bytes is text, or null where they are none", () => {
    const met = { text: 0, null: 0 };
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 8 }), (bytes) => {
        const decoded = decodeBase64(Buffer.from(bytes).toString("base64"));
        met[decoded === null ? "null" : "text"]++;
        if (decoded !== null) expect(Buffer.from(decoded)).toEqual(Buffer.from(bytes));
        else expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(met.text, met.null)).toBeGreaterThan(50);
  });

  test.each(["", "YQ", "YQ=", "YQ===", "Y===", "YW=J", "Y Q=", "YWJj\n", "Y-==", "=", "===="])("%j is none", (text) => {
    expect(decodeBase64(text)).toBeNull();
  });

  test("has two alphabets that differ in two characters", () => {
    // RFC 4648: 62 and 63.
    expect(decodeBase64("Pz8/fn5+")).toBe("???~~~");
    expect(decodeBase64Url("Pz8_fn5-")).toBe("???~~~");
    expect(decodeBase64("Pz8_fn5-")).toBeNull();
    expect(decodeBase64Url("Pz8/fn5+")).toBeNull();
  });

  test.each(["", "Y", "YQ==", "Y+", "Y Q"])("%j is no base64url", (text) => {
    expect(decodeBase64Url(text)).toBeNull();
  });
});

describe("checksums", () => {
  // The check values of the CRC catalogue.
  test.each([
    ["", 0],
    ["123456789", 0xcbf43926],
  ])("CRC-32 of %j", (text, crc) => {
    expect(crc32(text)).toBe(crc);
  });

  test("of few digits are padded with zeros", () => {
    // CRC-32 of nothing is 0.
    expect(hasValidChecksum("ghp_000000")).toBe(true);
    expect(hasValidChecksum("ghp_000001")).toBe(false);
  });
});
