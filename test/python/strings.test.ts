// Strings as CPython 3.11 reads and changes them, recorded.
import { describe, expect, test } from "vitest";
import { wholeText } from "../../src/python/mapped-text.ts";
import { readLiteral } from "../../src/python/string-literal.ts";
import { cleandoc, dedent, strip } from "../../src/python/string-methods.ts";
import vectors from "../vectors/python_strings.json" with { type: "json" };

describe("a literal", () => {
  test.each(vectors.literals.map(([source = "", value = ""]) => [source, value] as const))(
    "%j is %j",
    (source, value) => {
      // Doubled braces are all that is in the braces of these.
      const text = readLiteral(source, [0, source.length]);
      expect(text?.value).toBe(value);
      let end = 0;
      for (const { start, length, source: span, exact } of text?.pieces ?? []) {
        expect(start).toBe(end);
        end += length;
        if (exact) expect(source.slice(...span)).toBe(value.slice(start, end));
      }
      expect(end).toBe(value.length);
    },
  );

  test.each([
    ['"\\x00"', "\0"],
    ['"\\0"', "\0"],
    ['"\\x7fa"', "\x7fa"],
    ['"\\u00e9"', "\u00e9"],
    ['"\\U0010ffff"', "\u{10ffff}"],
    ['"\\777"', "\u01ff"],
    ['f"{{}}"', "{}"],
  ])("at the edge, %s is read", (source, value) => {
    expect(readLiteral(source, [0, source.length])?.value).toBe(value);
  });

  test("ends where it ends, whatever follows", () => {
    expect(readLiteral('"\\u12"34', [0, 6])).toBeNull();
    expect(readLiteral('"\\x4" "1"', [0, 5])).toBeNull();
    expect(readLiteral('"\\1"7', [0, 4])?.value).toBe("\x01");
    expect(readLiteral('x = "a"', [4, 7])?.value).toBe("a");
  });

  test("has a piece for each escape, and none between them", () => {
    const text = readLiteral('"\\t\\nab\\t"', [0, 10]);
    expect(text?.pieces.map(({ start, length, source, exact }) => [start, length, source, exact])).toEqual([
      [0, 1, [1, 3], false],
      [1, 1, [3, 5], false],
      [2, 2, [5, 7], true],
      [4, 1, [7, 9], false],
    ]);
    expect(readLiteral('""', [0, 2])?.pieces).toEqual([]);
  });

  test.each([
    'b"a"',
    '"\\N{BULLET}"',
    '"\\x4"',
    '"\\u12"',
    '"\\U00110000"',
    '"\\xg4"',
    '"\\x4g"',
    '"\\x"',
    '"\\"',
    'f"a{b"',
    'f"a}b"',
    '"a',
    "x",
    'f"{"',
    'f"}"',
    't"a"',
  ])("%s is none that can be read", (source) => {
    expect(readLiteral(source, [0, source.length])).toBe(null);
  });
});

describe("a method", () => {
  test.each([
    ["\n    a\n    b\n    ", "a\nb"],
    ["\n\n  a\n    b\n\n", "a\n  b"],
    ["  a\n      b\n    c", "a\n  b\nc"],
    ["  \n   a", "a"],
    ["a\n\n", "a"],
    ["\n", ""],
    ["  ", ""],
  ])("cleandoc of %j is %j", (text, cleaned) => {
    expect(cleandoc(wholeText(text))?.value).toBe(cleaned);
  });

  test.each([
    ["  a\n  b", "a\nb"],
    ["  a\n   b", "a\n b"],
    ["   a\n  b", " a\nb"],
    ["a\n  b", "a\n  b"],
    ["  \n  a\n \n", "\na\n\n"],
    ["\ta\n\tb", "a\nb"],
  ])("dedent of %j is %j", (text, dedented) => {
    expect(dedent(wholeText(text)).value).toBe(dedented);
  });

  test.each(vectors.methods.map((row) => row as [string, string, string, string]))(
    "of %j",
    (text, stripped, dedented, cleaned) => {
      const whole = wholeText(text);
      expect(strip(whole).value).toBe(stripped);
      expect(dedent(whole).value).toBe(dedented);
      expect(cleandoc(whole)?.value ?? null).toBe(text.includes("\t") ? null : cleaned);
    },
  );
});
