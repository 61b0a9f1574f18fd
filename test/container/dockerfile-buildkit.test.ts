import { describe, expect, it } from "vitest";
import { splitShellWords } from "../../src/container/dockerfile/shell-words.ts";
import { expandWord, type Instruction, parseDockerfile } from "../../src/container/dockerfile.ts";
import recorded from "../vectors/buildkit_dockerfiles.json" with { type: "json" };

describe("parseDockerfile against BuildKit's own test data", () => {
  it("has all of it", () => {
    expect([recorded.accepted.length, recorded.refused.length]).toEqual([33, 4]);
  });

  it.each(recorded.accepted)("reads $name as BuildKit does", ({ dockerfile, result }) => {
    const { instructions, problems } = parseDockerfile(dockerfile);
    expect(problems).toEqual([]);
    expect(instructions.map((instruction) => `(${dump(instruction)})\n`).join("")).toBe(result);
  });

  it.each(recorded.refused)("refuses $name", ({ dockerfile }) => {
    expect(parseDockerfile(dockerfile).problems).toHaveLength(1);
  });
});

// Platform, input, expected value; W is for Windows alone.
const envVarRows = recorded.shell.envVarTest
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([platform]) => platform === "A" || platform === "U");

describe("expandWord against BuildKit's table", () => {
  const environment = new Map([
    ["PWD", "/home"],
    ["SHELL", "bash"],
    ["KOREAN", "한국어"],
    ["NULL", ""],
  ]);

  it("has all of it, both outcomes", () => {
    expect([envVarRows.length, envVarRows.filter(([, , expected]) => expected === "error").length]).toEqual([228, 36]);
  });

  it.each(envVarRows)("%s %s gives %s", (_platform, input = "", expected = "") => {
    const expansion = expandWord(input, environment, { escapeToken: "\\" });
    expect(expansion.ok ? expansion.value : "error").toBe(expected);
  });
});

describe("splitShellWords against BuildKit's table", () => {
  const environment = new Map<string, string>();
  let rows = 0;
  for (const line of recorded.shell.wordsTest.split("\n")) {
    const [, name, value] = /^ENV +([^=]*)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) environment.set(name, value ?? "");
    const [input, expected] = line.split("|");
    if (line.startsWith("#") || input === undefined || expected === undefined) continue;
    rows++;
    const words = splitShellWords(input.trim(), {
      escapeToken: "\\",
      environment: new Map(environment),
      keep: "nothing",
    });
    it(`splits ${input.trim()}`, () => {
      expect(words?.map(({ value: word }) => word) ?? ["error"]).toEqual(expected.replace(/^ +/, "").split(","));
    });
  }

  it("has all of it", () => {
    expect(rows).toBe(24);
  });
});

/** An instruction as the `Dump` of BuildKit's syntax tree writes it. */
function dump({ keyword, flags, arguments: words, assignments, trigger }: Instruction): string {
  const flagTexts = flags.map(({ name, value }) => quoteGo(`--${name}${value === null ? "" : `=${value.value}`}`));
  const triples =
    keyword === "ARG"
      ? []
      : assignments.map(({ name, value, separator }) => [name.value, value?.value ?? "", separator === "=" ? "=" : ""]);
  const texts = [...words.map(({ value }) => value), ...triples.flat()];
  return [
    keyword.toLowerCase(),
    ...(flagTexts.length === 0 ? [] : [`[${flagTexts.join(" ")}]`]),
    ...texts.map(quoteGo),
    ...(trigger === null ? [] : [`(${dump(trigger)})`]),
  ].join(" ");
}

const goEscapes = new Map(
  [...'\u0007a\bb\ff\nn\rr\tt\u000bv""\\\\'].flatMap((_, i, all) =>
    i % 2 === 0 ? [[all[i], all[i + 1]] as const] : [],
  ),
);

/** Go's strconv.Quote. */
function quoteGo(text: string): string {
  const quoted = text.replace(/[\u0000-\u001f\u007f"\\]/g, (character) => {
    const letter = goEscapes.get(character);
    return letter === undefined ? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}` : `\\${letter}`;
  });
  return `"${quoted}"`;
}
