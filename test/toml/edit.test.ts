import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, tomlKey, tomlString } from "../../src/toml/edit.ts";
import { readToml } from "../../src/toml/read.ts";

describe("applyEdits", () => {
  test.each<[string, [number, number, string][], unknown]>([
    ["none", [], { text: "0123456789" }],
    [
      "by offset, not by order",
      [
        [8, 9, "B"],
        [1, 2, "A"],
      ],
      { text: "0A234567B9" },
    ],
    [
      "side by side",
      [
        [2, 4, "x"],
        [4, 6, "y"],
      ],
      { text: "01xy6789" },
    ],
    [
      "insertions keep their order",
      [
        [3, 3, "a"],
        [3, 3, "b"],
        [3, 5, "c"],
      ],
      { text: "012abc56789" },
    ],
    [
      "an insertion comes before a replacement listed first",
      [
        [3, 5, "c"],
        [3, 3, "a"],
      ],
      { text: "012ac56789" },
    ],
    [
      "at both ends",
      [
        [10, 10, "!"],
        [0, 0, "^"],
      ],
      { text: "^0123456789!" },
    ],
    [
      "overlap",
      [
        [5, 8, ""],
        [0, 1, ""],
        [4, 6, ""],
      ],
      { overlapping: [2, 0] },
    ],
    [
      "insertion inside",
      [
        [2, 6, "x"],
        [3, 3, "y"],
      ],
      { overlapping: [0, 1] },
    ],
    [
      "the same twice",
      [
        [2, 3, "x"],
        [2, 3, "x"],
      ],
      { overlapping: [0, 1] },
    ],
  ])("%s", (_, edits, expected) => {
    const list = edits.map(([start, end, text]) => ({ span: [start, end] as const, text }));
    expect(applyEdits("0123456789", list)).toEqual(expected);
  });

  test("edits that do not overlap are as good as one after the other from the end; others are refused", () => {
    const met = { applied: 0, refused: 0 };
    const edit = fc
      .tuple(fc.nat(20), fc.nat(20), fc.string({ maxLength: 3 }))
      .map(([a, b, text]) => ({ span: [Math.min(a, b), Math.max(a, b)] as const, text }));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
        const text = "abcdefghijklmnopqrst";
        const overlap = edits.some((a, i) =>
          edits.some((b, j) => i < j && a.span[0] < b.span[1] && b.span[0] < a.span[1]),
        );
        const result = applyEdits(text, edits);
        expect("overlapping" in result).toBe(overlap);
        if ("overlapping" in result) {
          met.refused++;
          return;
        }
        met.applied++;
        const fromEnd = edits
          .map((one, index) => ({ ...one, index }))
          .sort((a, b) => b.span[0] - a.span[0] || b.span[1] - a.span[1] || b.index - a.index);
        const expected = fromEnd.reduce(
          (all, { span, text }) => all.slice(0, span[0]) + text + all.slice(span[1]),
          text,
        );
        expect(result.text).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(met.applied, met.refused)).toBeGreaterThan(400);
  });
});

describe("spelling", () => {
  test.each([
    ["", '""'],
    ["it's {x} # 1", '"it\'s {x} # 1"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ["a\tb\nc\r\n", '"a\\tb\\nc\\r\\n"'],
    ["\u0000\b\f\u001b\u007f\u0080", '"\\u0000\\b\\f\\u001B\\u007F\u0080"'],
    ["é😀", '"é😀"'],
    ["\ud800", '"\ufffd"'],
  ])("string %j", (value, spelling) => {
    expect(tomlString(value)).toBe(spelling);
  });

  test.each([
    ["name", "name"],
    ["3-a_B", "3-a_B"],
    ["", '""'],
    ["ghcr.io", '"ghcr.io"'],
    ["ключ", '"ключ"'],
    ["a\n", '"a\\n"'],
  ])("key %j", (key, spelling) => {
    expect(tomlKey(key)).toBe(spelling);
  });

  test("is read back as TOML 1.0", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "binary-ascii" }));
    fc.assert(
      fc.property(text, text, (key, value) => {
        const read = readToml(`${tomlKey(key)} = ${tomlString(value)}`);
        expect(read).toMatchObject({ kind: "document", notices: [] });
        expect(read.kind === "document" && Object.entries(read.root)).toEqual([[key, value]]);
      }),
      { numRuns: 2000 },
    );
  });
});
