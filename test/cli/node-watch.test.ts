// On the real disk. Nothing here waits for a time to pass: a change that is not noticed makes the test run into its limit.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Watch } from "../../src/cli/host.ts";
import { NodeWatch } from "../../src/cli/node-watch.ts";

const root = mkdtempSync(join(tmpdir(), "fal-lint-watch-"));
let cases = 0;
let cwd = "";
let watch: Watch;

beforeEach(() => {
  cwd = join(root, `case-${cases++}/here`);
  mkdirSync(cwd, { recursive: true });
  watch = new NodeWatch(cwd);
});

afterEach(() => watch.close());
afterAll(() => rmSync(root, { recursive: true }));

const write = (path: string, text = "") => {
  mkdirSync(join(cwd, path, ".."), { recursive: true });
  writeFileSync(join(cwd, path), text);
};
const remove = (path: string) => rmSync(join(cwd, path), { recursive: true });
const move = (from: string, to: string) => renameSync(join(cwd, from), join(cwd, to));
const link = (path: string, target: string) => symlinkSync(target, join(cwd, path));

describe("the real watch", () => {
  test.each<[what: string, prepare: () => void, paths: string[], change: () => void]>([
    ["an edit", () => write("a"), ["a"], () => write("a", "more")],
    [
      "another file put in the place of one, as editors do",
      () => write("a"),
      ["a"],
      () => {
        write("a~", "more");
        move("a~", "a");
      },
    ],
    ["a deletion", () => write("a"), ["a"], () => remove("a")],
    ["a file that comes", () => {}, ["a"], () => write("a")],
    ["a file that comes with its folders", () => {}, ["a/b/c"], () => write("a/b/c")],
    ["an edit further down", () => write("a/b/c"), ["a/b/c"], () => write("a/b/c", "more")],
    ["an edit beside the working directory", () => write("../b/c"), ["../b/c"], () => write("../b/c", "more")],
    ["an edit above it", () => write("../c"), ["../c"], () => write("../c", "more")],
    ["a folder on the way that goes", () => write("a/b/c"), ["a/b/c"], () => remove("a")],
    ["a folder on the way that is moved", () => write("a/b/c"), ["a/b/c"], () => move("a", "x")],
    ["one beside the working directory", () => write("../a/b/c"), ["../a/b/c"], () => move("../a", "../x")],
    ["an entry that comes", () => write("a/b"), ["a/"], () => write("a/c")],
    ["an entry that goes", () => write("a/b"), ["a/"], () => remove("a/b")],
    ["an entry that gets another name", () => write("a/b"), ["a/"], () => move("a/b", "a/c")],
    ["a folder that comes, for its entries", () => {}, ["a/"], () => mkdirSync(join(cwd, "a"))],
    [
      "an edit behind a link",
      () => {
        write("real/a");
        link("a", "real/a");
      },
      ["a"],
      () => write("real/a", "more"),
    ],
    ["what a dangling link leads to, as it comes", () => link("a", "../b/c"), ["a"], () => write("../b/c")],
    [
      "a link that leads elsewhere now",
      () => {
        write("real/a");
        link("way", "real");
      },
      ["way/a"],
      () => {
        link("new", "elsewhere");
        move("new", "way");
      },
    ],
    ["something beside a link in a circle", () => link("a", "a"), ["a", "b"], () => write("b")],
    ["odd names", () => write("a b\n*?/ü'\""), ["a b\n*?/ü'\""], () => write("a b\n*?/ü'\"", "more")],
  ])("notices %s", async (_what, prepare, paths, change) => {
    prepare();
    for (const path of paths) {
      if (path.endsWith("/")) watch.entries(path);
      else watch.path(path);
    }
    change();
    await watch.changed;
  });

  test("is not woken by what it was not told of", async () => {
    write("a/b");
    write("a/c");
    watch.path("a/b");
    watch.entries("a/d");
    let isAwake = false;
    const changed = watch.changed.then(() => {
      isAwake = true;
    });
    // A second watch, set up later and for all of it, has noticed: the first one has had its chance.
    for (const change of [() => write("a/c", "more"), () => write("a/x"), () => move("a/x", "a/y"), () => write("z")]) {
      const other = new NodeWatch(cwd);
      for (const path of ["a/c", "a/x", "a/y", "z"]) other.path(path);
      change();
      await other.changed;
      other.close();
    }
    expect(isAwake).toBe(false);
    write("a/b", "more");
    await changed;
  });

  test("waits for the last of many steps, yet not for ever", async () => {
    write("a");
    watch.path("a");
    const timer = setInterval(() => write("a", String(Math.random())), 5);
    await watch.changed;
    clearInterval(timer);
  });

  test("says nothing once it is closed", () => {
    write("a");
    watch.path("a");
    watch.close();
    watch.close();
    write("a", "more");
  });
});
