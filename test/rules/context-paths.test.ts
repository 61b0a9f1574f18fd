import { describe, expect, test } from "vitest";
import { contextPath, foldersAbove } from "../../src/rules/uploads/arrivals.ts";

describe("a source", () => {
  test.each([
    ["src/a.py", "src/a.py"],
    ["/src/", "src"],
    ["./src/../lib", "lib"],
    ["../lib", "lib"],
    [".", "."],
    ["/", "."],
    ["a/../..", "."],
  ])("%s is the path %s of the context", (source, path) => {
    expect(contextPath(source)).toBe(path);
  });

  test.each([
    ["a/b/c", ["a/b", "a", "."]],
    ["a", ["."]],
    [".", []],
  ])("%s lies in %j", (path, folders) => {
    expect(foldersAbove(path)).toEqual(folders);
  });
});
