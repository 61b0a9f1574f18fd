import { describe, expect, test } from "vitest";
import { jsonWords, shellWords } from "../../src/client/words.ts";
import vectors from "../vectors/python_words.json" with { type: "json" };

const problems: Record<string, string> = {
  "No closing quotation": "no-closing-quotation",
  "No escaped character": "no-escaped-character",
  JSONDecodeError: "invalid-json",
  AttributeError: "not-strings",
};

describe("shellWords", () => {
  test("agrees with shlex.split on every recorded text", () => {
    const met = { words: 0, problem: 0 };
    for (const [text, words, error] of vectors.shlex as [string, string[] | null, string | null][]) {
      const read = shellWords(text);
      if (typeof read === "string") expect([text, read]).toEqual([text, problems[error ?? ""]]);
      else expect([text, read.map((word) => word.text)]).toEqual([text, words]);
      met[error === null ? "words" : "problem"]++;
    }
    expect(met).toEqual({ words: 167, problem: 131 });
  });

  test("knows where each word stands", () => {
    const text = ` 'a b'c  "" d\\ e `;
    const read = shellWords(text);
    expect(read).toEqual([
      { text: "a bc", span: [1, 7] },
      { text: "", span: [9, 11] },
      { text: "d e", span: [12, 16] },
    ]);
  });
});

describe("jsonWords", () => {
  test("gives the sources that the client takes from json.loads for every recorded text", () => {
    const met = { sources: 0, "invalid-json": 0, "not-strings": 0 };
    for (const [text, sources, error] of vectors.json as [string, string[] | null, string | null][]) {
      const read = jsonWords(text);
      if (typeof read === "string") {
        expect([text, read]).toEqual([text, problems[error ?? ""]]);
        met[read as "invalid-json"]++;
      } else {
        const found = read.length < 2 ? [] : read.slice(0, -1).map((word) => word.text.replace(/^\/+/, ""));
        expect([text, found]).toEqual([text, sources]);
        met.sources++;
      }
    }
    expect(met).toEqual({ sources: 34, "invalid-json": 29, "not-strings": 7 });
  });

  test("knows where each string stands, whatever lies in between", () => {
    expect(jsonWords(`[ "a\\"]", "b", {"c": ["d"]}]`)).toEqual([
      { text: 'a"]', span: [2, 8] },
      { text: "b", span: [10, 13] },
      { text: "", span: [27, 28] },
    ]);
  });

  test("takes a text of any depth", () => {
    expect(jsonWords("[".repeat(200_000) + "]".repeat(200_000))).toHaveLength(1);
    expect(jsonWords('["'.repeat(100_000) + "]")).toBe("invalid-json");
  });
});
