import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Lines } from "../../src/text/source.ts";

describe("Lines", () => {
  test.each([
    ["", 1],
    ["a", 1],
    ["a\n", 2],
    ["a\r\n", 2],
    ["a\r", 2],
    ["a\r\r\n\n\r", 5],
    ["a\u2028\u0085\u000b\u000cb", 1],
  ])("%j has %i lines", (text, count) => {
    expect(new Lines(text).count).toBe(count);
  });

  test.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 2, 1],
    [4, 2, 3],
    [5, 2, 4],
    [6, 3, 1],
    [7, 4, 1],
    [8, 4, 2],
  ])("offset %i of a text with three kinds of line end is line %i, column %i", (offset, line, column) => {
    expect(new Lines("a\nbc\r\n\rd").position(offset)).toEqual({ line, column, offset });
  });

  test("a range has both ends of a span", () => {
    expect(new Lines("a\nb").range([0, 3])).toEqual({
      start: { line: 1, column: 1, offset: 0 },
      end: { line: 2, column: 2, offset: 3 },
    });
  });

  test.each([
    [1, [0, 1]],
    [2, [2, 4]],
    [3, [6, 6]],
    [4, [7, 8]],
    [5, [8, 8]],
    [99, [8, 8]],
  ])("line %i is %j", (number, span) => {
    expect(new Lines("a\nbc\r\n\rd").line(number)).toEqual(span);
  });

  test("agrees with splitting the text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\r\n", "😀"), maxLength: 40 });
    let long = 0;
    fc.assert(
      fc.property(text, (text) => {
        const lines = new Lines(text);
        const split = text.split(/\r\n|\r|\n/);
        expect(lines.count).toBe(split.length);
        split.forEach((line, i) => {
          const [start, end] = lines.line(i + 1);
          expect(text.slice(start, end)).toBe(line);
          expect(lines.position(start)).toEqual({ line: i + 1, column: 1, offset: start });
          expect(lines.position(end)).toEqual({ line: i + 1, column: line.length + 1, offset: end });
        });
        if (split.length > 4) long++;
      }),
      { numRuns: 500, seed: 1 },
    );
    expect(long).toBeGreaterThan(50);
  });
});
