// The outline of a pyproject.toml.
import { describe, expect, test } from "vitest";
import { symbolsOf as symbolsOfProject, type TableSymbol } from "../../src/editor/symbols.ts";
import { recorded } from "../rules/tokens.ts";

function symbolsOf(text: string): readonly TableSymbol[] {
  return symbolsOfProject({ path: "pyproject.toml", text, options: {} });
}

const text = `[project]
name = "x"

[tool.fal.apps.a]
ref = "a.py"
image.image = "x"

[tool.fal.apps.a.image.registries."ghcr.io"]
username = "me"

[tool.fal.apps]
b = { image = { image = "y", registries = { "quay.io" = {}, "nvcr.io" = {} } } }
`;

function names(symbols: readonly TableSymbol[]): unknown[] {
  return symbols.map(({ name, kind, children }) => [kind, name, ...names(children)]);
}

function all(symbols: readonly TableSymbol[]): TableSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...all(symbol.children)]);
}

describe("symbols", () => {
  test("are the apps, each with its image and registries", () => {
    expect(names(symbolsOf(text))).toEqual([
      ["app", "a", ["image", "image", ["registry", "ghcr.io"]]],
      ["app", "b", ["image", "image", ["registry", "quay.io"], ["registry", "nvcr.io"]]],
    ]);
  });

  test("reach over all that belongs to them", () => {
    const [a, b] = symbolsOf(text);
    expect(text.slice(...(a?.span ?? [0, 0]))).toMatch(/^\[tool\.fal\.apps\.a\]\nref.*username = "me"$/s);
    expect(text.slice(...(a?.keySpan ?? [0, 0]))).toBe("a");
    expect(text.slice(...(b?.span ?? [0, 0]))).toMatch(/^b = \{.*\}$/);
    for (const parent of all(symbolsOf(text))) {
      for (const { span, keySpan } of [parent, ...parent.children]) {
        expect(span[0]).toBeGreaterThanOrEqual(parent.span[0]);
        expect(span[1]).toBeLessThanOrEqual(parent.span[1]);
        expect(keySpan[0]).toBeGreaterThanOrEqual(span[0]);
        expect(keySpan[1]).toBeLessThanOrEqual(span[1]);
      }
    }
  });

  test.each([
    ["a file without apps", "[project]\nname = 1\n", []],
    ["an empty file", "", []],
    ["a file that is no TOML", "[tool.fal.apps.a]\nfoo\n[tool.fal.apps.b]\n", [["app", "a"]]],
    ["an empty name", '[tool.fal.apps.""]\n', [["app", '""']]],
    ["a name that nobody could see", '[tool.fal.apps."\\u202e"]\n', [["app", "\\u202E"]]],
    ["a table that is a string", '[tool.fal]\napps = "x"\n', []],
  ])("of %s", (_, toml, expected) => {
    expect(names(symbolsOf(toml))).toEqual(expected);
  });

  test("show no token", () => {
    const token = recorded("github-pat-classic", "valid");
    expect(names(symbolsOf(`[tool.fal.apps."${token}"]\n`))).toEqual([["app", "********"]]);
  });
});
