import { describe, expect, test } from "vitest";
import { readIgnore } from "../../src/client/ignore.ts";
import { DockerIgnore } from "../../src/rules/uploads/docker-ignore.ts";

// Judged by the rules of Docker's documentation and the code of moby/patternmatcher.
describe("BuildKit's reading of a .dockerignore", () => {
  test.each([
    ["a", "a", false],
    ["a", "b/a", true],
    ["a", "a/b/c", false],
    ["/a/", "a/b", false],
    ["./a", "a", false],
    ["a//b/../c", "a/c", false],
    ["*.md", "x.md", false],
    ["*.md", "docs/x.md", true],
    ["*", ".env", false],
    ["*", "a/b", false],
    ["*/b", "a/b", false],
    ["*/b", "a/c/b", true],
    ["**/b", "b", false],
    ["**/b", "a/c/b", false],
    ["**", "a/b", false],
    ["a/**", "a", true],
    ["a/**/c", "a/c", false],
    ["a/**/c", "a/b/b/c", false],
    ["a?c", "abc", false],
    ["a?c", "a/c", true],
    ["[a-c]x", "bx", false],
    ["[^a-c]x", "bx", true],
    ["a\\*", "a*", false],
    ["a\\*", "ab", true],
    ["# a\n\n", "a", true],
    ["*\n!a", "a/b", true],
    ["*\n!a", "b", false],
    ["!a\n*", "a", false],
    ["a\n!a/b\na/b/c", "a/b/c", false],
    ["a\n! a/b", "a/b", true],
  ])("%j: %s", (text, path, kept) => {
    expect(new DockerIgnore(readIgnore(text)).keeps(path)).toBe(kept);
  });

  test("without a .dockerignore everything is kept", () => {
    expect(new DockerIgnore(readIgnore(null)).keeps("README.md")).toBe(true);
  });

  test("names the pattern that decides", () => {
    const docker = new DockerIgnore(readIgnore("*\n!a\na/b"));
    expect(["c", "a", "a/b"].map((path) => docker.decidingOn(path)?.pattern)).toEqual(["*", "!a", "a/b"]);
  });

  test("knows where a `!` may still take something back", () => {
    const docker = new DockerIgnore(readIgnore("*\n!a/b"));
    expect(["a", "c", "a/b"].map((folder) => docker.mayKeepBelow(folder))).toEqual([true, false, false]);
    expect(new DockerIgnore(readIgnore("*\n!**/b")).mayKeepBelow("c")).toBe(true);
  });
});
