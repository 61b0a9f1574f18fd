// What is made from something else and committed must be what it would be made into today.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("generated files are current", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/generate.mjs", "--check"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("every page of a rule shows what the rule says", () => {
  const pages = readdirSync("docs/rules").filter((name) => name.endsWith(".md") && name !== "README.md");
  const mute = pages.filter(
    (name) => !/^says\n\n```text\n(?:error|warning|info): /m.test(readFileSync(`docs/rules/${name}`, "utf8")),
  );
  expect(pages.length).toBeGreaterThan(90);
  expect(mute).toEqual([]);
});
