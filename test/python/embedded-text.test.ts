// What a fix of a Dockerfile writes into the string that it stands in.
import { describe, expect, test } from "vitest";
import { embeddedText } from "../../src/python/embedded-text.ts";
import { concat, type MappedText, takenOver, wholeText } from "../../src/python/mapped-text.ts";
import { readLiteral } from "../../src/python/string-literal.ts";
import type { Span } from "../../src/text/source.ts";

/** The literal after the text `from` in its string has become `to`; null if that is not done. */
function edited(literal: string, from: string, to: string): string | null {
  const text = readLiteral(literal, [0, literal.length]);
  if (text === null) throw new Error("This is no literal.");
  const start = text.value.indexOf(from);
  return editedAt(literal, text, [start, start + from.length], to);
}

function editedAt(
  source: string,
  text: MappedText,
  span: Span,
  to: string,
  written: Span = [0, source.length],
): string | null {
  const edit = embeddedText(text, written, false).sourceEdit({ span, text: to });
  return edit === null ? null : source.slice(0, edit.span[0]) + edit.text + source.slice(edit.span[1]);
}

test("says what it is the text of", () => {
  const { text, isThere, sourceSpan } = embeddedText(wholeText("abc"), [0, 0], true);
  expect({ text, isThere, span: sourceSpan([1, 2]) }).toEqual({ text: "abc", isThere: true, span: [1, 2] });
});

describe("an edit of a literal", () => {
  test.each([
    ["of a part", '"a b c"', "b", "x", '"a x c"'],
    ["of all", '"abc"', "abc", "x", '"x"'],
    ["that takes away", '"a b c"', " b", "", '"a c"'],
    ["of several lines, on one of them", '"""a\nb\nc"""', "b", "x", '"""a\nx\nc"""'],
    ["over a line end that stands there", '"""a\nb\nc"""', "\nb", "", '"""a\nc"""'],
    ["behind an escape", '"\\ta"', "a", "b", '"\\tb"'],
    ["before one", '"a\\t"', "a", "b", '"b\\t"'],
    ["with the other quotes", '"a"', "a", "it's", `"it's"`],
    ["with the other quotes too", "'a'", "a", 'say "x"', `'say "x"'`],
    ["with a backslash", '"a"', "a", "\\d\\", '"\\\\d\\\\"'],
    ["with braces", '"a"', "a", "{x}", '"{x}"'],
    ["with braces in an f-string", 'f"a"', "a", "${x}", 'f"${{x}}"'],
    ["with a backslash in an f-string", 'f"a"', "a", "\\{", 'f"\\\\{{"'],
    ["with braces in a raw f-string", 'rf"a"', "a", "{x}", 'rf"{{x}}"'],
    ["of a raw string", 'r"a\\d"', "a", "b", 'r"b\\d"'],
  ])("%s", (_, literal, from, to, after) => {
    expect(edited(literal, from, to)).toBe(after);
  });

  test.each([
    ["would add a line", '"""a"""', "a", "b\n"],
    ["would add a carriage return", '"""a"""', "a", "b\r"],
    ["holds its quotes", '"a"', "a", '"'],
    ["holds one of its three quotes", "'''a'''", "a", "it's"],
    ["holds a backslash, in a raw string", 'r"a"', "a", "\\"],
    ["holds a backslash, in a raw f-string", 'fr"a"', "a", "\\"],
    ["reaches into an escape", '"a\\tb"', "a\t", "x"],
    ["is in the place of an escape", '"a\\tb"', "\t", " "],
    ["reaches out of an escape", '"a\\tb"', "\tb", "x"],
    ["reaches over an escape", '"a\\tb"', "a\tb", "x"],
    ["is in the place of a line end of two characters", '"""a\r\nb"""', "\n", " "],
    ["takes away half of what is no escape", '"a\\ \\nb"', " ", ""],
    ["changes what stands behind a backslash", '"a\\db"', "d", "n"],
    ["is in the place of doubled braces", 'f"a{{b"', "{", "x"],
  ])("that %s is left to the user", (_, literal, from, to) => {
    expect(edited(literal, from, to)).toBeNull();
  });

  test("that only adds", () => {
    const text = readLiteral('"ab"', [0, 4]) ?? wholeText("");
    expect(editedAt('"ab"', text, [0, 0], "x")).toBe('"xab"');
    expect(editedAt('"ab"', text, [1, 1], "x")).toBe('"axb"');
    expect(editedAt('"ab"', text, [2, 2], "x")).toBe('"abx"');
    expect(editedAt('"ab"', text, [3, 3], "x")).toBeNull();
    expect(editedAt('"ab"', text, [1, 3], "x")).toBeNull();
    expect(editedAt('""', readLiteral('""', [0, 2]) ?? text, [0, 0], "x")).toBeNull();
  });
});

describe("an edit of a string that is put together", () => {
  const source = '"one" "two"';
  const one = readLiteral(source, [0, 5]) ?? wholeText("");
  const two = readLiteral(source, [6, 11]) ?? wholeText("");

  test("is done in one of its literals", () => {
    const both = concat([one, two]);
    expect(editedAt(source, both, [1, 3], "x")).toBe('"ox" "two"');
    expect(editedAt(source, both, [3, 5], "x")).toBe('"one" "xo"');
    expect(editedAt(source, both, [6, 6], "x")).toBe('"one" "twox"');
    expect(editedAt(source, both, [2, 4], "x")).toBeNull();
  });

  test("is not done to what stands outside its expression, which may have other uses", () => {
    const text = concat([one, takenOver(two, [0, 1])]);
    expect(editedAt(source, text, [4, 5], "x", [6, 11])).toBe('"one" "txo"');
    expect(editedAt(source, text, [0, 1], "x", [0, 5])).toBe('"xne" "two"');
    expect(editedAt(source, text, [0, 1], "x", [1, 11])).toBeNull();
    expect(editedAt(source, text, [4, 5], "x", [0, 10])).toBeNull();
  });

  test("is not done to what is no literal", () => {
    expect(editedAt("abc", wholeText("abc"), [0, 1], "x")).toBeNull();
    expect(editedAt("", { value: "", pieces: [] }, [0, 0], "x")).toBeNull();
  });
});
