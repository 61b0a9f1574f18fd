import { expect, test } from "vitest";
import { compareDiagnostics, compareStrings, type Diagnostic } from "../../src/text/diagnostic.ts";

function diagnostic(
  file: string,
  start: number,
  rule: string,
  end: number,
  app: string | null,
  message: string,
): Diagnostic {
  const at = (offset: number) => ({ line: 1, column: offset + 1, offset });
  const range = { start: at(start), end: at(end) };
  return { rule, severity: "error", file, app, keyPath: null, message, help: null, range, related: [], fix: null };
}

test.each([
  ["a", "b", -1],
  ["b", "a", 1],
  ["a", "a", 0],
  ["", "a", -1],
  // In no language's order, and in that of UTF-16 rather than of code points.
  ["Z", "a", -1],
  ["z", "ä", -1],
  ["😀", "\uffff", -1],
])("%j beside %j is %i", (a, b, order) => {
  expect(compareStrings(a, b)).toBe(order);
});

test("diagnostics are in order of file, offset, rule, end, app and message, and each counts for more than all that follow", () => {
  const ordered = [
    diagnostic("a", 9, "z", 9, "z", "z"),
    diagnostic("b", 0, "z", 9, "z", "z"),
    diagnostic("b", 5, "a", 9, "z", "z"),
    diagnostic("b", 5, "b", 6, "z", "z"),
    diagnostic("b", 5, "b", 7, null, "z"),
    diagnostic("b", 5, "b", 7, "a", "z"),
    diagnostic("b", 5, "b", 7, "b", "a"),
    diagnostic("b", 5, "b", 7, "b", "b"),
    diagnostic("b", 10, "a", 10, null, "a"),
  ];
  for (const [i, a] of ordered.entries()) {
    for (const [j, b] of ordered.entries()) expect(Math.sign(compareDiagnostics(a, b))).toBe(Math.sign(i - j));
  }
});
