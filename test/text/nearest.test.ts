import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearest } from "../../src/text/nearest.ts";

test.each([
  ["", "", 0],
  ["abc", "abc", 0],
  ["abc", "ab", 1],
  ["abc", "xbc", 1],
  ["abc", "acb", 1],
  ["ca", "abc", 3],
  ["abcd", "acbd", 1],
  ["abcdef", "badcfe", 3],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
])("from %j to %j it is %i edits", (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
  expect(editDistance(b, a)).toBe(edits);
});

test.each([
  ["abc", "abc", 0, 0],
  ["abc", "abd", 0, Number.POSITIVE_INFINITY],
  ["abc", "abd", 1, 1],
  ["abcdef", "badcfe", 2, Number.POSITIVE_INFINITY],
  ["abcdef", "badcfe", 3, 3],
  ["a", "abc", 1, Number.POSITIVE_INFINITY],
  ["xyz", "abc", 1, Number.POSITIVE_INFINITY],
])("from %j to %j in at most %i it is %d edits", (a, b, most, edits) => {
  expect(editDistance(a, b, most)).toBe(edits);
});

test("a limit changes nothing within it", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });
  const met = { within: 0, beyond: 0 };
  fc.assert(
    fc.property(word, word, fc.nat({ max: 9 }), (a, b, most) => {
      const edits = editDistance(a, b);
      const limited = editDistance(a, b, most);
      if (edits <= most) expect(limited).toBe(edits);
      else expect(limited).toBe(Number.POSITIVE_INFINITY);
      met[edits <= most ? "within" : "beyond"]++;
    }),
    { numRuns: 5000, seed: 1 },
  );
  expect(Math.min(...Object.values(met))).toBeGreaterThan(500);
});

test.each([
  ["plaintext_pasword", "plaintext-password"],
  ["UnknownKey", "unknown-key"],
  ["unkown-kye", "unknown-key"],
  ["something-else", null],
  ["", null],
  ["x".repeat(65), null],
  ["Wrong_Type", "wrong-type"],
  ["wrong type", "wrong-type"],
  // One edit in three letters, and at least one.
  ["wrongtype--", "wrong-type"],
  ["wrontyp", "wrong-type"],
  ["wrontp", null],
])("nearest to %j is %j", (word, expected) => {
  expect(nearest(word, ["plaintext-password", "unknown-key", "wrong-type"])).toBe(expected);
});

test.each([
  // Of several, the one that takes the fewest edits, and the first of those.
  ["cat", ["cart", "cat", "at"], "cat"],
  ["cat", ["bat", "hat"], "bat"],
  ["cat", ["cot", "cat"], "cat"],
  ["a", ["b"], "b"],
  ["a", ["bc"], null],
  ["ab", ["ba"], "ba"],
  ["abc", ["xyc"], null],
  ["x".repeat(64), ["x".repeat(63)], "x".repeat(63)],
  ["x".repeat(65), ["x".repeat(65)], null],
  ["cat", [], null],
])("nearest to %j among %j is %j", (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
