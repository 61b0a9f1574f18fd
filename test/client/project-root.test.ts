import { expect, test } from "vitest";
import { outerProjectRoot } from "../../src/client/project-root.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

const fal = "[tool.fal]\n";

test.each<[what: string, tree: Record<string, MemoryEntry>, expected: object | null]>([
  ["nothing above", { "pyproject.toml": fal }, null],
  ["a `.git` of its own", { ".git/HEAD": "" }, null],
  ["a `.git` in a subfolder", { "sub/.git/HEAD": "" }, null],
  ["a `.git` above", { "../.git/HEAD": "" }, { folder: "..", marker: ".git" }],
  ["a `.git` that is a file, as in a worktree", { "../../.git": "gitdir: x\n" }, { folder: "../..", marker: ".git" }],
  ["a `[tool.fal]` above", { "../pyproject.toml": fal }, { folder: "..", marker: "pyproject.toml" }],
  [
    "a `tool.fal` that is no table",
    { "../pyproject.toml": "tool.fal = 1\n" },
    { folder: "..", marker: "pyproject.toml" },
  ],
  ["both above", { "../.git/HEAD": "", "../pyproject.toml": fal }, { folder: "..", marker: ".git" }],
  ["the nearer one", { "../pyproject.toml": fal, "../../.git/HEAD": "" }, { folder: "..", marker: "pyproject.toml" }],
  ["a pyproject.toml above without it", { "../pyproject.toml": "[tool.ruff]\n" }, null],
  ["one that is no TOML", { "../pyproject.toml": "[tool.fal\n" }, null],
])("%s", (_, tree, expected) => {
  expect(outerProjectRoot(memoryFiles(tree))).toEqual(expected);
});
