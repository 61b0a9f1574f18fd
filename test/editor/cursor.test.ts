// What can be written at a cursor, `|`, in texts that are not finished.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slotAt } from "../../src/editor/cursor.ts";

function at(marked: string) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const slot = slotAt(text, offset);
  if (slot === null) return null;
  const word = text.slice(...slot.span);
  return slot.kind === "value" ? ["value", slot.path, word] : [slot.place, slot.table, word];
}

describe("a slot", () => {
  test.each<[string, ReturnType<typeof at>]>([
    ["|", ["line", [], ""]],
    ["auth|", ["line", [], "auth"]],
    ["au|th = 1", ["line", [], "auth"]],
    ["\ufeff|x = 1", ["line", [], "x"]],
    ["[a]\n|\nb = 2", ["line", ["a"], ""]],
    ["[a]\r\nb = 1\r\nke|\r\n", ["line", ["a"], "ke"]],
    ["[a]\nb.c.|", ["line", ["a", "b", "c"], ""]],
    ["[a.\"x.y\".'z']\n|", ["line", ["a", "x.y", "z"], ""]],
    ['["\\u0061"]\n|', ["line", ["a"], ""]],
    ["[[a]]\n|", ["line", ["a"], ""]],
    ['"gh|', ["line", [], '"gh']],
    ['"gh|"', ["line", [], '"gh"']],
    ["[|", ["header", [], ""]],
    ["[tool.fal.apps.x.im|", ["header", ["tool", "fal", "apps", "x"], "im"]],
    ["[tool.|]\n", ["header", ["tool"], ""]],
    ['[a."ghcr|.io"]', ["header", ["a"], '"ghcr.io"']],
    ["a = |", ["value", ["a"], ""]],
    ["a =|", ["value", ["a"], ""]],
    ['a = "pr|"', ["value", ["a"], '"pr"']],
    ['a = "pr|', ["value", ["a"], '"pr']],
    ["a = 'pr|'", ["value", ["a"], "'pr'"]],
    ['a = "|", b', ["value", ["a"], '""']],
    ['a = "x|y z"', ["value", ["a"], '"x']],
    ["a = tr|ue", ["value", ["a"], "true"]],
    ['a = "x\\"y|"', ["value", ["a"], '"x\\"y"']],
    ["[a]\nb = [|", ["value", ["a", "b", 0], ""]],
    ['[a]\nb = ["x", "|"]', ["value", ["a", "b", 1], '""']],
    ['b = [\n  "x", # one\n  "y|"\n]', ["value", ["b", 1], '"y"']],
    ['b = [["x"], [|', ["value", ["b", 1, 0], ""]],
    ["[a]\nb = { |", ["inline", ["a", "b"], ""]],
    ['[a]\nb = { c = "x", | }', ["inline", ["a", "b"], ""]],
    ['b = { c = { d = "x|" } }', ["value", ["b", "c", "d"], '"x"']],
    ["b = {\n  c = 1,\n  |\n}", ["inline", ["b"], ""]],
    ["b = { c.d.|", ["inline", ["b", "c", "d"], ""]],
  ])("%j", (marked, expected) => {
    expect(at(marked)).toEqual(expected);
  });

  test.each([
    ["behind a key", "auth |"],
    ["behind a value", "a = true |"],
    ["behind a string", 'a = "x"|'],
    ["behind an element", 'a = ["x" |'],
    ["behind an inline value", 'a = { b = "x" |'],
    ["behind an inline table", "a = {}|"],
    ["behind a header", "[a]|"],
    ["in a comment", "# x|"],
    ["in a comment behind a value", "a = 1 # x|"],
    ["in a comment of an array", "a = [ # x|"],
    ["in a text of several lines", 'a = """\nx|'],
    ["in a literal text of several lines", "a = '''x|"],
    ["behind a bracket of the wrong kind", "a = [}|"],
    ["in a key of several lines", '"""\r\n|'],
    ["far too deep", `a = ${"[".repeat(200)}|`],
  ])("is none %s", (_, marked) => {
    expect(at(marked)).toBeNull();
  });

  test.each<[string, ReturnType<typeof at>]>([
    ["auth\nk|", ["line", [], "k"]],
    ['auth = "x\nk|', ["line", [], "k"]],
    ['[a]\nregions = ["x",\nauth = "|"', ["value", ["a", "auth"], '""']],
    ['regions = ["x"\n[a]\nk|', ["line", ["a"], "k"]],
    ['image = { b = "x\n[a]\nk|', ["line", ["a"], "k"]],
    ["image = { b = 1\nk|", ["line", [], "k"]],
    ["= 1\n[a]\nk|", ["line", ["a"], "k"]],
    ["a = ]]\nk|", ["line", [], "k"]],
  ])("is found behind what was never finished: %j", (marked, expected) => {
    expect(at(marked)).toEqual(expected);
  });

  test("tells the keys in front of it, and whether it is a key already", () => {
    expect(slotAt("a = { b = 1, c.d = 2, }", 22)).toMatchObject({ before: ["b", "c"], isComplete: false });
    expect(slotAt("ab  = 1", 1)).toMatchObject({ isComplete: true });
    expect(slotAt("ab.c = 1", 1)).toMatchObject({ isComplete: true });
    expect(slotAt("ab", 1)).toMatchObject({ isComplete: false });
  });

  test("any text has one or none, around the cursor", () => {
    const seen = { key: 0, value: 0, none: 0 };
    const piece = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      "=",
      ",",
      ".",
      '"',
      "'",
      '"""',
      "#",
      "\n",
      "\r\n",
      " ",
      "\\",
      "a",
      "tool",
      "\ufeff",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(60), (pieces, offset) => {
        const text = pieces.join("");
        const slot = slotAt(text, offset);
        seen[slot?.kind ?? "none"]++;
        if (slot === null) return;
        const cursor = Math.min(offset, text.length);
        expect(slot.span[0]).toBeLessThanOrEqual(cursor);
        expect(slot.span[1]).toBeGreaterThanOrEqual(cursor);
        expect(slot.span[1]).toBeLessThanOrEqual(text.length);
        expect(text.slice(...slot.span)).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(40);
  });

  test.each([
    ["[", 300_000],
    ["{", 300_000],
    ["a = [\n", 100_000],
    ['"', 300_000],
    ["a.", 300_000],
    ["a = {b=[", 100_000],
    ["[a]\n", 200_000],
    ["# \n", 200_000],
    ["[a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a]\nb = 1\n", 10_000],
    ["   ", 200_000],
  ])("takes linear time over %j again and again", (text, times) => {
    const start = performance.now();
    slotAt(text.repeat(times), text.length * times);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
