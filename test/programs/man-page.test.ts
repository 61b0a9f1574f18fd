// The manual page in the hands of the programs that show it.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { exitCodes } from "../../src/cli/help.ts";
import { commands, options } from "../../src/cli/options.ts";
import { program } from "./program.ts";

const page = "docs/fal-lint.1";

test.each([
  ["mandoc", ["-T", "lint", "-W", "style", page]],
  ["groff", ["-mdoc", "-Tutf8", "-ww", "-z", page]],
])("%s has nothing to say about it", (name, args) => {
  const { stdout, stderr, status } = spawnSync(program(name), args, { encoding: "utf8" });
  expect({ stdout, stderr, status }).toEqual({ stdout: "", stderr: "", status: 0 });
});

describe.each([
  ["mandoc", ["-T", "utf8", "-O", "width=200", page]],
  ["man", ["-l", page]],
])("as %s shows it", (name, args) => {
  const env = { ...process.env, MANWIDTH: "200", MAN_KEEP_FORMATTING: "", LC_ALL: "C.UTF-8", PAGER: "cat" };
  const { stdout } = spawnSync(program(name), args, { encoding: "utf8", env });
  // Without overstriking, by which a terminal is told of bold and underlined text.
  const shown = stdout.replaceAll(/.\u0008/g, "");

  test("it has every command, option and exit code", () => {
    for (const command of Object.keys(commands)) expect(shown).toMatch(new RegExp(`^ +${command}\\b`, "m"));
    for (const { name: option, short, value } of options) {
      const label = `${short === undefined ? "" : `-${short}, `}--${option}${value === undefined ? "" : ` ${value}`}`;
      expect(shown.split("\n").map((line) => line.trim().split("  ")[0])).toContain(label);
    }
    for (const [code] of exitCodes) expect(shown).toMatch(new RegExp(`^ +${code} +[A-Z]`, "m"));
  });

  test("what can be typed is in characters that can be typed", () => {
    expect(shown).toContain("fal secrets list --json | fal-lint --secrets -\n");
    expect(shown).not.toMatch(/[\u2010-\u2015]-|[\u2010-\u2015]\w+-/);
  });
});
