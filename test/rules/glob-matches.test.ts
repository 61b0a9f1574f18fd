// What BuildKit finds in a context for a source with wildcards, as filepath.Match of Go has it.
import { describe, expect, test } from "vitest";
import { globMatches } from "../../src/rules/uploads/glob-matches.ts";
import { memoryFiles } from "../memory-files.ts";

const files = memoryFiles({
  "b.py": "",
  "a.py": "",
  ".hidden.py": "",
  "src/a.py": "",
  "src/b.txt": "",
  "src/sub/c.py": "",
  "src/sub/deep/d.py": "",
  "lib/x/y.py": "",
  "odd*name": "",
  "odd-name": "",
  link: { link: "src" },
});
const found = (pattern: string, parents = false) => globMatches(files, pattern, parents, { folders: 100 });

describe("a wildcard", () => {
  test.each<[pattern: string, expected: readonly string[]]>([
    ["*.py", [".hidden.py", "a.py", "b.py"]],
    ["?.py", ["a.py", "b.py"]],
    ["[ab].py", ["a.py", "b.py"]],
    ["src/*", ["src/a.py", "src/b.txt", "src/sub"]],
    ["src/*.py", ["src/a.py"]],
    ["s*", ["src"]],
    ["*/a.py", ["src/a.py"]],
    ["*/*/*.py", ["lib/x/y.py", "src/sub/c.py"]],
    ["src/sub/*.py", ["src/sub/c.py"]],
    ["gone/*.py", []],
    ["*.rs", []],
    ["odd\\*name", ["odd*name"]],
    ["[z-a]", []],
    // Two stars are one, as long as no flag says otherwise.
    ["**/a.py", ["src/a.py"]],
    ["src/**", ["src/a.py", "src/b.txt", "src/sub"]],
  ])("%s", (pattern, expected) => {
    expect(found(pattern)).toEqual(expected);
  });

  test.each<[pattern: string, expected: readonly string[]]>([
    ["**/*.py", [".hidden.py", "a.py", "b.py", "lib/x/y.py", "src/a.py", "src/sub/c.py", "src/sub/deep/d.py"]],
    ["src/**/d.py", ["src/sub/deep/d.py"]],
    ["src/*.py", ["src/a.py"]],
  ])("%s with --parents", (pattern, expected) => {
    expect(found(pattern, true)).toEqual(expected);
  });

  test("is not looked for in more folders than there are left, for all globs together", () => {
    const budget = { folders: 2 };
    expect(globMatches(files, "*.py", false, budget)).toHaveLength(3);
    expect(globMatches(files, "src/*.py", false, budget)).toEqual(["src/a.py"]);
    expect(globMatches(files, "*.py", false, budget)).toBeNull();
    expect(globMatches(files, "**/d.py", true, { folders: 3 })).toBeNull();
  });
});
