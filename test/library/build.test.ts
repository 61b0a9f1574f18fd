// The library as it is published: what a bundler makes of it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-build-"));

beforeAll(() => {
  expect(spawnSync(process.execPath, ["scripts/build.mjs", folder]).status).toBe(0);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a page loads that imports these names: minified, for a browser. */
async function bundled(names: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `import { ${names} } from "./index.js"; console.log(${names});`, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    charset: "utf8",
  });
  return outputFiles[0]?.text ?? "";
}

describe("the library as it is built", () => {
  test("is modules that import one another and, for Node alone, Node", () => {
    const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));
    expect(modules).toEqual(["index.js", "node.js", "python.js", "shared.js"]);
    const imported = modules.map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      const specifiers = Array.from(text.matchAll(/^(?:import|\}) .*?from "([^"]+)";$/gm), ([, from]) => from ?? "");
      return [name, [...new Set(specifiers.map((from) => from.replace(/^node:.*/, "node:")))].sort()];
    });
    expect(imported).toEqual([
      ["index.js", ["./shared.js"]],
      ["node.js", ["./shared.js", "node:"]],
      ["python.js", []],
      ["shared.js", []],
    ]);
  });

  test("leaves out what is not imported: the documentation of the rules, and the formats", async () => {
    const check = await bundled("check, compile, lint");
    const all = await bundled("check, compile, lint, rules, explain, formatReport");
    const why = "A file saved as Windows-1252, Latin-1 or UTF-16 is refused by every reader.";
    const closing = " unreadable";
    for (const text of [why, closing]) expect([check.includes(text), all.includes(text)]).toEqual([false, true]);
  });

  test("is small enough for a page", async () => {
    const size = gzipSync(await bundled("check, compile, lint"), { level: 9 }).length;
    expect(size).toBeGreaterThan(30_000);
    expect(size).toBeLessThan(115_000);
  });
});
