import { describe, expect, test } from "vitest";
import { isBlank, isSpace, skip, trim } from "../../src/container/dockerfile/characters.ts";

const codes = Array.from({ length: 0x10000 }, (_, code) => code);

describe("white space", () => {
  test("is what Unicode calls so, as Go's unicode.IsSpace says", () => {
    const wrong = codes.filter((code) => isSpace(code) !== /^\p{White_Space}$/u.test(String.fromCharCode(code)));
    expect(wrong).toEqual([]);
    expect(codes.filter(isSpace).length).toBe(25);
  });

  test("between a keyword and its arguments is of ASCII, and no line feed", () => {
    expect(String.fromCharCode(...codes.filter(isBlank))).toBe("\t\v\f\r ");
  });
});

describe("a part of a text", () => {
  test.each([
    ["  ab  ", 0, 6, 2],
    ["  ab  ", 3, 6, 3],
    ["    ", 1, 3, 3],
    ["ab", 2, 2, 2],
  ])("of %j from %i to %i has its first character at %i", (text, start, end, at) => {
    expect(skip(text, start, end, isSpace)).toBe(at);
  });

  test.each([
    ["  ab\u0085 ", 0, 6, 2, 4],
    ["  a b  ", 0, 7, 2, 5],
    [" ab ", 1, 3, 1, 3],
    ["ab", 0, 2, 0, 2],
    // Nothing but white space, with more of it in front: what stands outside is not looked at.
    ["      ", 2, 4, 4, 4],
    ["    ", 2, 2, 2, 2],
    ["", 0, 0, 0, 0],
  ])("of %j from %i to %i is trimmed to [%i, %i)", (text, start, end, from, to) => {
    expect(trim(text, start, end)).toEqual([from, to]);
  });
});
