import fc from "fast-check";
import { expect, test } from "vitest";
import { type ListedRequirement, readRequirementList } from "../../src/client/requirement-list.ts";

const isFolder = (path: string) => [".", "./common", "common", "projects/foo"].includes(path);

/** The kinds, with what tells the entries of one kind apart. */
function summary(entry: ListedRequirement): string {
  switch (entry.kind) {
    case "package":
      return `package ${entry.requirement.name}`;
    case "invalid":
      return `invalid ${entry.problem}`;
    case "url":
      return "url";
    case "option":
      return `option ${entry.option.name} ${entry.value}`;
    default:
      return `${entry.kind} ${entry.path}`;
  }
}

test.each([
  [
    ["torch==2.7.1", "my package"],
    ["package torch", "invalid operator"],
  ],
  [
    [".", ".[serve]", ".[a,b]", " . "],
    ["folder .", "folder .", "folder .", "folder ."],
  ],
  [
    ["./common[x]", "./common [x]", "common", "common[x]", "projects/foo[x]"],
    ["folder ./common", "folder ./common", "folder common", "folder common", "folder projects/foo"],
  ],
  [
    [".[]", "./other", "other/deep[x]", "wheels/x-1.0.whl", "~/x", "C:\\x"],
    ["path .[]", "path ./other", "path other/deep", "path wheels/x-1.0.whl", "path ~/x", "path C:\\x"],
  ],
  [
    ["https://example.com/x.whl", "git+ssh://git@example.com/x.git", "file:///x", "GIT+https://example.com/x"],
    ["url", "url", "url", "url"],
  ],
  [
    ["torch", "--extra-index-url", "https://example.com/simple", "numpy"],
    ["package torch", "option --extra-index-url https://example.com/simple", "package numpy"],
  ],
  [
    ["--index-url=https://example.com/simple", "--pre", "numpy"],
    ["option --index-url https://example.com/simple", "option --pre null", "package numpy"],
  ],
  [["--index-url"], ["option --index-url null"]],
  [
    ["--index-url", "--pre", "numpy"],
    ["option --index-url null", "option --pre null", "package numpy"],
  ],
  [
    ["--brand-new", "some thing", "numpy"],
    ["option --brand-new some thing", "package numpy"],
  ],
  [
    ["-r", "requirements.txt", "-e", "."],
    ["option -r requirements.txt", "option -e ."],
  ],
  [["-r requirements.txt"], ["option -r requirements.txt"]],
  [
    ["brush @ https://example.com/brush.whl", "torch>=2/1"],
    ["package brush", "invalid version"],
  ],
])("%j", (list, expected) => {
  expect(readRequirementList(list, isFolder).map(summary)).toEqual(expected);
});

test("layers keep their numbers, and an option takes its value from its own", () => {
  const list = readRequirementList([["torch", "--index-url"], [], ["numpy", "--pre", "scipy"]], isFolder);
  expect(list.map(({ layer, index, ...rest }) => `${layer}.${index} ${summary({ layer, index, ...rest })}`)).toEqual([
    "0.0 package torch",
    "0.1 option --index-url null",
    "2.0 package numpy",
    "2.1 option --pre null",
    "2.2 package scipy",
  ]);
});

test("every list has an answer, and no entry comes from nowhere", () => {
  const word = fc.constantFrom("torch", "-r", "--pre", "--x", ".", "a/b", "", "https://x", "[", "x]", "a b");
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string())), (list) => {
      const indices = readRequirementList(list, isFolder).map(({ index }) => index);
      expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b));
      expect(indices.every((index) => index < list.length)).toBe(true);
    }),
    { numRuns: 500, seed: 4 },
  );
});

test("brackets without end cost no more than they are long", () => {
  const start = performance.now();
  readRequirementList(["[".repeat(200_000), `${"[".repeat(200_000)}]`, "]".repeat(200_000)], isFolder);
  expect(performance.now() - start).toBeLessThan(500);
});
