import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyFixes, type Draft } from "../src/fix.ts";
import type { Diagnostic } from "../src/text/diagnostic.ts";
import { Lines } from "../src/text/source.ts";
import { diagnosticAt } from "./report/reports.ts";

type WrittenEdit = readonly [start: number, end: number, text: string, file?: string];

const text = "0123456789";

function diagnostic(edits: readonly WrittenEdit[], safe = true): Diagnostic {
  const range = (start: number, end: number) => new Lines(text).range([start, end]);
  return diagnosticAt(text, [0, 0], {
    fix: {
      description: "mend",
      safe,
      edits: edits.map(([start, end, text, file = "a"]) => ({ file, range: range(start, end), text })),
    },
  });
}

function draft(path: string): Draft {
  return { path, original: text, text, fixes: [] };
}

function apply(...fixes: (readonly WrittenEdit[])[]): { applied: number; a: string; b: string } {
  const [a, b] = [draft("a"), draft("b")];
  const byName: Record<string, Draft> = { a, b, alias: a };
  const applied = applyFixes(
    fixes.map((edits) => diagnostic(edits)),
    (file) => byName[file] ?? null,
  );
  expect(a.fixes.length + b.fixes.length >= applied).toBe(true);
  return { applied, a: a.text, b: b.text };
}

describe("applyFixes", () => {
  test.each<[name: string, fixes: (readonly WrittenEdit[])[], applied: number, a: string, b?: string]>([
    ["nothing", [], 0, text],
    ["one", [[[1, 3, "x"]]], 1, "0x3456789"],
    ["two, in any order", [[[8, 9, "y"]], [[1, 3, "x"]]], 2, "0x34567y9"],
    ["of two that overlap the first", [[[1, 3, "x"]], [[2, 4, "y"]]], 1, "0x3456789"],
    ["of two at one place the first", [[[2, 2, "x"]], [[2, 2, "x"]]], 1, "01x23456789"],
    ["of two side by side the first", [[[1, 3, "x"]], [[3, 4, "y"]]], 1, "0x3456789"],
    ["of three the first and last", [[[1, 3, "x"]], [[0, 9, ""]], [[5, 6, "z"]]], 2, "0x34z6789"],
    [
      "a fix whole",
      [
        [
          [1, 2, "x"],
          [7, 8, "y"],
        ],
      ],
      1,
      "0x23456y89",
    ],
    [
      "no half of a fix",
      [
        [[1, 2, "x"]],
        [
          [0, 1, ""],
          [7, 8, "y"],
        ],
        [
          [1, 2, ""],
          [4, 5, "y"],
        ],
      ],
      1,
      "0x23456789",
    ],
    [
      "a fix of two files",
      [
        [
          [1, 2, "x"],
          [1, 2, "y", "b"],
        ],
      ],
      1,
      "0x23456789",
      "0y23456789",
    ],
    [
      "no half of one",
      [
        [[1, 2, "x", "b"]],
        [
          [5, 6, "y"],
          [1, 2, "", "b"],
        ],
      ],
      1,
      text,
      "0x23456789",
    ],
    ["a file under two names", [[[1, 2, "x"]], [[1, 2, "x", "alias"]], [[7, 8, "y", "alias"]]], 2, "0x23456y89"],
    [
      "no file that cannot be edited",
      [
        [
          [1, 2, "x"],
          [1, 2, "x", "c"],
        ],
      ],
      0,
      text,
    ],
    [
      "no fix that touches itself",
      [
        [
          [1, 3, "x"],
          [2, 4, "y"],
        ],
      ],
      0,
      text,
    ],
  ])("applies %s", (_name, fixes, applied, a, b = text) => {
    expect(apply(...fixes)).toEqual({ applied, a, b });
  });

  test("all, if it is told so", () => {
    const a = draft("a");
    expect(applyFixes([diagnostic([[1, 2, "x"]], false)], () => a, "unsafe")).toBe(1);
    expect(a.fixes).toEqual([{ rule: expect.stringMatching(/^[a-z-]+$/), description: "mend" }]);
  });

  test("only what is safe", () => {
    const a = draft("a");
    expect(applyFixes([diagnostic([[1, 2, "x"]], false), diagnosticAt(text, [0, 1])], () => a)).toBe(0);
    expect(a).toEqual(draft("a"));
  });

  test("what is applied is as good as one edit after the other from the end", () => {
    const met = { all: 0, some: 0 };
    const edit = fc
      .tuple(fc.nat(10), fc.nat(10), fc.constantFrom("", "x", "yz"))
      .map(([a, b, text]): WrittenEdit => [Math.min(a, b), Math.max(a, b), text]);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const taken: WrittenEdit[] = [];
        for (const one of edits) {
          if (taken.every(([start, end]) => one[1] < start || end < one[0])) taken.push(one);
        }
        const fromEnd = [...taken].sort((a, b) => b[0] - a[0]);
        const expected = fromEnd.reduce((all, [start, end, text]) => all.slice(0, start) + text + all.slice(end), text);
        expect(apply(...edits.map((one) => [one]))).toEqual({ applied: taken.length, a: expected, b: text });
        met[taken.length === edits.length ? "all" : "some"]++;
      }),
      { numRuns: 2000, seed: 11 },
    );
    expect(Math.min(met.all, met.some)).toBeGreaterThan(400);
  });
});
