import { expect, test } from "vitest";
import { alternatives, pathText, typeName } from "../../src/config/wording.ts";
import { TomlDate, TomlFloat } from "../../src/toml/values.ts";

test.each<[path: readonly (string | number)[], text: string]>([
  [[], ""],
  [["image"], "image"],
  [["image", "registries", "ghcr.io", "password"], 'image.registries."ghcr.io".password'],
  [["app_files", 1], "app_files[1]"],
  [["requirements", 1, 0, "x"], "requirements[1][0].x"],
  [[0], "[0]"],
  [["", "a b"], '""."a b"'],
])("%j is written as %s", (path, text) => {
  expect(pathText(path)).toBe(text);
});

test.each([
  [[], ""],
  [["a"], "`a`"],
  [["a", "b"], "`a` or `b`"],
  [["a", "b", "c"], "`a`, `b` or `c`"],
])("%j in words", (words, text) => {
  expect(alternatives(words, "or")).toBe(text);
});

test("alternatives that all hold, or all fail, are joined by `and`", () => {
  expect(alternatives(["a", "b"], "and")).toBe("`a` and `b`");
});

test.each([
  ["a string", ""],
  ["an integer", 1],
  ["an integer", 9007199254740993n],
  ["a boolean", false],
  ["a float", new TomlFloat(1)],
  ["a date", new TomlDate("offset-date-time", "1979-05-27T07:32:00.000Z")],
  ["a date", new TomlDate("local-date", "1979-05-27")],
  ["a time", new TomlDate("local-time", "07:32:00.000")],
  ["an array", []],
  ["a table", {}],
])("%s", (name, value) => {
  expect(typeName(value)).toBe(name);
});
