import { describe, expect, test } from "vitest";
import type { MemoryEntry } from "../memory-files.ts";
import { findings } from "./run.ts";

const app = '[tool.fal.apps.server]\npython_entry_point = "server:Server"\n';

describe("unknown-key directly in tool.fal", () => {
  const said = (toml: string) =>
    findings("unknown-key", { "pyproject.toml": toml }).map(
      ({ severity, at, message }) => `${severity} ${at}: ${message}`,
    );
  const ignored = "in `tool.fal`, and ignores it.";

  test.each([
    [app, []],
    [`${app}[tool.fal]\nteam-name = 1\nteam_name = 2\n`, ["team-name", "team_name"]],
    ['[tool.fal.app.server]\nref = "a.py::A"\n', ["app"]],
    [`${app}[tool.fal]\n-apps = 1\n`, ["-apps"]],
  ])("%j", (toml, keys) => {
    expect(said(toml)).toEqual(keys.map((key) => `warning ${key}: fal does not know the key \`${key}\` ${ignored}`));
  });

  test.each(["--apps", "apps--", "--apps--"])("%s is read as `apps`", (key) => {
    const message = `fal's client drops the \`--\` and reads \`${key}\` as \`apps\`: of several such tables it takes the last, and loses the others.`;
    expect(said(`${app}[tool.fal.${key}.other]\nref = "a.py::A"\n`)).toEqual([`error ${key}: ${message}`]);
  });
});

describe("empty-fal-table", () => {
  test.each([
    ["[tool.fal]\n", "fal"],
    ["[tool]\nfal = {}\n", "fal"],
    ["[tool.fal.apps]\n", "apps"],
    ["[tool.fal]\napps = {}\n", "apps"],
    ["[tool.fal]\nother = 1\n", null],
    ["[tool.fal]\n[tool.fal.apps.a]\n", null],
    [app, null],
    ["[tool.fal-lint]\n", null],
    ["", null],
  ])("%j", (toml, at) => {
    const found = findings("empty-fal-table", { "pyproject.toml": toml });
    expect(found.map((finding) => [finding.severity, finding.at])).toEqual(at === null ? [] : [["warning", at]]);
  });
});

describe("not-the-project-root", () => {
  const select = { config: { select: ["not-the-project-root"] } };

  test.each<[files: Record<string, MemoryEntry>, message: string | null]>([
    [{ "../.git/HEAD": "" }, "From `..`, that holds a `.git`, fal's client does not find this file."],
    [
      { "../../pyproject.toml": app },
      "From `../..`, whose pyproject.toml has a `[tool.fal]`, fal's client does not find this file.",
    ],
    [{ ".git/HEAD": "", "../.git/HEAD": "" }, null],
    [{ "sub/.git/HEAD": "", "sub/pyproject.toml": app }, null],
    [{}, null],
  ])("%j", (files, message) => {
    const project = { "pyproject.toml": app, ...files };
    const found = findings("not-the-project-root", project, select);
    expect(found.map((finding) => `${finding.severity} ${finding.at} ${finding.message}`)).toEqual(
      message === null ? [] : [`info fal ${message}`],
    );
    expect(findings("not-the-project-root", project)).toEqual([]);
  });
});
