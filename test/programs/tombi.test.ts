// The schema as Tombi reads it: what it refuses, and what it shows.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collected, contributed, projectWith, readmeBlock, writeConfigs } from "../editors/configs.ts";
import { program } from "./program.ts";

const tombi = program("tombi");
const folder = mkdtempSync(join(tmpdir(), "fal-lint-tombi-"));
const configs = [...contributed, ...collected];
/** The lines of what Tombi refuses, by file. */
const refused = new Map<string, number[]>();
const warnings: string[] = [];

beforeAll(() => {
  writeConfigs(configs, folder);
  const schema = JSON.stringify(resolve("schema/pyproject.schema.json"));
  writeFileSync(join(folder, "tombi.toml"), `[[schemas]]\npath = ${schema}\ninclude = ["*.toml"]\n`);
  for (const { name } of configs) {
    // One at a time: it mixes up what it prints of several.
    const text = lint(name);
    for (const [, kind, message = "", line] of text.matchAll(/^ *(Error|Warning): (.*)\n +at .*:(\d+):\d+$/gm)) {
      if (kind === "Error") refused.set(name, [...(refused.get(name) ?? []), Number(line)]);
      else warnings.push(message);
    }
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function lint(name: string, cwd: string = folder): string {
  const env = { ...process.env, NO_COLOR: "1" };
  const { stdout, stderr } = spawnSync(tombi, ["lint", "--offline", name], { cwd, encoding: "utf8", env });
  return stdout + stderr;
}

test("accepts what fal-lint's schema rules accept, and refuses what they refuse", () => {
  const bad = configs.filter(({ isGood }) => !isGood).map(({ name }) => name);
  expect([...refused.keys()].sort()).toEqual(bad.sort());
});

test("warns of nothing but what is deprecated and its own taste", () => {
  expect(warnings).toContain("`tool.fal.apps.hello.no_scale = true` is deprecated");
  const others = warnings.filter((line) => !/is deprecated$|^Defining tables out-of-order/.test(line));
  expect(others).toEqual([]);
});

describe("shows the mistake at its key, and nowhere else", () => {
  test.each(contributed.filter(({ isGood }) => !isGood))("$name", ({ name, refused: lines }) => {
    expect([...new Set(refused.get(name))]).toEqual(lines);
  });
});

test("reads the schema of tool.fal by the tombi.toml of the README", () => {
  const project = projectWith(folder, readmeBlock("[[schemas]]"), "tombi.toml");
  const lintAs = (name: string) => {
    copyFileSync(join(folder, name), join(project, "pyproject.toml"));
    return lint("pyproject.toml", project);
  };
  expect(lintAs("good-fal-python.toml")).not.toContain("Error");
  expect(lintAs("bad-fal-unknown-key.toml")).toContain(
    'Error: "exposed_prot" is not allowed\n    at pyproject.toml:4:1',
  );
});
