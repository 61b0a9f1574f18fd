// The recipes of the README for CI, run with the command as it is built in the place of the published one.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const readme = readFileSync("README.md", "utf8");
const section = readme.slice(readme.indexOf("### In CI"), readme.indexOf("### In a terminal"));
const [github = "", gitlab = ""] = [...section.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? "");
const [jenkins = ""] = [...section.matchAll(/^```groovy\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? "");
const built = mkdtempSync(join(tmpdir(), "fal-lint-recipes-"));

beforeAll(() => {
  expect(spawnSync(process.execPath, ["scripts/build.mjs", join(built, "dist")]).status).toBe(0);
  for (const name of ["schema", "docs"]) symlinkSync(join(process.cwd(), name), join(built, name));
  for (const name of ["server", "broken"]) cpSync(`examples/${name}`, join(built, name), { recursive: true });
});

afterAll(() => rmSync(built, { recursive: true }));

/** The exit code of a command line, with the built command for `npx --yes fal-lint@VERSION`. */
function run(line: string, project: "server" | "broken"): number | null {
  const npx = `npx --yes fal-lint@${version} `;
  expect(line.startsWith(npx)).toBe(true);
  const args = line.slice(npx.length).split(" ");
  return spawnSync(process.execPath, [join(built, "dist/cli.cjs"), ...args], { cwd: join(built, project) }).status;
}

const read = (project: string, path: string) => readFileSync(join(built, project, path), "utf8");

function testCases(xml: string): number {
  let cases = 0;
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    if (name === "testcase") cases++;
  });
  parser.write(xml).close();
  return cases;
}

describe.each([
  ["server", 0],
  ["broken", 1],
] as const)("on examples/%s", (project, code) => {
  test("GitLab", () => {
    const { script, artifacts } = parse(gitlab)["fal-lint"];
    expect(script).toHaveLength(1);
    expect(run(script[0], project)).toBe(code);
    expect(artifacts.when).toBe("always");
    const issues: { severity: string }[] = JSON.parse(read(project, artifacts.reports.codequality));
    expect(issues.some(({ severity }) => /major|critical|blocker/.test(severity))).toBe(code === 1);
    expect(testCases(read(project, artifacts.reports.junit))).toBeGreaterThan(0);
  });

  test("Jenkins", () => {
    const [, line = "", , junit = ""] = /sh '([^']+)'([^']*)junit '([^']+)'/.exec(jenkins) ?? [];
    expect(run(line, project)).toBe(code);
    expect(testCases(read(project, junit))).toBeGreaterThan(0);
  });

  test("GitHub without the action", () => {
    const line = /`(npx [^`]+)`/.exec(section)?.[1] ?? "";
    expect(line).toContain("--format github");
    expect(run(line, project)).toBe(code);
  });
});

test("GitHub's recipe gives the action inputs that it has", () => {
  const { inputs } = parse(readFileSync("action.yml", "utf8"));
  const step = parse(github).jobs["fal-lint"].steps[1];
  expect(step.uses).toBe(`OWNER/fal-lint@v${version}`);
  expect(Object.keys(step.with).filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
});
