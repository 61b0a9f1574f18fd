// What the README says to type, and what it says comes of it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../src/rules/index.ts";

const readme = readFileSync("README.md", "utf8");
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap((block) => (block[1] ?? "").split(/\n|&&/))
  .map((line) => line.replace(/#.*/, "").trim())
  .filter((line) => line !== "");

const built = mkdtempSync(join(tmpdir(), "fal-lint-readme-"));

beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs", join(built, "dist")]);
  expect(status).toBe(0);
  for (const folder of ["schema", "docs"]) symlinkSync(join(process.cwd(), folder), join(built, folder));
});

afterAll(() => {
  rmSync(built, { recursive: true });
});

function run(command: string, cwd = "."): { status: number | null; stdout: string } {
  const [, , ...args] = command.split(" ");
  return spawnSync(process.execPath, [join(built, "dist/cli.cjs"), ...args], { cwd, encoding: "utf8" });
}

describe("README", () => {
  test("has two commands that do everything", () => {
    expect(commands.slice(0, 3)).toEqual(["npm ci", "npx fal-lint examples/server", "npm test"]);
  });

  test("the project that is in order", () => {
    const { status, stdout } = run("npx fal-lint examples/server");
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^3 apps, 2 images, 1 credential: 0 errors, 0 warnings/);
    expect(status).toBe(0);
  });

  test("the project that is not", () => {
    const { status, stdout } = run("npx fal-lint examples/broken");
    expect(stdout.match(/^(error|warning): /gm)?.length).toBeGreaterThan(4);
    expect(status).toBe(1);
    // The picture shows it to the letter.
    const picture = readFileSync("docs/broken.svg", "utf8").split("</style>")[1] ?? "";
    const text = picture
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&amp;", "&");
    const lines = (shown: string) => shown.split("\n").filter((line) => line !== "");
    expect(lines(text)).toEqual(["$ npx fal-lint examples/broken", ...lines(stdout)]);
    expect(readme).toContain("(docs/broken.svg)");
  });

  test.each(
    commands.filter((command) => /^npx fal-lint( compile| credentials| uploads| explain \S+| rules)?$/.test(command)),
  )("%s", (command) => {
    const { status, stdout } = run(command, "examples/server");
    expect(status).toBe(0);
    expect(stdout).not.toBe("");
  });

  test("names only rules that exist", () => {
    const ids = new Set(rules.map(({ id }) => id));
    const named = [...readme.matchAll(/explain ([a-z-]+)/g)].map((match) => match[1] ?? "");
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
