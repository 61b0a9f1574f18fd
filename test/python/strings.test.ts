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

  test.each(['b"a"', '"\\N{BULLET}"', '"\\x4"', '"\\u12"', '"\\U00110000"', '"a', "x", 'f"{"', 'f"}"', 't"a"'])(
    "%s is none that can be read",
    (source) => {
      expect(readLiteral(source, [0, source.length])).toBe(null);
    },
  );
});

describe("a method", () => {
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
