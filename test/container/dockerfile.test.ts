import { describe, expect, it } from "vitest";
import { type Instruction, parseDockerfile } from "../../src/container/dockerfile.ts";
import type { Span } from "../../src/text/source.ts";

const slice = (text: string, span: Span | undefined) => (span === undefined ? undefined : text.slice(...span));

/** The only instruction behind `FROM a`. */
function readOne(line: string): [Instruction, string] {
  const text = `FROM a\n${line}`;
  const { instructions, problems } = parseDockerfile(text);
  const instruction = instructions[1];
  if (instruction === undefined || instructions.length !== 2) throw new Error(`${instructions.length} instructions`);
  expect(problems).toEqual([]);
  return [instruction, text];
}

describe("directives", () => {
  it.each([
    ["# syntax=docker/dockerfile:1\n# escape=`\n# check=skip=all\nFROM a", ["syntax", "escape", "check"], "`"],
    ["#syntax = a b \r\nFROM a", ["syntax"], "\\"],
    ["# EsCape\t=\t`\nFROM a", ["escape"], "`"],
    ["\ufeff# escape=`\nFROM a", ["escape"], "`"],
    ["  # escape=`\nFROM a", ["escape"], "`"],
    ["# comment\n# escape=`\nFROM a", [], "\\"],
    ["\n# escape=`\nFROM a", [], "\\"],
    ["# unknown=1\n# escape=`\nFROM a", [], "\\"],
    ["FROM a\n# escape=`", [], "\\"],
    ["xescape=`\nFROM a", [], "\\"],
    ["# escape\v=`\nFROM a", [], "\\"],
    ["# escape\u0001=`\nFROM a", [], "\\"],
    ["# escape\r=`\nFROM a", ["escape"], "`"],
    ["# escape2=`\nFROM a", [], "\\"],
    ["# 2escape=`\nFROM a", [], "\\"],
    ["# =`\nFROM a", [], "\\"],
    ["# escape\nFROM a=`", [], "\\"],
    ["# escape=\nFROM a", [], "\\"],
    ["# escape\f=\f`\f\nFROM a", ["escape"], "`"],
  ])("%j", (text, names, escapeToken) => {
    const dockerfile = parseDockerfile(text);
    expect(dockerfile.directives.map(({ name }) => name)).toEqual(names);
    expect(dockerfile.escapeToken).toBe(escapeToken);
    expect(dockerfile.problems).toEqual([]);
    for (const { value, span } of dockerfile.directives) {
      expect(slice(text, value.span)).toBe(value.value);
      expect(slice(text, span)).toMatch(/^#.*[^\s]$/s);
    }
  });

  it.each([
    ["# escape=`\n# escape=\\\nFROM a", "# escape=\\"],
    ["# escape=x\nFROM a", "x"],
    ["# escape=  \nFROM a", " "],
  ])("refuses %j", (text, at) => {
    const { problems, instructions } = parseDockerfile(text);
    expect(problems.map(({ kind, span }) => [kind, slice(text, span)])).toEqual([["directive", at]]);
    for (const { message } of problems) expect(message).toMatch(/^(?:the|only one) escape directive /);
    expect(instructions).toHaveLength(1);
  });

  // BuildKit looks for the frontend apart from its parser, by slightly other rules.
  it.each([
    ["# syntax=docker/dockerfile:1 --option\nFROM a", "docker/dockerfile:1"],
    ["\ufeff# syntax=a\nFROM a", "a"],
    ["#!/usr/bin/env docker\n# syntax=a\nFROM a", "a"],
    ["# escape=`\n# syntax=a\r\nFROM a", "a"],
    ["# syntax=a\n# syntax=b\nFROM a", "a"],
    ["# escape=`\n# escape=`\n# syntax=a\nFROM a", undefined],
    [" # syntax=a\nFROM a", undefined],
    ["# comment\n# syntax=a\nFROM a", undefined],
    ["#!/bin/sh\n\n# syntax=a\nFROM a", undefined],
    ["FROM a", undefined],
  ])("finds the frontend of %j", (text, syntax) => {
    const word = parseDockerfile(text).syntax;
    expect(word?.value).toBe(syntax);
    expect(slice(text, word?.span)).toBe(syntax);
  });
});

describe("lines", () => {
  it("joins continued lines over comments and blank lines, and keeps where each word stands", () => {
    const text =
      "\ufeffFROM a\r\n\r\nCOPY --link \\\r\n  # first\r\n\r\n  src/a \\ \r\n# second\r\n  src\\\r\n/b /app\r\n# third\r\n";
    const { instructions, comments, problems } = parseDockerfile(text);
    const [from, copy] = instructions;
    expect(problems).toEqual([]);
    expect([slice(text, from?.span), from?.line, slice(text, copy?.keywordSpan), copy?.line]).toEqual([
      "FROM a",
      1,
      "COPY",
      3,
    ]);
    expect(copy?.arguments.map(({ value, span }) => [value, slice(text, span)])).toEqual([
      ["src/a", "src/a"],
      ["src/b", "src\\\r\n/b"],
      ["/app", "/app"],
    ]);
    expect(slice(text, copy?.span)).toMatch(/^COPY [\s\S]*\/app$/);
    expect(comments.map(({ span }) => slice(text, span))).toEqual(["# first", "# second", "# third"]);
    expect(copy?.comments.map(({ span }) => slice(text, span))).toEqual(["# first", "# second"]);
  });

  it.each([
    ["RUN a \\\\\nRUN b", ["a \\\\", "b"]],
    ["RUN a \\ \t\n b", ["a  b"]],
    ["RUN a `\nRUN b", ["a `", "b"]],
    ["# escape=`\nRUN a `\n  b \\\nRUN c", ["a   b \\", "c"]],
    ["RUN a # b", ["a # b"]],
    ["RUN a \\\n\n\n", ["a"]],
    ["  \tRUN a\rb", ["a\rb"]],
    ["\\\nRUN a", ["a"]],
    ["RUN \\\n\\\na", ["a"]],
  ])("%j", (text, commands) => {
    const { instructions, problems } = parseDockerfile(text);
    expect(instructions.map(({ arguments: words }) => words[0]?.value)).toEqual(commands);
    expect(problems).toEqual([]);
  });

  it("counts lines as BuildKit does: a lone carriage return ends none", () => {
    expect(parseDockerfile("FROM a\rb\r\nRUN c \\\n\n d\nRUN e").instructions.map(({ line }) => line)).toEqual([
      1, 2, 5,
    ]);
  });

  it("reads a line that is nothing but a continuation as an instruction without a keyword", () => {
    const { instructions } = parseDockerfile("FROM a\n\\\n");
    expect(instructions.map(({ keyword }) => keyword)).toEqual(["FROM", ""]);
  });

  it.each([
    ["RUN " + "x".repeat(65_531), []],
    ["RUN " + "x".repeat(65_531) + "\nRUN a", []],
    ["RUN " + "x".repeat(65_532), ["line-too-long"]],
    ["RUN " + "é".repeat(32_766), ["line-too-long"]],
    ["RUN " + "👽".repeat(16_382), []],
    ["RUN " + "👽".repeat(16_383), ["line-too-long"]],
    ["RUN " + "x \\\n".repeat(40_000) + "x", []],
  ])("knows the longest line that BuildKit reads (%#)", (text, kinds) => {
    expect(parseDockerfile(text).problems.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe("arguments", () => {
  it.each([
    ["run echo  hi", "RUN", "shell", ["echo  hi"]],
    ['CMD [ "a" , "b\\n\\u00e9" ]', "CMD", "json", ["a", "b\né"]],
    ["CMD ['a']", "CMD", "shell", ["['a']"]],
    ['RUN ["a"] b', "RUN", "shell", ['["a"] b']],
    ["SHELL []", "SHELL", "json", []],
    ["COPY a\tb  c", "COPY", "shell", ["a", "b", "c"]],
    ['COPY ["a b", "c"]', "COPY", "json", ["a b", "c"]],
    ["EXPOSE 80 90/udp", "EXPOSE", "shell", ["80", "90/udp"]],
    ["WORKDIR /a b", "WORKDIR", "shell", ["/a b"]],
    ['HEALTHCHECK CMD ["a", "b"]', "HEALTHCHECK", "json", ["CMD", "a", "b"]],
    ["HEALTHCHECK NONE", "HEALTHCHECK", "shell", ["NONE"]],
    ["UNKNOWN a b", "UNKNOWN", "shell", []],
    ["RUN", "RUN", "shell", []],
  ])("%s", (line, keyword, form, values) => {
    const [instruction] = readOne(line);
    expect(instruction).toMatchObject({ keyword, form });
    expect(instruction.arguments.map(({ value }) => value)).toEqual(values);
  });

  it("gives a JSON string's span with its quotes", () => {
    const [instruction, text] = readOne('CMD ["a\\"]", \\\n "b"]');
    expect(instruction.arguments.map(({ span }) => slice(text, span))).toEqual(['"a\\"]"', '"b"']);
  });

  it.each([
    [
      "ENV A=1 B='x y' C=a\\ b D=",
      [
        ["A", "1", "="],
        ["B", "'x y'", "="],
        ["C", "a\\ b", "="],
        ["D", "", "="],
      ],
    ],
    [
      'ENV A=\'x\\\' B="\\" y"',
      [
        ["A", "'x\\'", "="],
        ["B", '"\\" y"', "="],
      ],
    ],
    ["ENV A b  c", [["A", "b  c", " "]]],
    ["LABEL a=b=c", [["a", "b=c", "="]]],
    ["ARG A", [["A", undefined, null]]],
    [
      'ARG A B="c d"',
      [
        ["A", undefined, null],
        ["B", '"c d"', "="],
      ],
    ],
    ["ARG =x", [["", "x", "="]]],
  ])("assigns in %s", (line, expected) => {
    const [instruction, text] = readOne(line);
    expect(instruction.assignments.map(({ name, value, separator }) => [name.value, value?.value, separator])).toEqual(
      expected,
    );
    for (const { name, value } of instruction.assignments) {
      expect([slice(text, name.span), slice(text, value?.span)]).toEqual([name.value, value?.value]);
    }
  });

  it.each([
    ["ENV A", "assignment", "A"],
    ["LABEL a=1 b", "assignment", "b"],
    ['CMD ["a", ["b"]]', "json", '["a", ["b"]]'],
    ["COPY [1]", "json", "[1]"],
    ["ONBUILD ENV A", "assignment", "A"],
    ['RUN --mount=type=bind,\\"a b', "mount", '--mount=type=bind,\\"a'],
    ["RUN <<EOF\nx", "heredoc", "<<EOF"],
    ["COPY <<A <<B /\nA\nx", "heredoc", "<<B"],
  ])("refuses %j", (line, kind, at) => {
    const text = `FROM a\n${line}`;
    const { problems, instructions } = parseDockerfile(text);
    expect(problems.map((problem) => [problem.kind, slice(text, problem.span)])).toEqual([[kind, at]]);
    for (const { message } of problems) expect(message).toMatch(/[a-z]+ .+ [a-z]+/i);
    expect(instructions.length).toBe(2);
  });

  it.each(["", "\n\n", "# a\n", "\ufeff", "# escape=`"])("refuses %j, which holds no instruction", (text) => {
    expect(parseDockerfile(text).problems).toEqual([
      { kind: "no-instructions", span: [0, 0], message: "this file holds no instruction" },
    ]);
  });

  it("goes on behind what BuildKit refuses", () => {
    const { problems, instructions } = parseDockerfile("# escape=x\nENV A\nFROM a\nLABEL b\nRUN [1]\nRUN <<EOF");
    expect(problems.map(({ kind }) => kind)).toEqual(["directive", "assignment", "assignment", "json", "heredoc"]);
    expect(instructions).toHaveLength(5);
  });

  it("reads the instruction behind ONBUILD", () => {
    const [{ trigger, ...onbuild }, text] = readOne("ONBUILD  Copy --from=b x /y");
    expect(onbuild).toMatchObject({ keyword: "ONBUILD", arguments: [], flags: [] });
    expect(trigger).toMatchObject({ keyword: "COPY", line: 2, trigger: null });
    expect(slice(text, trigger?.span)).toBe("Copy --from=b x /y");
    expect(readOne("ONBUILD ONBUILD RUN x")[0].trigger).toMatchObject({ keyword: "ONBUILD", trigger: null });
  });
});

describe("flags", () => {
  it.each([
    [
      "COPY --from=a --link x y",
      [
        ["from", "a", "a"],
        ["link", undefined, undefined],
      ],
      2,
    ],
    [
      "COPY --from='a b' --chown=\"1\":2 x y",
      [
        ["from", "a b", "'a b'"],
        ["chown", "1:2", '"1":2'],
      ],
      2,
    ],
    ["COPY --a=b\\ c x y", [["a", "b c", "b\\ c"]], 2],
    ["COPY --fr\\\nom=\\\na x y", [["from", "a", "a"]], 2],
    ["COPY --a= -- --b y", [["a", "", ""]], 2],
    ["COPY x --from=a y", [], 3],
    ["COPY -a y", [], 2],
    ["CMD --a", [["a", undefined, undefined]], 0],
  ])("%j", (line, expected, words) => {
    const [instruction, text] = readOne(line);
    expect(
      instruction.flags.map(({ name, value }) => [name, value?.value, slice(text, value?.span)?.replace("\\\n", "")]),
    ).toEqual(expected);
    for (const { span } of instruction.flags) expect(slice(text, span)).toMatch(/^--[\s\S]*\S$/);
    expect(instruction.arguments).toHaveLength(words);
  });

  it.each([
    [
      "type=bind,FROM=a,ro",
      [
        ["type", "bind", "bind"],
        ["from", "a", "a"],
        ["ro", undefined, undefined],
      ],
    ],
    [
      "from=a\\\nb,target=/c",
      [
        ["from", "ab", "a\\\nb"],
        ["target", "/c", "/c"],
      ],
    ],
    [
      "'type=cache,\"target=/a,b\"'",
      [
        ["type", "cache", "cache"],
        ["target", "/a,b", "/a,b"],
      ],
    ],
    [
      "a=b,",
      [
        ["a", "b", "b"],
        ["", undefined, undefined],
      ],
    ],
    ['\'"a=""b"""\'', [["a", '"b"', '""b""']]],
  ])("reads the fields of --mount=%j", (value, expected) => {
    const [instruction, text] = readOne(`RUN --mount=type=ssh --mount=${value} x`);
    expect(instruction.mounts).toHaveLength(2);
    const fields = instruction.mounts[1]?.fields.map((field) => [
      field.key,
      field.value?.value,
      slice(text, field.value?.span),
    ]);
    expect(fields).toEqual(expected);
  });
});

describe("mounts", () => {
  it.each([
    "RUN --mount='\"type=cache\"x' y",
    "RUN --mount='\"type=cache' y",
    "RUN --mount='a\"b\"' y",
    "RUN --mount= y",
    "RUN --mount='type=cache,\"' y",
  ])("cannot be read: %s", (line) => {
    const { instructions, problems } = parseDockerfile(`FROM a\n${line}`);
    expect(problems).toMatchObject([{ kind: "mount", message: expect.stringContaining("separated by commas") }]);
    expect(instructions[1]?.mounts).toMatchObject([{ fields: [] }]);
  });

  it.each([
    ["RUN --mount x", [[]]],
    ["RUN --mount=type=cache --network=none x", [["type"]]],
    ["RUN --network=none x", []],
    ["COPY --mount=type=cache x y", []],
    ["RUN --mount=,a x", [["", "a"]]],
    ["RUN --mount==a,b==c x", [["", "b"]]],
  ])("of %s", (line, keys) => {
    expect(readOne(line)[0].mounts.map(({ fields }) => fields.map(({ key }) => key))).toEqual(keys);
  });
});

describe("heredocs", () => {
  it.each([
    ["RUN <<EOF\na\nEOF\n", [["EOF", false, false, 0, "<<EOF", "a\n"]]],
    ["RUN <<-'E F'\n\ta\n\tE F\n", [["E F", true, true, 0, "<<-'E F'", "\ta\n"]]],
    ['RUN 3<<"EOF" cat\r\na\r\nEOF\r\n', [["EOF", true, false, 3, '3<<"EOF"', "a\r\n"]]],
    ["RUN << EOF > x\nEOF", [["EOF", false, false, 0, "<< EOF", ""]]],
    [
      "COPY <<A <<B /d\nB\nA\nA\nB",
      [
        ["A", false, false, 0, "<<A", "B\n"],
        ["B", false, false, 0, "<<B", "A\n"],
      ],
    ],
    ["RUN <<e\\'f\nx\ne'f", [["e'f", false, false, 0, "<<e\\'f", "x\n"]]],
    ["RUN <<$X\n$X", [["$X", false, false, 0, "<<$X", ""]]],
    ["RUN a \\\n <<EOF\n EOF\n# b\n\\\nEOF", [["EOF", false, false, 0, "<<EOF", " EOF\n# b\n\\\n"]]],
    ["ONBUILD RUN <<EOF\na\nEOF", [["EOF", false, false, 0, "<<EOF", "a\n"]]],
    ["RUN <<EOF\nEOFX\nEOF", [["EOF", false, false, 0, "<<EOF", "EOFX\n"]]],
    ["RUN <<EOF\n\tEOF\nEOF", [["EOF", false, false, 0, "<<EOF", "\tEOF\n"]]],
    ["RUN <<-EOF\n \tEOF\n\t\tEOF", [["EOF", false, true, 0, "<<-EOF", " \tEOF\n"]]],
    ['RUN "<<EOF"', []],
    ["RUN cat <<<EOF", []],
    ["RUN <<", []],
    ["RUN echo 'it <<EOF", []],
    ['RUN ["<<EOF"]', []],
    ["USER <<EOF", []],
    // BuildKit loses what stands in front of a default within a word.
    ["RUN <<E${X:-y}F", []],
  ])("%j", (line, expected) => {
    const [instruction, text] = readOne(line);
    const found = instruction.heredocs.map((heredoc) => [
      heredoc.name,
      heredoc.quoted,
      heredoc.chomp,
      heredoc.fileDescriptor,
      slice(text, heredoc.span),
      slice(text, heredoc.body),
    ]);
    expect(found).toEqual(expected);
    expect(instruction.trigger?.heredocs ?? instruction.heredocs).toEqual(instruction.heredocs);
    expect(slice(text, instruction.span)).toBe(line.trimEnd());
  });

  it("takes the rest of the file if its name does not come, and those behind it are lost", () => {
    const text = "FROM a\nRUN <<A <<B\nb\nEOF\n";
    const { instructions, problems } = parseDockerfile(text);
    expect(instructions[1]?.heredocs.map(({ name, body }) => [name, slice(text, body)])).toEqual([["A", "b\nEOF\n"]]);
    expect(problems).toMatchObject([
      { kind: "heredoc", message: expect.stringMatching(/^this heredoc is not closed: /) },
    ]);
    expect(slice(text, problems[0]?.span)).toBe("<<A");
  });

  it("goes on behind the closing line", () => {
    const text = "FROM a\nRUN <<EOF\nCOPY x y\nEOF\nUSER b\n";
    expect(parseDockerfile(text).instructions.map(({ keyword, line }) => [keyword, line])).toEqual([
      ["FROM", 1],
      ["RUN", 2],
      ["USER", 5],
    ]);
  });
});
