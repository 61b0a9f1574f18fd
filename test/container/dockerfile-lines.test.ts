import { describe, expect, it } from "vitest";
import { findLongLine } from "../../src/container/dockerfile/lines.ts";

describe("a line", () => {
  const most = 65_535;

  // Characters at the borders of UTF-8's lengths.
  it.each([
    ["a", 1],
    ["\u007f", 1],
    ["\u0080", 2],
    ["\u07ff", 2],
    ["\u0800", 3],
    ["\ud7ff", 3],
    ["\ue000", 3],
    ["\uffff", 3],
    ["\u{10000}", 4],
    ["\u{10ffff}", 4],
  ])("of %j is as long as its UTF-8", (character, bytes) => {
    expect(new TextEncoder().encode(character).length).toBe(bytes);
    const line = character.repeat(Math.floor(most / bytes)) + "a".repeat(most % bytes);
    expect(findLongLine(line)).toBeNull();
    expect(findLongLine(`${line}a`)).toMatchObject({ kind: "line-too-long", span: [0, line.length + 1] });
    expect(findLongLine(`FROM a\n${line}\n${line}`)).toBeNull();
  });

  it("that is too long is shown, and the limit told", () => {
    const long = "x".repeat(most + 1);
    const problem = findLongLine(`FROM a\n${long}\nRUN ${long}\n`);
    expect(problem?.span).toEqual([7, 7 + long.length]);
    expect(problem?.message).toContain("65535 bytes");
    expect(findLongLine(`\n${long}`)?.span).toEqual([1, 1 + long.length]);
    expect(findLongLine("")).toBeNull();
    expect(findLongLine("\n\n")).toBeNull();
  });
});
