import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { palette } from "../../src/report/palette.ts";
import { snippet } from "../../src/report/snippet.ts";
import { wrap } from "../../src/report/wrap.ts";
import { displayWidth } from "../../src/text/width.ts";

const same = (text: string) => text;
const draw = (text: string, marks: readonly (readonly [number, number])[], width = 80) =>
  snippet({ line: 7, text, marks }, 2, width, palette(false), same);

describe("snippet", () => {
  test.each<[name: string, text: string, marks: (readonly [number, number])[], expected: string]>([
    ["a word", "a = 1", [[4, 5]], "   |\n 7 | a = 1\n   |     ^\n"],
    [
      "two words",
      "a = 1",
      [
        [0, 1],
        [4, 5],
      ],
      "   |\n 7 | a = 1\n   | ^   ^\n",
    ],
    ["a place between", "a = 1", [[5, 5]], "   |\n 7 | a = 1\n   |      ^\n"],
    ["behind wide characters", '"漢字" = 1', [[7, 8]], '   |\n 7 | "漢字" = 1\n   |          ^\n'],
    ["wide characters", '"漢字" = 1', [[1, 3]], '   |\n 7 | "漢字" = 1\n   |  ^^^^\n'],
    ["behind a combining mark", "e\u0301 = 1", [[5, 6]], "   |\n 7 | e\u0301 = 1\n   |     ^\n"],
    ["an empty line", "", [[0, 0]], "   |\n 7 |\n   | ^\n"],
    ["no mark", "a = 1", [], "   |\n 7 | a = 1\n   |\n"],
  ])("%s", (_name, text, marks, expected) => {
    expect(draw(text, marks)).toBe(expected);
  });

  test("of a long line the start, if the mark is there", () => {
    expect(draw(`key = ${"x".repeat(500)}`, [[0, 3]], 60)).toBe(`   |\n 7 | key = ${"x".repeat(47)}…\n   | ^^^\n`);
  });

  test("of a long line the part around the mark", () => {
    const text = `${"a".repeat(300)}KEY${"b".repeat(300)}`;
    expect(draw(text, [[300, 303]], 60)).toBe(
      `   |\n 7 | …${"a".repeat(20)}KEY${"b".repeat(30)}…\n   | ${" ".repeat(21)}^^^\n`,
    );
  });

  test("a mark that is longer than the line is cut off with it", () => {
    const [, code = "", carets = ""] = draw("x".repeat(1000), [[0, 1000]], 60).split("\n");
    expect([code.length, carets.length]).toEqual([59, 59]);
  });

  test("always fits, marks what is to be marked, and cuts no character in two", () => {
    let shortened = 0;
    const unit = fc.constantFrom("a", "b", "漢", "😀", "é", " ", "=");
    const words = fc.array(unit, { maxLength: 300, size: "max" });
    fc.assert(
      fc.property(
        words,
        fc.constantFrom("K", "漢", "😀"),
        words,
        fc.integer({ min: 50, max: 120 }),
        (before, mark, after, width) => {
          const start = before.join("").length;
          const text = `${before.join("")}${mark}${after.join("")}`;
          const [, code = "", carets = ""] = draw(text, [[start, start + mark.length]], width).split("\n");
          expect(displayWidth(code)).toBeLessThanOrEqual(width);
          expect(code).not.toMatch(/\p{Surrogate}/u);
          // What stands above the first caret is the marked character.
          let above = "";
          for (const character of code) {
            if (displayWidth(above) === carets.indexOf("^")) {
              expect(character).toBe(mark);
              break;
            }
            above += character;
          }
          expect(carets.trimStart().slice(1).trim()).toBe("^".repeat(displayWidth(mark)));
          if (code.includes("…")) shortened++;
        },
      ),
      { numRuns: 500 },
    );
    expect(shortened).toBeGreaterThan(100);
  });
});

describe("wrap", () => {
  test.each<[text: string, width: number, lines: string[]]>([
    ["", 10, [""]],
    ["one", 10, ["one"]],
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 1, ["one", "two", "three"]],
    ["see https://example.com/a/b now", 12, ["see", "https://example.com/a/b", "now"]],
    ["write `a = 1` here", 9, ["write", "`a = 1`", "here"]],
    ["an odd ` b c", 6, ["an odd", "` b c"]],
    ["漢字 漢字 漢字", 9, ["漢字 漢字", "漢字"]],
  ])("%j in %d columns", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test("loses no word, and breaks only where it must", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", " ", "`", "漢") }),
        fc.integer({ min: 1, max: 40 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.join(" ").replaceAll(/ +/g, " ").trim()).toBe(text.replaceAll(/ +/g, " ").trim());
          for (const [index, line] of lines.entries()) {
            const next = lines[index + 1];
            if (next === undefined) continue;
            const isPaired = text.split("`").length % 2 === 1;
            const word = (isPaired ? /^(?:`[^`]*`|[^ `])+/ : /^[^ ]+/).exec(next)?.[0] ?? "";
            expect(displayWidth(`${line} ${word}`)).toBeGreaterThan(width);
          }
        },
      ),
    );
  });
});
