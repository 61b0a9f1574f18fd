// What `test/programs/install` promises.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { program } from "./program.ts";

const install = readFileSync(new URL("install", import.meta.url), "utf8");
const [, fromDebian = ""] = install.split("programs='");
const names = (fromDebian.split("'")[0] ?? "")
  .trim()
  .split("\n")
  .map((line) => line.split(" ")[0] ?? "");

test.each([...names, "tombi"])("%s is installed", (name) => {
  const flag = name === "mandoc" ? [] : ["--version"];
  expect(() => execFileSync(program(name), flag, { input: "", stdio: "pipe" })).not.toThrow();
});

test("a program that is not installed is told with the way to get it", () => {
  expect(names.length).toBeGreaterThan(8);
  expect(() => program("no-such-program")).toThrow("no-such-program is not installed: run test/programs/install");
});
