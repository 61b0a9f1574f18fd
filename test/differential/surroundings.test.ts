// The same files give the same bytes, wherever and under whatever settings the command runs.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { fakeHost } from "../cli/fake-host.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "fal-lint-around-"));
const command = join(folder, "package/dist/cli.cjs");
// With findings of many kinds, in a pyproject.toml, a Dockerfile and a .dockerignore.
const projects = ["troubled", "leaky-context", "windows-hatch", "misspelt-pasword", "google-key", "monorepo"];
const asked = [
  ["--format", "pretty"],
  ["--format", "json"],
  ["--fix-dry-run"],
  ["compile"],
  ["uploads"],
  ["credentials", "--now", "2026-01-15"],
];

beforeAll(() => {
  mkdirSync(join(folder, "package"));
  execFileSync(process.execPath, [join(repository, "scripts/build.mjs"), join(folder, "package/dist")]);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that the command says in a folder, with the exit codes. */
function said(cwd: string, env: NodeJS.ProcessEnv = {}): string[] {
  return asked.map((args) => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [command, ...args, ...(args[0]?.startsWith("-") ? ["--now", "2026-01-15"] : [])],
      {
        cwd,
        env: { PATH: process.env["PATH"], ...env },
        encoding: "utf8",
      },
    );
    return `${status}\n${stdout}\n${stderr}`;
  });
}

describe.each(projects.slice(0, 3))("%s", (project) => {
  const home = join(repository, "test/projects", project);
  let expected: string[] = [];

  beforeAll(() => {
    expected = said(home);
    for (const output of expected) expect(output).toMatch(/^[01]\n/);
  });

  test.each([
    ["another time zone", { TZ: "Pacific/Kiritimati" }],
    ["a time zone half a day behind", { TZ: "Etc/GMT+12" }],
    // Where I is no capital i.
    ["Turkish", { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", LANGUAGE: "tr" }],
    ["a locale with other digits and order", { LC_ALL: "ar_EG.UTF-8", LANG: "ar_EG" }],
    ["no locale", { LC_ALL: "C", LANG: "" }],
    [
      "no home, and other variables",
      { HOME: "/nonexistent", GHCR_TOKEN: "x", USER: "somebody", COLUMNS: "20", CI: "true", NODE_ENV: "production" },
    ],
  ])("under %s", (_, env) => {
    expect(said(home, env)).toEqual(expected);
  });

  test.each(["there", "a folder/with \u00e9 and (more)", "deep/".repeat(30)])("in the folder %s", (place) => {
    const copy = join(folder, project, place);
    cpSync(home, copy, { recursive: true });
    expect(said(copy)).toEqual(expected);
  });
});

describe("on a machine that writes paths with backslashes", () => {
  const cwd = "C:\\Users\\me\\project";
  const onWindows = (path: string) => win32.relative(cwd, win32.resolve(cwd, path)).replaceAll("\\", "/") || ".";

  test.each(projects)("%s", async (project) => {
    const tree = Object.fromEntries(
      filesBelow(join(repository, "test/projects", project)).map(([path, text]) => [`sub/${path}`, text]),
    );
    for (const args of [
      ["sub/pyproject.toml"],
      ["sub"],
      ["sub/pyproject.toml", "--format", "json"],
      ["sub", "--fix-dry-run"],
      ["compile", "sub"],
      ["uploads", "sub"],
      ["credentials", "sub"],
    ]) {
      const plain = fakeHost({ tree });
      const real = fakeHost({ tree });
      const other = fakeHost({
        tree,
        overrides: { relative: onWindows, realPath: (path) => win32.resolve(cwd, real.realPath(path)) },
      });
      const code = await main(args, plain);
      expect(
        await main(
          args.map((arg) => arg.replace("/", "\\")),
          other,
        ),
      ).toBe(code);
      expect([other.out(), other.err()]).toEqual([plain.out(), plain.err()]);
      expect(plain.out().length).toBeGreaterThan(20);
    }
  });
});

function filesBelow(root: string, below = ""): [path: string, text: string][] {
  return readdirSync(join(root, below)).flatMap((name) => {
    const path = join(below, name);
    return statSync(join(root, path)).isDirectory()
      ? filesBelow(root, path)
      : [[path, readFileSync(join(root, path), "utf8")] as [string, string]];
  });
}
