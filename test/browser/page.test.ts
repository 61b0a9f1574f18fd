// The page as it is built, without a browser: test/programs/browser.test.ts opens it in one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPage } from "../../examples/browser/serve.mjs";

const library = mkdtempSync(join(tmpdir(), "fal-lint-page-"));
let files: ReadonlyMap<string, Uint8Array> = new Map();
const textOf = (name: string) => Buffer.from(files.get(name) ?? "").toString();

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["scripts/build.mjs", library]).status).toBe(0);
  files = await buildPage(join(library, "index.js"));
}, 120_000);

afterAll(() => {
  rmSync(library, { recursive: true });
});

describe("the page", () => {
  test("is three files that name no other place to load from", () => {
    expect([...files.keys()]).toEqual(["index.html", "page.css", "page.js"]);
    expect(textOf("index.html")).not.toMatch(/(?:src|href)="[a-z]*:?\/\//);
    expect(textOf("page.css")).not.toMatch(/@import|url\(/);
    expect(textOf("page.js")).not.toMatch(/\bimport\(|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|localStorage/);
  });

  test("lets nothing out: its policy has one way in, from itself", () => {
    const [, policy = ""] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(textOf("index.html")) ?? [];
    const directives = Object.fromEntries(policy.split("; ").map((one) => [one.split(" ")[0], one]));
    expect(Object.values(directives)).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src data:",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(textOf("index.html").indexOf("Content-Security-Policy")).toBeLessThan(
      textOf("index.html").indexOf("<script"),
    );
  });

  test("has a picture in the README, small and of the size that the script makes", () => {
    const picture = readFileSync("docs/playground.webp");
    // https://developers.google.com/speed/webp/docs/riff_container#extended_file_format
    const size = [24, 27].map((at) => picture.readUIntLE(at, 3) + 1);
    expect([picture.toString("latin1", 8, 16), ...size]).toEqual(["WEBPVP8X", 1200, 900]);
    expect(picture.length).toBeLessThan(100_000);
    expect(readFileSync("README.md", "utf8")).toContain("(docs/playground.webp)");
  });
});
