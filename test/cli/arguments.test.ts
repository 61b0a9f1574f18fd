import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBadUsage, lastValue, parseArguments } from "../../src/cli/arguments.ts";
import { type Command, commands, options } from "../../src/cli/options.ts";

describe("parseArguments", () => {
  test.each<[args: string, command: string, operands: string[], values: Record<string, string[]>]>([
    ["", "lint", [], {}],
    ["a b", "lint", ["a", "b"], {}],
    ["lint a", "lint", ["a"], {}],
    ["compile", "compile", [], {}],
    ["a compile", "lint", ["a", "compile"], {}],
    ["--format json compile x", "compile", ["x"], { format: ["json"] }],
    ["-- compile", "lint", ["compile"], {}],
    ["compile -- compile --app", "compile", ["compile", "--app"], {}],
    ["-", "lint", ["-"], {}],
    ["-qo x a", "lint", ["a"], { quiet: [], output: ["x"] }],
    ["-ox", "lint", [], { output: ["x"] }],
    ["--output=x=y", "lint", [], { output: ["x=y"] }],
    ["--format json=x=y --format sarif", "lint", [], { format: ["json=x=y", "sarif"] }],
    ["--select a,b --select c", "lint", [], { select: ["a,b", "c"] }],
    ["--quiet --quiet", "lint", [], { quiet: [] }],
    ["--no-color", "lint", [], { "no-color": [] }],
    ["toString", "lint", ["toString"], {}],
  ])("%s", (args, command, operands, values) => {
    const invocation = parseArguments(args.split(" ").filter(Boolean));
    if (isBadUsage(invocation)) throw new Error(invocation.badUsage);
    expect({ ...invocation, values: Object.fromEntries(invocation.values) }).toEqual({ command, operands, values });
  });

  test("the last value counts", () => {
    const invocation = parseArguments(["--format", "json", "--format", "compact"]);
    expect(isBadUsage(invocation) ? null : lastValue(invocation, "format")).toBe("compact");
  });

  test.each([
    [["--fromat", "json"], "unknown option `--fromat`; did you mean --format?"],
    [["-x"], "unknown option `-x`"],
    [["-qx"], "unknown option `-x`"],
    [["--__proto__"], "unknown option `--__proto__`"],
    [["--select"], "--select needs a value: --select RULES"],
    [["--output="], "--output needs a value: --output FILE"],
    [["--quiet=yes"], "--quiet takes no value"],
    [
      ["--format", "jsno"],
      "--format knows no `jsno`, but pretty, compact, json, sarif, github, gitlab, junit; did you mean json?",
    ],
    [
      ["--format", "srif=x"],
      "--format knows no `srif`, but pretty, compact, json, sarif, github, gitlab, junit; did you mean sarif?",
    ],
    [["--format", "=x"], "--format knows no ``, but pretty"],
    [["--format", "json="], "--format json= lacks the name of a file"],
    [["--format="], "--format needs a value: --format NAME"],
    [["compile", "--format", "json=x"], "--format knows no `json=x`, but json"],
    [["rules", "--format", "compact"], "--format knows no `compact`, but pretty, json"],
    [["--app", "x"], "--app is for compile, uploads, credentials, migrate, not for lint"],
    [["compile", "--quiet"], "--quiet is for lint, not for compile"],
    [["a", ""], "one of the operands is empty"],
  ])("refuses %j", (args, badUsage) => {
    const result = parseArguments(args);
    expect(isBadUsage(result) && result.badUsage).toContain(badUsage);
  });

  test("no command line makes it throw, and every one is followed or refused", () => {
    const seen = { followed: 0, refused: 0 };
    const word = fc.oneof(
      fc.constantFrom(...Object.keys(commands), "-", "--", "-q", "-qo", "json", ""),
      fc.constantFrom(...options).map(({ name }) => `--${name}`),
      fc.tuple(fc.constantFrom(...options), fc.string()).map(([{ name }, value]) => `--${name}=${value}`),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (args) => {
        seen[isBadUsage(parseArguments(args)) ? "refused" : "followed"]++;
      }),
      { numRuns: 2000 },
    );
    expect(seen.followed).toBeGreaterThan(200);
    expect(seen.refused).toBeGreaterThan(200);
  });
});

describe("the option table", () => {
  test("has each name and letter once", () => {
    const names = options.map(({ name }) => name);
    const letters = options.flatMap(({ short }) => short ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(letters).size).toBe(letters.length);
  });

  test("names only commands that there are, and choices for those that know the flag", () => {
    for (const option of options) {
      for (const command of option.commands) expect(Object.keys(commands)).toContain(command);
      if (option.choices) expect(Object.keys(option.choices) as Command[]).toEqual(option.commands);
    }
  });
});
