// The variables that BuildKit expands at the last line of a Dockerfile.
import { describe, expect, test } from "vitest";
import { parseDockerfile, platformArguments, resolveStages } from "../../src/container/dockerfile.ts";
import { stageLines } from "../../src/rules/dockerfile/stage-variables.ts";

function atTheEnd(text: string, buildArgs: Readonly<Record<string, string>> = {}): Record<string, string> {
  const args = new Map(Object.entries(buildArgs));
  const dockerfile = parseDockerfile(`${text}\nRUN true\n`);
  let last: Record<string, string> = {};
  for (const { variables } of stageLines(dockerfile, resolveStages(dockerfile, { buildArgs: args }).stages, args)) {
    last = Object.fromEntries(variables);
  }
  return last;
}

const [platformArgument = ""] = [...platformArguments.keys()];

describe("variables", () => {
  test.each<[name: string, text: string, expected: Record<string, string>, buildArgs?: Record<string, string>]>([
    ["of ARG and ENV", "FROM a\nARG A=1\nENV B=2 C=3", { A: "1", B: "2", C: "3" }],
    ["of no other line", "FROM a\nLABEL A=1\nRUN B=2 true", {}],
    ["of an ARG without a value", "FROM a\nARG A", {}],
    ["of an ARG that the build sets", "FROM a\nARG A=1", { A: "2" }, { A: "2" }],
    ["of an ARG without a value that the build sets", "FROM a\nARG A", { A: "2" }, { A: "2" }],
    ["of an ENV that the build cannot set", "FROM a\nENV A=1", { A: "1" }, { A: "2" }],
    ["of an ENV, which an ARG does not hide", "FROM a\nENV A=1\nARG A=2", { A: "1" }],
    ["of an ARG, which an ENV hides", "FROM a\nARG A=1\nENV A=2", { A: "2" }],
    ["above the first FROM only where an ARG takes them over", "ARG A=1\nARG B=2\nFROM a\nARG A", { A: "1" }],
    ["of an ARG that takes none over", "ARG A=1\nFROM a\nARG A=", { A: "" }],
    ["above the first FROM, which the build sets", "ARG A=1\nFROM a\nARG A", { A: "2" }, { A: "2" }],
    ["behind the first FROM never of other stages", "FROM a\nARG A=1\nFROM b\nARG A", {}],
    ["of the ENV of the stage below, and not of its ARG", "FROM a AS s\nARG A=1\nENV B=2\nFROM s", { B: "2" }],
    ["of no other stage", "FROM a AS s\nENV A=1\nFROM b\nFROM b AS t", {}],
    ["of an image that only looks like the first stage", "FROM a\nENV A=1\nFROM b", {}],
    ["that hold others", "FROM a\nENV A=1\nENV B=$A$A C=${A}x", { A: "1", B: "11", C: "1x" }],
    ["that hold one that is not set", "FROM a\nENV A=x$NOPE", {}],
    ["that cannot be expanded", "FROM a\nENV A=${B\nENV C=1", { C: "1" }],
    [
      "of BuildKit's own",
      `FROM a\nARG ${platformArgument}`,
      { [platformArgument]: platformArguments.get(platformArgument) ?? "" },
    ],
  ])("%s", (_name, text, expected, buildArgs) => {
    expect(atTheEnd(text, buildArgs)).toEqual(expected);
  });

  test("are taken for so many as no real file has", () => {
    const lines = Array.from({ length: 600 }, (_, i) => `ENV A${i}=1`).join("\n");
    expect(Object.keys(atTheEnd(`FROM a\n${lines}`))).toHaveLength(500);
  });

  test("are told for every line as they stand in front of it", () => {
    const dockerfile = parseDockerfile("FROM a\nENV A=1\nENV A=2\nRUN true\n");
    const seen: (string | undefined)[] = [];
    for (const { variables } of stageLines(dockerfile, resolveStages(dockerfile).stages, new Map())) {
      seen.push(variables.get("A"));
    }
    expect(seen).toEqual([undefined, "1", "2"]);
  });
});
