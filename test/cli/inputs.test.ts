import { describe, expect, test } from "vitest";
import { isBadUsage, parseArguments } from "../../src/cli/arguments.ts";
import { findInputs } from "../../src/cli/inputs.ts";
import { folderOf } from "../../src/cli/search.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { fakeHost } from "./fake-host.ts";

const project = {
  "pyproject.toml": "",
  "a/pyproject.toml": "",
  "a/b/pyproject.toml": "",
  "a.b/pyproject.toml": "",
  "a/other.toml": "",
  "node_modules/x/pyproject.toml": "",
  "a/node_modules/x/pyproject.toml": "",
  ".git/pyproject.toml": "",
  ".venv/pyproject.toml": "",
  "venv/lib/pyproject.toml": "",
  ".hidden/pyproject.toml": "",
  link: { link: "a" },
  "a/up": { link: ".." },
  "c/pyproject.toml": { link: "../pyproject.toml" },
  "d/pyproject.toml": { link: ".." },
  "e/pyproject.toml/inner.toml": "",
  "f/pyproject.toml": { link: "nowhere" },
} satisfies Record<string, MemoryEntry>;

function find(operands: readonly string[], tree: Readonly<Record<string, MemoryEntry>> = project): unknown {
  const invocation = parseArguments(["--", ...operands]);
  if (isBadUsage(invocation)) return invocation.badUsage;
  const inputs = findInputs(invocation, fakeHost({ tree }));
  return isBadUsage(inputs)
    ? inputs.badUsage
    : inputs.map(({ path, from }) => (from === "file" ? path : { path, from }));
}

const below = [
  ".hidden/pyproject.toml",
  "a.b/pyproject.toml",
  "a/b/pyproject.toml",
  "a/pyproject.toml",
  "c/pyproject.toml",
  "f/pyproject.toml",
  "pyproject.toml",
];

describe("findInputs", () => {
  test.each<[operands: string[], expected: unknown]>([
    [["."], below],
    [["../project/"], below],
    [["a"], ["a/b/pyproject.toml", "a/pyproject.toml"]],
    [["node_modules"], ["node_modules/x/pyproject.toml"]],
    [
      ["a/other.toml", "pyproject.toml"],
      ["a/other.toml", "pyproject.toml"],
    ],
    [
      ["pyproject.toml", "./pyproject.toml", "a/../pyproject.toml", "/home/user/project/pyproject.toml"],
      ["pyproject.toml"],
    ],
    [["a/pyproject.toml", "link/pyproject.toml"], ["a/pyproject.toml"]],
    [["link"], ["link/b/pyproject.toml", "link/pyproject.toml"]],
    [
      ["a", "."],
      ["a/b/pyproject.toml", "a/pyproject.toml", ...below.filter((path) => !path.startsWith("a/"))],
    ],
    [
      ["nope", "../nope.toml"],
      ["nope", "../nope.toml"],
    ],
    [["-"], [{ path: "pyproject.toml", from: "stdin" }]],
    [["-", "-", "pyproject.toml"], [{ path: "pyproject.toml", from: "stdin" }]],
    [["rule"], "there is no path and no command `rule`; did you mean rules?"],
    [[""], "one of the operands is empty"],
  ])("%j", (operands, expected) => {
    expect(find(operands)).toEqual(expected);
  });

  test.each<[name: string, tree: Record<string, MemoryEntry>, expected: unknown]>([
    ["here", { "pyproject.toml": "", "../pyproject.toml": "" }, ["pyproject.toml"]],
    ["above", { "../pyproject.toml": "" }, ["../pyproject.toml"]],
    ["at the root", { "../../../pyproject.toml": "" }, ["../../../pyproject.toml"]],
    ["above a folder of that name", { "pyproject.toml/x": "", "../pyproject.toml": "" }, ["../pyproject.toml"]],
    [
      "not above one that cannot be read",
      { "pyproject.toml": { unreadable: "permission denied" }, "../pyproject.toml": "" },
      ["pyproject.toml"],
    ],
    ["nowhere", { "below/pyproject.toml": "" }, []],
  ])("without operands, the nearest one: %s", (_name, tree, expected) => {
    expect(find([], tree)).toEqual(expected);
  });

  test("a folder that cannot be listed is told, and the rest is searched", () => {
    expect(find(["."], { "a/pyproject.toml": "", b: { directory: "unreadable" }, "c/pyproject.toml": "" })).toEqual([
      "a/pyproject.toml",
      { path: "b", from: { reason: "permission denied" } },
      "c/pyproject.toml",
    ]);
  });
});

test.each([
  ["pyproject.toml", "."],
  ["a/b/pyproject.toml", "a/b"],
  ["../pyproject.toml", ".."],
  ["/pyproject.toml", "/"],
])("the folder of %s is %s", (path, folder) => {
  expect(folderOf(path)).toBe(folder);
});
