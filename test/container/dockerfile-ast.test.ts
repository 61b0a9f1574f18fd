import { DockerfileParser } from "dockerfile-ast";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../../src/container/dockerfile.ts";
import { Lines, type Span } from "../../src/text/source.ts";
import { sampleDockerfiles } from "./dockerfile-samples.ts";

/**
 * What dockerfile-ast, the second reader here, is known to read otherwise than BuildKit does. None of it is generated or compared
 * below; BuildKit's reading of these cases is asserted in dockerfile.test.ts.
 */
const knownFaults: readonly (readonly [fault: string, text: string])[] = [
  ["quotes within a flag are kept and do not hold it together", "COPY --from='a b' x y"],
  ["a lone -- is a flag", "COPY -- x y"],
  ["CMD has no flags", "CMD --x a"],
  ["EXPOSE has no flags", "EXPOSE --x 1"],
  ["the JSON form of a health check is not recognised", 'HEALTHCHECK CMD ["a"]'],
  ["an escape character within a word is lost", "COPY a\\ b c"],
  ["a word that goes on behind a comment that ends in the escape character is taken for two", "COPY a\\\n# c \\\nb c"],
  ["no file descriptor may stand in front of a heredoc's mark", "RUN 3<<EOF\na\nEOF"],
  ["no blank may stand within a heredoc's mark", "RUN << EOF\na\nEOF"],
  ["no blank may stand within a heredoc's name", 'COPY <<"E F" /x\nE F'],
  ["any instruction takes a heredoc", "USER <<EOF\nEOF"],
  ["a lone carriage return ends a line", "RUN a\rUSER b"],
];

/** What is compared. Not the values of JSON strings, which lose their blanks there, nor arguments beside a heredoc, which get its body. */
interface Reading {
  readonly comments: readonly string[];
  readonly instructions: readonly {
    readonly keyword: string;
    readonly at: string;
    readonly flags: readonly (readonly [name: string, value: string | null, at: string])[];
    /** Of FROM, COPY, ADD and EXPOSE in shell form. */
    readonly words: readonly (readonly [value: string, at: string])[];
    /** Spans of the strings. */
    readonly json: readonly string[];
    readonly heredocs: readonly string[];
  }[];
}

const wordInstructions = ["ADD", "COPY", "EXPOSE", "FROM"];

function readOurs(text: string): Reading {
  const lines = new Lines(text);
  const at = (span: Span) => {
    const { start, end } = lines.range(span);
    return `${start.line - 1}:${start.column - 1}-${end.line - 1}:${end.column - 1}`;
  };
  const { comments, instructions } = parseDockerfile(text);
  return {
    comments: comments.map(({ span }) => at(span)),
    instructions: instructions.map(({ keyword, keywordSpan, flags, arguments: words, form, heredocs }) => ({
      keyword,
      at: at(keywordSpan),
      flags: flags.map(({ name, value, span }) => [name, value?.value ?? null, at(span)] as const),
      words:
        wordInstructions.includes(keyword) && form === "shell" && heredocs.length === 0
          ? words.map(({ value, span }) => [value, at(span)] as const)
          : [],
      json: form === "json" ? words.map(({ span }) => at(span)) : [],
      heredocs: heredocs.map(({ name }) => name),
    })),
  };
}

// The classes behind dockerfile-ast's interfaces; which of the methods there are depends on the instruction.
interface AstRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
interface AstNode {
  getRange(): AstRange;
  getName(): string;
  getValue(): string | null;
}
interface AstInstruction {
  getFlags?(): AstNode[];
  getJSONStrings?(): AstNode[];
  getClosingBracket?(): unknown;
  getHeredocs?(): AstNode[];
}

function readTheirs(text: string): Reading {
  const at = ({ start, end }: AstRange) => `${start.line}:${start.character}-${end.line}:${end.character}`;
  const parsed = DockerfileParser.parse(text);
  return {
    comments: parsed.getComments().map((comment) => at(comment.getRange())),
    instructions: parsed.getInstructions().map((instruction) => {
      const special: AstInstruction = instruction as unknown as AstInstruction;
      const keyword = instruction.getKeyword();
      const heredocs = special.getHeredocs?.() ?? [];
      const isJson = (special.getClosingBracket?.() ?? null) !== null;
      return {
        keyword,
        at: at(instruction.getInstructionRange()),
        flags: (special.getFlags?.() ?? []).map(
          (flag) => [flag.getName(), flag.getValue(), at(flag.getRange())] as const,
        ),
        words:
          wordInstructions.includes(keyword) && !isJson && heredocs.length === 0
            ? instruction.getArguments().map((word) => [word.getValue(), at(word.getRange())] as const)
            : [],
        json: isJson ? (special.getJSONStrings?.() ?? []).map((string) => at(string.getRange())) : [],
        heredocs: heredocs.map((heredoc) => heredoc.getName()),
      };
    }),
  };
}

describe("parseDockerfile and dockerfile-ast", () => {
  it.each(knownFaults)("differ where %s", (_fault, text) => {
    expect(readOurs(text)).not.toEqual(readTheirs(text));
  });

  it.each(Object.entries(sampleDockerfiles))("agree on %s", (_name, text) => {
    expect(parseDockerfile(text).problems).toEqual([]);
    expect(readOurs(text)).toEqual(readTheirs(text));
  });

  const word = fc.constantFrom(
    "a",
    "src/",
    "./b.c",
    "$X",
    "${X:-y}",
    "a:1",
    "x=1",
    "--late",
    "'q r'",
    '"s"',
    "h#",
    "é",
    "&&",
  );
  const gap = fc.constantFrom(
    " ",
    " ",
    " ",
    "  ",
    "\t",
    " \\\n",
    " \\\n  ",
    "\\\n ",
    " \\\n# comment\n ",
    " \\\n\n  # b\n\t",
    " \\ \t\n  ",
  );
  const flag = fc.constantFrom(
    "--from=a",
    "--chown=1:2",
    "--mount=type=cache,target=/x",
    "--link",
    "--platform=$P",
    "--x=",
  );
  const spaced = (parts: fc.Arbitrary<string>, maxLength: number) =>
    fc.array(fc.tuple(gap, parts), { maxLength }).map((pairs) => pairs.flat().join(""));
  const plain = fc
    .tuple(
      fc.constantFrom("RUN", "COPY", "ADD", "FROM", "run", "Copy"),
      spaced(flag, 2),
      fc.tuple(gap, word).map((pair) => pair.join("")),
      spaced(word, 4),
    )
    .map((parts) => parts.join(""));
  const other = fc
    .tuple(
      fc.constantFrom("ENV A=", "LABEL a=", "ARG", "EXPOSE 8", "USER u", "WORKDIR /w", "CMD c", "NOSUCH"),
      spaced(
        word.filter((w) => !w.startsWith("--")),
        3,
      ),
    )
    .map((parts) => parts.join(""));
  const json = fc
    .tuple(
      fc.constantFrom("CMD", "ENTRYPOINT", "RUN", "COPY", "SHELL", "VOLUME"),
      gap,
      fc.array(fc.constantFrom('"a"', '"b c"', '"d,e"', '"é"'), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(",", ", ", " ,"),
    )
    .map(([keyword, blank, strings, comma]) => `${keyword}${blank}[${strings.join(comma)}]`);
  const heredoc = fc
    .tuple(
      fc.constantFrom("RUN <<EOF", "RUN cat <<-EOF", "COPY <<EOF /x", "RUN a <<'EOF'"),
      fc.array(fc.constantFrom("a", "# b", "COPY c d", "", " EOF")),
    )
    .map(([start, body]) => [start, ...body, "EOF"].join("\n"));
  const comment = fc.constantFrom("# comment", "  # indented \\", "#", "", "  ");
  const line = fc.oneof({ weight: 4, arbitrary: plain }, { weight: 2, arbitrary: other }, json, heredoc, comment);
  const dockerfile = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean())
    .map(([lines, crlf]) => ["FROM base", ...lines, ""].join("\n").replaceAll("\n", crlf ? "\r\n" : "\n"));

  it("agree on generated ones", () => {
    const met = { flags: 0, words: 0, json: 0, heredocs: 0, comments: 0 };
    fc.assert(
      fc.property(dockerfile, (text) => {
        const ours = readOurs(text);
        expect(ours).toEqual(readTheirs(text));
        met.comments += ours.comments.length;
        for (const instruction of ours.instructions) {
          met.flags += instruction.flags.length;
          met.words += instruction.words.length;
          met.json += instruction.json.length;
          met.heredocs += instruction.heredocs.length;
        }
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(300);
  });
});
