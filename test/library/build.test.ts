// The library as it is published: what a bundler makes of it.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-build-"));

beforeAll(() => {
  expect(spawnSync(process.execPath, ["scripts/build.mjs", folder]).status).toBe(0);
  // It says that modules have no side effects.
  cpSync("package.json", join(folder, "package.json"));
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a page loads that imports these names: minified, for a browser. */
async function bundled(names: string): Promise<string> {
  const { outputFiles, warnings } = await build({
    stdin: { contents: `import { ${names} } from "./index.js"; console.log(${names});`, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    charset: "utf8",
  });
  expect(warnings).toEqual([]);
  return outputFiles[0]?.text ?? "";
}

describe("the library as it is built", () => {
  test("is modules that import one another and, for Node alone, Node", () => {
    const modules = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => path.endsWith(".js"));
    expect(modules.filter((path) => !path.startsWith("shared/")).sort()).toEqual(["index.js", "node.js", "python.js"]);
    const imported = (path: string): string[] => {
      const text = readFileSync(join(folder, path), "utf8");
      return Array.from(text.matchAll(/^(?:import|\}) .*?from "([^"]+)";$/gm), ([, from]) => from ?? "");
    };
    const folders = (path: string) => [...new Set(imported(path).map((from) => from.replace(/[^/:]+$/, "")))].sort();
    expect(folders("index.js")).toEqual(["./shared/"]);
    expect(folders("node.js")).toEqual(["./shared/", "node:"]);
    expect(imported("python.js")).toEqual([]);
    const shared = modules.filter((path) => path.startsWith("shared/"));
    expect([...new Set(shared.flatMap(folders))]).toEqual(["./"]);
    // All of it is for somebody, and there.
    const used = modules.flatMap((path) => imported(path).map((from) => `shared/${from.replace(/^.*\//, "")}`));
    expect(shared.filter((path) => !used.includes(path))).toEqual([]);
  });

  test("leaves out what is not imported: the documentation of the rules, and the formats", async () => {
    const check = await bundled("check, compile, lint");
    const all = await bundled("check, compile, lint, rules, explain, formatReport");
    const why = "A file saved as Windows-1252, Latin-1 or UTF-16 is refused by every reader.";
    const closing = " unreadable";
    for (const text of [why, closing]) expect([check.includes(text), all.includes(text)]).toEqual([false, true]);
  });

  test.each([
    // The core: what an app means, without the rules and their words.
    ["compile, canonicalize", 40_000, 60_000],
    ["check, compile, lint", 80_000, 115_000],
    ["parseImageReference", 1_000, 5_000],
    ["canonicalize", 300, 2_000],
  ])("is small enough for a page: %s", async (names, least, most) => {
    const size = gzipSync(await bundled(names), { level: 9 }).length;
    expect(size).toBeGreaterThan(least);
    expect(size).toBeLessThan(most);
  });
});
