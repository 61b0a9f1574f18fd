import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { nodeHost } from "../../src/cli/node-host.ts";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-host-"));
const host = nodeHost(process, folder);

afterAll(() => rmSync(folder, { recursive: true }));

describe("replace", () => {
  const path = join(folder, "report.txt");

  function* interrupted(error: Error): Generator<string> {
    yield "new, but not the whole of it";
    throw error;
  }

  test("keeps the old file, and leaves nothing beside it, if a bug cuts the text off", () => {
    writeFileSync(path, "old");
    expect(() => host.replace(path, interrupted(new TypeError("a bug")))).toThrow(TypeError);
    expect([readdirSync(folder), readFileSync(path, "utf8")]).toEqual([["report.txt"], "old"]);
  });

  test("the same if the disk is full", () => {
    const full = Object.assign(new Error(), { code: "ENOSPC" });
    expect(host.replace(path, interrupted(full))).toEqual({ reason: "no space left on the device" });
    expect([readdirSync(folder), readFileSync(path, "utf8")]).toEqual([["report.txt"], "old"]);
  });

  test("puts the new file in its place", () => {
    expect(host.replace(path, ["n", "ew"])).toBe(null);
    expect([readdirSync(folder), readFileSync(path, "utf8")]).toEqual([["report.txt"], "new"]);
  });
});

test("the folders above end at the root", () => {
  expect(host.ancestors.slice(0, 2)).toEqual([".", ".."]);
  expect(host.relative("/")).toBe(host.ancestors.at(-1));
});
