import { inspect } from "node:util";
import { expect, test } from "vitest";
import { reveal, Secret } from "../../src/text/secret.ts";

const value = ["gh", "p_", "canary".repeat(6)].join("");

test("only `reveal` gives the value back", () => {
  expect(reveal(new Secret(value))).toBe(value);
  expect(reveal(new Secret(""))).toBe("");
});

test("whatever shows an object shows the same for every secret", () => {
  for (const secret of [new Secret(value), new Secret("")]) {
    expect(`${secret}`).toBe("[redacted]");
    expect(inspect(secret)).toBe("[redacted]");
    expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}');
  }
  expect(inspect({ deep: [new Secret(value)] }, { showHidden: true, depth: null })).not.toContain("canary");
  expect(Reflect.ownKeys(new Secret(value))).toEqual([]);
});

test("what only looks like a secret has no value", () => {
  expect(reveal(Object.create(Secret.prototype))).toBe("");
});
