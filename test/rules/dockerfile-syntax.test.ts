import { describe, expect, test } from "vitest";
import { dockerfileApp, findings } from "./run.ts";

const dead = "The build will fail.";
const perhaps = "The build will fail here too, unless this comes from what stands above.";

const found = (dockerfile: string, image?: string) =>
  findings("dockerfile-syntax", dockerfileApp(dockerfile, {}, image)).map(({ severity, at, message }) => [
    severity,
    at,
    message,
  ]);

describe("dockerfile-syntax", () => {
  test.each<readonly [dockerfile: string, at: string, message: string]>([
    ["FROM a:1\nRUNN x\n", "RUNN", "Docker knows no instruction of this name: did you mean RUN?"],
    ["FROM a:1\nhello there\n", "hello", "Docker knows no instruction of this name."],
    ["FROM a:1\n  && apt-get clean\n", "&&", "Docker knows no instruction of this name."],
    ["FROM a:1 b\n", "FROM", "FROM takes an image, or an image, AS and a name."],
    ["FROM\n", "FROM", "FROM takes an image, or an image, AS and a name."],
    [
      "FROM a:1 AS 1st\n",
      "1st",
      "The name of a stage begins with a letter and holds letters, digits, `-`, `_` and `.` only.",
    ],
    ["RUN x\n", "RUN", "Only ARG may stand in front of the first FROM."],
    ["ENV A=1\nFROM a:1\n", "ENV", "Only ARG may stand in front of the first FROM."],
    ["# nothing\n", "", "This file holds no instruction."],
    ["ARG A=1\n", "", "There is no FROM, and so nothing to build."],
    ["FROM a:1\nCOPY x\n", "COPY", "COPY needs a source and a destination."],
    ["FROM a:1\nENV A\n", "A", "ENV needs a value: write name=value."],
    ["FROM a:1\nENV A=1 B\n", "B", "Every word of ENV must be name=value; quote a value that holds blanks."],
    ["FROM a:1\nEXPOSE\n", "EXPOSE", "EXPOSE needs an argument."],
    ["FROM a:1\nCMD [1]\n", "[1]", "A JSON array in a Dockerfile may hold strings only."],
    ["FROM a:1\nSHELL bash\n", "SHELL", 'SHELL takes a JSON array: ["/bin/bash", "-c"].'],
    [
      "FROM a:1\nRUN <<EOF\nx\n",
      "<<EOF",
      "This heredoc is not closed: its name must stand alone on a line, nothing in front or behind.",
    ],
    ["FROM a:1\nCOPY --form=b x y\n", "--form=b", "COPY has no flag of this name: did you mean --from?"],
    ["FROM a:1\nADD --from=b x y\n", "--from=b", "ADD has no flag of this name."],
    ["FROM a:1\nRUN --network=bridge x\n", "bridge", "--network is one of default, none, host."],
    ["FROM a:1\nHEALTHCHECK --interval=30 CMD x\n", "30", "--interval is a time with a unit, such as 30s or 1m30s."],
    ["FROM a:1\nONBUILD FROM b\n", "FROM", "FROM cannot stand behind ONBUILD."],
    [
      "ARG V=b\nFROM a:1\nCOPY --from=$V x y\n",
      "$V",
      "BuildKit expands no variable here: write `FROM ${NAME} AS stage` further up and name that stage.",
    ],
    ["FROM a:${V:?}\n", "a:${V:?}", "BuildKit cannot expand this: V must be set."],
    ["FROM a:${V\n", "a:${V", "BuildKit cannot expand this: a `${` is not closed."],
    ["# escape=x\nFROM a:1\n", "x", "The escape directive takes a backslash or a backquote."],
  ])("%j", (dockerfile, at, message) => {
    expect(found(dockerfile)).toEqual([["error", at, `${message} ${dead}`]]);
  });

  test("the first that BuildKit meets is an error, the others are warnings", () => {
    // The parser reads the whole file before any instruction is looked at.
    expect(found("FROM a:1\nRUNN x\nCOPY y\nENV A=1 B\n")).toEqual([
      ["warning", "RUNN", expect.stringContaining(perhaps)],
      ["warning", "COPY", expect.stringContaining(perhaps)],
      ["error", "B", expect.stringContaining(dead)],
    ]);
  });

  test.each([
    ["# nothing\n", "Write at least a FROM line."],
    ["FROM a:1\n  && apt-get clean\n", "needs a `\\` at that line's end."],
    ["RUN x\n", "Write FROM and an image in front of it."],
    ["FROM a:1\nCMD [1]\n", 'Quote what is in the brackets: `["8000"]`.'],
    ["FROM a:1\nRUN <<EOF\nx\n", "Close it with its name alone on a line."],
    ["FROM a:${V:?}\n", "Set the variable in the app's `image.build_args`"],
    ["FROM a:1\nCOPY x\n", null],
  ])("%j: what to do", (dockerfile, help) => {
    const [only] = findings("dockerfile-syntax", dockerfileApp(dockerfile));
    expect(only?.help ?? null).toEqual(help === null ? null : expect.stringContaining(help));
  });

  test("an instruction that one step refuses is not judged by the next", () => {
    expect(found("FROM a:1\nCOPY [1]\n").map(([, at]) => at)).toEqual(["[1]"]);
    expect(found("FROM a:1\nENV A\n").map(([, at]) => at)).toEqual(["A"]);
    expect(found("FROM a:1\nCOPY --form=a --chwon=1 x y\n").map(([, at]) => at)).toEqual(["--form=a", "--chwon=1"]);
  });

  test("a file that is no Dockerfile is told in a few findings", () => {
    const garbage = "\u0000\u0001 garbage\n".repeat(1000);
    const all = found(garbage);
    expect(all).toHaveLength(20);
    expect(all.map(([severity]) => severity)).toEqual(["error", ...Array(19).fill("warning")]);
    expect(all[19]?.[2]).toContain("There are 981 more such places.");
    expect(all[18]?.[2]).not.toContain("more such places");
  });

  test.each([
    ["a value by build_args", "FROM a:${V:?}\n", 'build_args = { V = "1" }', 1],
    ["a declared value by build_args", "ARG V\nFROM a:${V:?}\n", 'build_args = { V = "1" }', 0],
    ["another frontend", "# syntax=ghcr.io/my-org/packs:1\nFROM a:1\nfrom_yaml: true\n", "", 0],
    ["Docker's frontend", "# syntax=docker/dockerfile:1\nFROM a:1\nfrom_yaml: true\n", "", 1],
    [
      "a copy of Docker's frontend",
      "# syntax=registry.example.com/hub/docker/dockerfile:1.9-labs\nFROM a:1\nx\n",
      "",
      1,
    ],
    ["Docker's next frontend", "# syntax=docker/dockerfile-upstream:master\nFROM a:1\nx\n", "", 1],
    ["what the registry has to say", "FROM Upper:1\n", "", 0],
    ["a stage out of order", "FROM a:1 AS b\nCOPY --from=c x y\nFROM a:1 AS c\nCOPY --from=b x y\n", "", 0],
    ["a number without a stage", "FROM a:1\nCOPY --from=3 x y\n", "", 0],
    ["lower case", 'from a:1 as b\nrun x\ncmd ["y"]\n', "", 0],
    ["heredocs", "FROM a:1\nRUN <<A <<-'B'\nx\nA\ny\n\tB\nCOPY <<C /c\nz\nC\n", "", 0],
  ])("near miss: %s", (_, dockerfile, image, count) => {
    expect(found(dockerfile, image)).toHaveLength(count);
  });

  test("points at the app, and shows nothing of the file", () => {
    const token = ["ghp", "_", "a1B2".repeat(9)].join("");
    const all = findings(
      "dockerfile-syntax",
      dockerfileApp(`FROM a:1\n${token} x\nRUN --${token} y\nFROM \${${token}:?} AS ${token}-\n`),
    );
    expect(all.length).toBeGreaterThan(2);
    for (const { message, help, diagnostic } of all) {
      expect(`${message}${help}`).not.toContain(token);
      expect(diagnostic.related).toMatchObject([{ file: "pyproject.toml" }]);
    }
  });
});
