import { expect, test } from "vitest";
import { isDeeperThan } from "../../src/config/depth.ts";
import { readToml } from "../../src/toml/read.ts";
import type { TomlValue } from "../../src/toml/values.ts";

function value(literal: string): TomlValue {
  const document = readToml(`a = ${literal}`);
  if (document.kind !== "document") throw new Error(document.message);
  return document.root["a"] ?? "";
}

// The value itself is at level 0, and so is a string.
test.each([
  ["1", 0],
  ["{}", 0],
  ["[]", 0],
  ["[[]]", 1],
  ["{ a = {} }", 1],
  ["{ a.b.c.d = 1 }", 3],
  ["[1, [2, [3], 4], 'x']", 2],
  ["{ a = 'x', b = [{ c = 1979-05-27 }], d = 2.0 }", 2],
])("%s is %i levels deep", (literal, levels) => {
  expect(isDeeperThan(value(literal), levels)).toBe(false);
  expect(isDeeperThan(value(literal), levels + 1)).toBe(false);
  expect(isDeeperThan(value(literal), levels - 1)).toBe(true);
});
