import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ContextPaths, contextPaths, rootPaths } from "../../src/text/context-paths.ts";
import type { Files } from "../../src/text/files.ts";
import { memoryFiles } from "../memory-files.ts";

// Where `memoryFiles` has its root.
const root = "/home/user/project";
const files = memoryFiles({ "docker/Dockerfile": "", "../sibling/file": "", "../../stranger/file": "" });

function pathsOf(folder: string, given: Files | null = files): ContextPaths {
  const paths = contextPaths(folder, given);
  if (paths === null) throw new Error(`${folder} has none`);
  return paths;
}

const segment = fc.constantFrom("a", "docker", "project", "user", "sibling", "..", ".", "");
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => `./${segments.join("/")}`);
const folder = fc.constantFrom(
  "docker",
  "docker/inner",
  "..",
  "../..",
  "../sibling",
  "../../stranger/x",
  "../project/docker",
);

describe("paths in a folder lead where they led", () => {
  test("seen from the root", () => {
    fc.assert(
      fc.property(folder, path, (context, inner) => {
        const outer = pathsOf(context).outside(inner);
        expect(posix.resolve(root, outer)).toBe(posix.resolve(root, context, inner));
        expect(outer).toBe(posix.normalize(outer));
      }),
    );
  });

  test("seen from the folder", () => {
    fc.assert(
      fc.property(folder, path, (context, outer) => {
        const inner = pathsOf(context).inside(outer);
        expect(posix.resolve(root, context, inner)).toBe(posix.resolve(root, outer));
        expect(inner).toBe(posix.normalize(inner));
      }),
    );
  });
});

test.each([
  // No `..` more than are needed.
  ["..", "project/src", "src"],
  ["..", "project", "."],
  ["..", "sibling/x", "../sibling/x"],
  ["..", "projects/x", "../projects/x"],
  ["../..", "user/project/src/a.py", "src/a.py"],
  ["../..", "user/sibling", "../sibling"],
  ["../..", "project/user/x", "../../project/user/x"],
  ["../sibling", "../project/x", "x"],
  ["docker", "../src/a.py", "src/a.py"],
  ["docker", ".", "docker"],
  ["docker", "/etc/hosts", "/etc/hosts"],
])("in %s is %s, from the root %s, and back", (context, inner, outer) => {
  const paths = pathsOf(context);
  expect(paths.outside(inner)).toBe(outer);
  expect(paths.inside(outer)).toBe(inner);
  expect(paths.folder).toBe(context);
});

test.each([".", "./", "docker/..", ""])("the root itself: %j", (folder) => {
  expect(contextPaths(folder, null)).toBe(rootPaths);
  expect(rootPaths.inside("./a//b/../c")).toBe("a/c");
  expect(rootPaths.outside("./a//b/../c")).toBe("a/c");
});

test.each(["/", "/srv/app", "//x/.."])("what is absolute belongs to one machine: %s", (folder) => {
  expect(contextPaths(folder, files)).toBeNull();
});

describe("above the root", () => {
  test("the way back must be found", () => {
    expect(contextPaths("..", null)).toBeNull();
    expect(contextPaths("../x", null)).toBeNull();
    expect(contextPaths("..", { ...files, list: () => null })).toBeNull();
    expect(contextPaths("..", { ...files, list: () => [{ name: "sibling", kind: "directory" }] })).toBeNull();
    expect(contextPaths("..", { ...files, list: () => [{ name: "project", kind: "file" }] })).toBeNull();
    expect(contextPaths("../..", { ...files, list: (path) => (path === ".." ? files.list(path) : null) })).toBeNull();
  });

  test("below it nothing is looked for", () => {
    expect(pathsOf("docker", null).outside("x")).toBe("docker/x");
  });
});
