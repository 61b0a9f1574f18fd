import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { fuzz, type Target } from "./engine.ts";

const script = fileURLToPath(new URL("../../scripts/fuzz.mjs", import.meta.url));

test("a short run finds nothing, and gets around", () => {
  const { stdout, status } = spawnSync(process.execPath, [script, "--runs", "400", "--seed", "1"], {
    encoding: "utf8",
  });
  expect({ stdout, status }).toEqual({ stdout: expect.not.stringContaining("FAILED"), status: 0 });
  const branches = Array.from(stdout.matchAll(/^(\w+): \d+ runs, \d+ texts, (\d+) branches$/gm), ([, name, count]) => [
    name,
    Number(count),
  ]);
  expect(branches.map(([name]) => name)).toEqual([
    "toml",
    "dockerfile",
    "ignore",
    "credential",
    "reference",
    "suppression",
    "python",
    "check",
    "module",
    "code",
  ]);
  for (const [, count] of branches) expect(count).toBeGreaterThan(40);
  const taken = new Map(branches.map(([name, count]) => [name, Number(count)]));
  for (const name of ["check", "code"]) expect(taken.get(name)).toBeGreaterThan(2500);
}, 300_000);

describe("the engine finds", () => {
  const hits = new Uint32Array(8);
  Object.assign(globalThis, { hits });
  const branch = (index: number) => {
    hits[index] = (hits[index] ?? 0) + 1;
  };
  const find = (run: Target["run"], seeds: readonly string[] = ["seed"]) =>
    fuzz(
      { name: "x", seeds, words: ["bug", "xyz"], run, mostWork: 100 },
      { seed: 1, mostRuns: 20_000, mostMilliseconds: 60_000, log: () => {} },
    ).failure;

  test("what lies behind three branches, and makes it short", () => {
    const failure = find((text) => {
      if (!text.includes("b")) return;
      branch(1);
      if (!text.includes("bug")) return;
      branch(2);
      if (text.includes("bug2")) throw new Error("planted");
    });
    expect(failure?.reason).toContain("planted");
    expect(failure?.text).toBe("bug2");
  });

  test("what grows faster than its text", () => {
    const failure = find(
      (text) => {
        for (let i = 0; i < text.length; i++)
          for (let j = 0; j < i && i < 4000; j++) if (text[i] === "s") branch(j % 8);
      },
      ["seed"],
    );
    expect(failure?.reason).toMatch(/branches for \d+ characters/);
  });

  test("what is not the same twice", () => {
    let times = 0;
    expect(find(() => times++)?.reason).toBe("another result the second time");
  });

  test("nothing where there is nothing", () => {
    expect(find((text) => branch(text.length % 8))).toBe(null);
  });
});
