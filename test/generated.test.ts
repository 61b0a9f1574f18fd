// What is made from something else and committed must be what it would be made into today.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("generated files are current", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/generate.mjs", "--check"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
