// Where each part of a string stands in the source, whatever was done to it on the way.
import { describe, expect, test } from "vitest";
import {
  concat,
  indexAt,
  type MappedText,
  slice,
  sourceSpan,
  takenOver,
  wholeText,
} from "../../src/python/mapped-text.ts";
import { literalAt, readLiteral } from "../../src/python/string-literal.ts";
import { cleandoc, dedent, linesOf, marginOf, strip } from "../../src/python/string-methods.ts";
import type { Span } from "../../src/text/source.ts";

function literal(source: string, span: Span = [0, source.length]): MappedText {
  const text = readLiteral(source, span);
  if (text === null) throw new Error("This is no literal.");
  return text;
}

/** What of the source is pointed at for a part of the string. */
function written(source: string, text: MappedText, part: string, otherwise: Span = [0, 0]): string {
  const start = text.value.indexOf(part);
  return source.slice(...sourceSpan(text, [start, start + part.length], otherwise));
}

describe("a part of a literal", () => {
  test.each([
    ['"abc"', "b", "b"],
    ['"abc"', "abc", "abc"],
    ['"a\\tc"', "\t", "\\t"],
    ['"a\\tc"', "a\t", "a\\t"],
    ['"a\\tc"', "\tc", "\\tc"],
    ['"a\\dc"', "d", "\\d"],
    ['"a\\dc"', "\\", "\\d"],
    ['"\\x41\\u0042\\U00000043\\104"', "BC", "\\u0042\\U00000043"],
    ['"a\\\nb"', "ab", "a\\\nb"],
    ['"a\\\r\nb"', "ab", "a\\\r\nb"],
    ['"""a\r\nb"""', "\n", "\r\n"],
    ['f"a{{b}}"', "{b}", "{{b}}"],
    ['r"a\\tb"', "\\t", "\\t"],
  ])("%j: %j is %j", (source, part, there) => {
    expect(written(source, literal(source), part)).toBe(there);
  });

  test("an empty one is a place", () => {
    const text = literal('"a\\tb"');
    expect([0, 1, 2, 3].map((at) => sourceSpan(text, [at, at], [9, 9]))).toEqual([
      [1, 1],
      [2, 2],
      [4, 4],
      [5, 5],
    ]);
    expect(sourceSpan(literal('""'), [0, 0], [7, 9])).toEqual([7, 7]);
    expect(sourceSpan(text, [2, 9], [0, 0])).toEqual([4, 5]);
    expect(sourceSpan(text, [9, 9], [0, 0])).toEqual([5, 5]);
    expect(sourceSpan(literal('"a\\t"'), [2, 2], [0, 0])).toEqual([4, 4]);
  });
});

describe("a literal", () => {
  test.each<[string, object | null]>([
    ['"ab"', { body: [1, 3], quote: '"', raw: false, format: false }],
    ["'ab'", { body: [1, 3], quote: "'", raw: false, format: false }],
    ['"""ab"""', { body: [3, 5], quote: '"""', raw: false, format: false }],
    ["Rb'a'", null],
    ["R'a'", { body: [2, 3], quote: "'", raw: true, format: false }],
    ["fR'''a'''", { body: [5, 6], quote: "'''", raw: true, format: true }],
    ["u''", { body: [2, 2], quote: "'", raw: false, format: false }],
    ["F''", { body: [2, 2], quote: "'", raw: false, format: true }],
    ["ur''", null],
    ["'", null],
    ["'a\"", null],
    ['"""a"', null],
    ['1"a"', null],
    ['+"a"', null],
    ['("a"', null],
    ['rbr"a"', null],
    ["a", null],
    ["", null],
  ])("%s", (source, parts) => {
    const found = literalAt(source, [0, source.length]);
    expect(found).toEqual(parts === null ? null : { span: [0, source.length], ...parts });
  });
});

describe("a string that is put together", () => {
  const source = `"one" 'two' X Y`;
  const [one, two] = [literal(source, [0, 5]), literal(source, [6, 11])];
  const x: Span = [12, 13];
  const y: Span = [14, 15];
  const said = (text: MappedText, part: string) => written(source, text, part);
  test.each<[string, MappedText, string, string]>([
    ["within one literal", concat([one, two]), "wo", "wo"],
    ["over the end of one", concat([one, two]), "et", `e" 't`],
    ["within one that is taken over", takenOver(one, x), "ne", "ne"],
    ["within one of two that a name takes over", takenOver(concat([one, two]), x), "et", `e" 't`],
    ["from the code into a name", concat([one, takenOver(two, x)]), "et", `e" 'two' X`],
    ["from a name to the code", concat([takenOver(one, [0, 1]), two]), "et", `"one" 't`],
    ["from one name to another", concat([takenOver(one, x), takenOver(two, y)]), "et", "X Y"],
    ["from one name to one before it", concat([takenOver(one, y), takenOver(two, x)]), "et", "Y"],
    ["from the code to a name before it", concat([two, takenOver(one, [0, 1])]), "oo", "o"],
  ])("%s", (_, text, part, there) => {
    expect(said(text, part)).toBe(there);
  });

  test("has pieces without gaps", () => {
    const text = concat([one, wholeText(""), two]);
    expect(text.value).toBe("onetwo");
    expect(text.pieces.map(({ start, length }) => [start, length])).toEqual([
      [0, 3],
      [3, 0],
      [3, 3],
    ]);
    expect([0, 2, 3, 5, 6, 9].map((at) => indexAt(text.pieces, at))).toEqual([0, 0, 2, 2, 3, 3]);
  });
});

test("a slice knows the places of what is left", () => {
  const source = '"ab\\tcd"';
  const text = literal(source);
  const places = (start: number, end: number) => {
    const { value, pieces } = slice(text, start, end);
    return [value, ...pieces.map(({ start, length, source: span }) => `${start} ${length} ${source.slice(...span)}`)];
  };
  expect(places(0, 5)).toEqual(["ab\tcd", "0 2 ab", "2 1 \\t", "3 2 cd"]);
  expect(places(1, 4)).toEqual(["b\tc", "0 1 b", "1 1 \\t", "2 1 c"]);
  expect(places(2, 3)).toEqual(["\t", "0 1 \\t"]);
  expect(places(3, 3)).toEqual([""]);
  expect(places(1, 1)).toEqual([""]);
  expect(places(4, 2)).toEqual([""]);
  expect(places(5, 9)).toEqual([""]);
});

describe("a method keeps the places", () => {
  const source = '"""\n    FROM a\n\n      RUN b\n    """';
  test.each([
    ["dedent", dedent],
    ["cleandoc", (text: MappedText) => cleandoc(text) ?? text],
    ["strip", strip],
  ])("%s", (_, method) => {
    const text = method(literal(source));
    expect(written(source, text, "FROM a")).toBe("FROM a");
    expect(written(source, text, "RUN b")).toBe("RUN b");
    expect(sourceSpan(text, [text.value.indexOf("RUN"), text.value.length], [0, 0])[0]).toBe(source.indexOf("RUN"));
  });
});

test("lines and their margin", () => {
  expect(linesOf("a\n\nb")).toEqual([
    [0, 1, 2],
    [2, 2, 3],
    [3, 4, 4],
  ]);
  expect(linesOf("")).toEqual([[0, 0, 0]]);
  expect(marginOf(["    a", "", "  \t", "   b"])).toBe("   ");
  expect(marginOf(["\ta", "    b"])).toBe("");
  expect(marginOf(["\t  a", "\t b"])).toBe("\t ");
  expect(marginOf(["", "  "])).toBe("");
});
