// The compiled code that the command leaves beside itself: the same for any first run, and of no account when it is no good.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-compiled-"));
const built = join(folder, "built");
const bad = "[tool.fal.apps.a]\nexposed_port = 1\nimage = { image = 'a' }\n";
let cases = 0;

beforeAll(() => {
  chmodSync(folder, 0o755);
  mkdirSync(built);
  expect(spawnSync(process.execPath, ["scripts/build.mjs", join(built, "dist")]).status).toBe(0);
  copyFileSync("package.json", join(built, "package.json"));
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A copy of the package that has not been run. */
function install(): string {
  const copy = join(folder, `copy-${cases++}`);
  cpSync(built, copy, { recursive: true });
  writeFileSync(join(copy, "pyproject.toml"), bad);
  return copy;
}

function run(copy: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}, user = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, "dist/cli.cjs"), ...args], {
    cwd: copy,
    env: { PATH: process.env["PATH"], ...env },
    encoding: "utf8",
    ...user,
  });
  return { status, out: stdout, err: stderr };
}

/** The sizes of what lies in the folder besides modules. */
function kept(copy: string): number[] {
  const names = readdirSync(join(copy, "dist/cli")).filter((name) => !name.endsWith(".cjs"));
  return names.map((name) => statSync(join(copy, "dist/cli", name)).size);
}

function keptPath(copy: string): string {
  const name = readdirSync(join(copy, "dist/cli")).find((entry) => entry.endsWith(".code")) ?? "";
  return join(copy, "dist/cli", name);
}

describe("compiled code", () => {
  test("is what a usual check needs, whatever the first run was", () => {
    const sizes = [[], ["--version"], ["explain", "syntax-error"], ["no-such-file.toml"]].map((args) => {
      const copy = install();
      const first = run(copy, args);
      const [size = 0, ...others] = kept(copy);
      expect(others).toEqual([]);
      // The rehearsal says nothing, and changes no exit code.
      expect(run(copy, args)).toEqual(first);
      expect(kept(copy)).toEqual([size]);
      return size;
    });
    expect(Math.min(...sizes)).toBeGreaterThan(300_000);
    expect(Math.min(...sizes)).toBeGreaterThan(0.9 * Math.max(...sizes));
  });

  test("changes nothing in what is said", () => {
    const copy = install();
    const compiling = run(copy);
    expect(compiling).toMatchObject({ status: 0, out: expect.stringContaining("unpinned-image") });
    expect(run(copy)).toEqual(compiling);
    expect(run(copy, [], { NODE_DISABLE_COMPILE_CACHE: "1" })).toEqual(compiling);
  });

  test("is left nowhere if it is not wanted, or cannot be", () => {
    const copy = install();
    const { out } = run(copy, [], { NODE_DISABLE_COMPILE_CACHE: "1" });
    expect(kept(copy)).toEqual([]);
    chmodSync(join(copy, "dist/cli"), 0o555);
    const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    expect(run(copy, [], {}, somebody)).toEqual({ status: 0, out, err: "" });
    expect(kept(copy)).toEqual([]);
    chmodSync(join(copy, "dist/cli"), 0o755);
  });

  test("that V8 refuses is made anew", () => {
    const copy = install();
    const first = run(copy);
    const path = keptPath(copy);
    const good = readFileSync(path);
    writeFileSync(path, Buffer.alloc(good.length, 1));
    expect(run(copy)).toEqual(first);
    expect(readFileSync(path).length).toBeGreaterThan(0.9 * good.length);
    expect(readFileSync(path).every((byte) => byte === 1)).toBe(false);
    expect(run(copy)).toEqual(first);
  });
});
