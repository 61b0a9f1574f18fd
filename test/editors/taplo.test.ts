// The schema as Taplo (Even Better TOML) reads it.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collected, contributed, projectWith, readmeBlock, writeConfigs } from "./configs.ts";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-taplo-"));
const require = createRequire(import.meta.url);
const taplo = require.resolve("@taplo/cli/dist/cli.js");
const configs = [...contributed, ...collected];
/** The lines at which Taplo shows a mistake, by file; a file that it refuses has an entry. */
const refused = new Map<string, Set<number>>();

beforeAll(() => {
  writeConfigs(configs, folder);
  const schema = pathToFileURL("schema/pyproject.schema.json").href;
  const args = [taplo, "lint", "--colors", "never", "--schema", schema, ...configs.map(({ name }) => name)];
  const { stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  for (const [, name = ""] of stderr.matchAll(/^ERROR .*invalid file .*path=".*?([^/"]+)"$/gm))
    refused.set(name, new Set());
  for (const [, name = "", line] of stderr.matchAll(/┌─ .*?([^/]+\.toml):(\d+):\d+$/gm))
    refused.get(name)?.add(Number(line));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("accepts what fal-lint's schema rules accept, and refuses what they refuse", () => {
  const bad = configs.filter(({ isGood }) => !isGood).map(({ name }) => name);
  expect([...refused.keys()].sort()).toEqual(bad.sort());
  expect(configs.length - bad.length).toBeGreaterThan(40);
});

describe("shows the mistake at its key", () => {
  test.each(contributed.filter(({ isGood }) => !isGood))("$name", ({ name, refused: lines }) => {
    expect(lines).toHaveLength(1);
    expect([...(refused.get(name) ?? [])]).toEqual(expect.arrayContaining([...lines]));
  });
});

test("reads the schema by the taplo.toml of the README", () => {
  const lint = lintWith(readmeBlock("[[rule]]"), "taplo.toml");
  expect(lint("good-fal-container.toml")).toEqual({ status: 0, message: undefined });
  expect(lint("bad-fal-unknown-key.toml")).toEqual({
    status: 1,
    message: "error: Additional properties are not allowed ('exposed_prot' was unexpected)",
  });
});

/** Lints a file as the pyproject.toml of a project in which fal-lint is installed. */
function lintWith(config: string, configName: string) {
  const project = projectWith(folder, config, configName);
  return (name: string) => {
    const args = ["lint", "--colors", "never", "pyproject.toml"];
    copyFileSync(join(folder, name), join(project, "pyproject.toml"));
    const { status, stderr } = spawnSync(process.execPath, [taplo, ...args], { cwd: project, encoding: "utf8" });
    return { status, message: /^error: .*/m.exec(stderr)?.[0] };
  };
}
