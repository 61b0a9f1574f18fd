import { describe, expect, test } from "vitest";
import { mask, printable, printableLine, quote } from "../../src/text/printable.ts";

/** A code point as TOML writes one of up to four digits. */
const escaped = (code: number) => `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;

describe("printable", () => {
  // First and last of each range, and what stands beside them.
  test.each([
    [0x00, 0x1f],
    [0x7f, 0x9f],
    [0xad, 0xad],
    [0x061c, 0x061c],
    [0x180e, 0x180e],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x2069],
    [0xfeff, 0xfeff],
    [0xfff9, 0xfffb],
  ])("escapes %i to %i, and not what stands beside them", (first, last) => {
    for (const code of [first, last]) {
      expect(printable(`a${String.fromCharCode(code)}b`)).toBe(`a${escaped(code)}b`);
    }
    for (const code of [first - 1, last + 1].filter((code) => code > 0)) {
      expect(printable(`a${String.fromCharCode(code)}b`)).toBe(`a${String.fromCharCode(code)}b`);
    }
  });

  test.each([
    ["", ""],
    ["naïve 日本 👍🏽 \\ `", "naïve 日本 👍🏽 \\ `"],
    ["\r\n", "\\u000D\\u000A"],
    ["\ud83d", "\\uD83D"],
    ["\ude00", "\\uDE00"],
    ["\ud83d\ud83d\ude00\ude00", "\\uD83D😀\\uDE00"],
    ["\ud800a\udfff", "\\uD800a\\uDFFF"],
    ["\ud800\udc00\udbff\udfff", "\ud800\udc00\udbff\udfff"],
    ["\udc00\ud800", "\\uDC00\\uD800"],
  ])("%j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe("what GitHub Actions would take for a command", () => {
  test.each([
    ["##[error]x", "#\\u0023[error]x"],
    ["a ##[group]", "a #\\u0023[group]"],
    ["###[x", "##\\u0023[x"],
    ["##", "##"],
    ["#[x]", "#[x]"],
    ["# #[x]", "# #[x]"],
  ])("anywhere: %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printableLine(text)).toBe(shown);
  });

  test.each([
    ["::error::x", "\\u003A:error::x"],
    ["   ::error", "   \\u003A:error"],
    [":error", ":error"],
    ["a ::error", "a ::error"],
    ["", ""],
  ])("at the start of a line: %j", (text, shown) => {
    expect(printableLine(text)).toBe(shown);
    expect(printable(text)).toBe(text);
  });
});

describe("quote", () => {
  // The part before the `@` is a password only behind `://name:`.
  test.each([
    ["https://me:hunter2@ghcr.io", "https://me:********@ghcr.io"],
    ["https://:hunter2@ghcr.io/a:b@c", "https://:********@ghcr.io/a:b@c"],
    ["x http://a:b@c git+ssh://d:e@f", "x http://a:********@c git+ssh://d:********@f"],
    ["https://me@ghcr.io", "https://me@ghcr.io"],
    ["https://me:$TOKEN@ghcr.io", "https://me:$TOKEN@ghcr.io"],
    ["https://me:hunter2", "https://me:hunter2"],
    ["https://ghcr.io:443/a@b", "https://ghcr.io:443/a@b"],
    ["me:hunter2@ghcr.io", "me:hunter2@ghcr.io"],
    [`https://${"m".repeat(12)}:${"p".repeat(200)}@h`, "https://mmmmmmmmmmmm:********@h"],
  ])("%s", (text, shown) => {
    expect(mask).toBe("********");
    expect(quote(text)).toBe(`\`${shown}\``);
  });

  test.each([
    ["", "``"],
    ["a\tb", "`a\\u0009b`"],
    ["x".repeat(80), `\`${"x".repeat(80)}\``],
    ["x".repeat(81), `\`${"x".repeat(79)}…\``],
    // It is the length of what is shown that counts.
    ["\n".repeat(14), `\`${"\\u000A".repeat(13)}\\…\``],
  ])("%j", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });
});
