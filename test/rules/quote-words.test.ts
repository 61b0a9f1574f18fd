import { describe, expect, test } from "vitest";
import { quoteWord, quoteWords } from "../../src/rules/dockerfile/dockerfile-finding.ts";
import { recorded } from "./tokens.ts";

describe("words in a message", () => {
  test.each<[words: string[], expected: string, most?: number]>([
    [["a"], "`a`"],
    [["a", "b"], "`a` and `b`"],
    [["a", "b", "c"], "`a`, `b` and `c`"],
    // "and 1 more" takes as much room as the word itself.
    [["a", "b", "c", "d"], "`a`, `b`, `c` and `d`"],
    [["a", "b", "c", "d", "e"], "`a`, `b`, `c` and 2 more"],
    [["a", "b", "c", "d"], "`a` and 3 more", 1],
    [["a", "b"], "`a` and `b`", 1],
  ])("%j: %s", (words, expected, most) => {
    expect(quoteWords(words, most)).toBe(expected);
  });

  test("are not shown if they hold a token", () => {
    const token = recorded("github-pat-classic", "valid");
    expect(quoteWord(`src/${token}`)).toBe("(a word that holds a token)");
    expect(quoteWords(["a", token])).toBe("`a` and (a word that holds a token)");
  });
});
