import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkInstructions,
  expandWord,
  type Instruction,
  listPulls,
  parseDockerfile,
  resolveStages,
  type Word,
} from "../../src/container/dockerfile.ts";
import type { Span } from "../../src/text/source.ts";
import recorded from "../vectors/buildkit_dockerfiles.json" with { type: "json" };
import { sampleDockerfiles } from "./dockerfile-samples.ts";

const fragments = [
  ..."FROM ,RUN ,COPY ,ADD ,ENV ,LABEL ,ARG ,CMD ,ONBUILD ,HEALTHCHECK ,VOLUME ,SHELL , AS ,--from=,--mount=type=bind\\,from=,--"
    .split(/(?<!\\),/)
    .map((keyword) => keyword.replace("\\,", ",")),
  ...'\n|\r\n|\\\n|`\n|\\|`|#|# escape=`\n|# syntax=x\n|<<EOF|<<-\'E\'|EOF|\nEOF\n|\'|"|[|]|["a", "b"]|$X|${X:-|}|${X//|=| |\t|\u00a0|\u0085|\ufeff|é|👽|\ud800|\0'.split(
    "|",
  ),
];
const fragment = fc.constantFrom(...fragments);
const original = fc.constantFrom(
  ...Object.values(sampleDockerfiles),
  ...recorded.accepted.map(({ dockerfile }) => dockerfile),
);
const mutated = fc
  .tuple(original, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 20 }), fragment), { minLength: 1, maxLength: 6 }))
  .map(([text, edits]) =>
    edits.reduce((before, [at, length, insert]) => splice(before, at % (before.length + 1), length, insert), text),
  );
const assembled = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(""));
const anyText = fc.oneof(
  { weight: 4, arbitrary: mutated },
  { weight: 2, arbitrary: assembled },
  fc.string({ unit: "binary" }),
);

function splice(text: string, at: number, length: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + length);
}

/** Everything that can be asked about a text. */
function readAll(text: string) {
  const dockerfile = parseDockerfile(text);
  const graph = resolveStages(dockerfile, { buildArgs: new Map([["X", "a/b"]]) });
  return { dockerfile, graph, checks: checkInstructions(dockerfile), pulls: listPulls(dockerfile, graph) };
}

function wordsOf({ arguments: words, assignments, flags, mounts, trigger }: Instruction): Word[] {
  return [
    ...words,
    ...assignments.flatMap(({ name, value }) => [name, value]),
    ...flags.map(({ value }) => value),
    ...mounts.flatMap(({ fields }) => fields.map(({ value }) => value)),
    ...(trigger === null ? [] : wordsOf(trigger)),
  ].filter((word) => word !== null);
}

/** A span's text with its continued lines joined, comments and blank lines between them left out. */
function join(text: string, [start, end]: Span, escapeToken: string): string {
  const [first = "", ...lines] = text.slice(start, end).split("\n");
  const isContent = (line: string) => !/^[\s\u0085]*(?:#|$)/.test(line.replace(/\ufeff/g, "x"));
  const content = [first, ...lines.filter(isContent)];
  return content
    .map((line, i) => (i < content.length - 1 ? line.slice(0, line.lastIndexOf(escapeToken)) : line))
    .join("");
}

describe("for any text", () => {
  it("nothing throws, and all spans lie in order within the text", () => {
    const met = { accepted: 0, refused: 0, staged: 0, pulled: 0 };
    fc.assert(
      fc.property(anyText, (text) => {
        const { dockerfile, graph, checks, pulls } = readAll(text);
        const { instructions, comments, directives, problems } = dockerfile;
        const spans: Span[] = [
          ...[...instructions, ...comments, ...directives, ...problems, ...checks, ...graph.problems, ...pulls].map(
            ({ span }) => span,
          ),
          ...instructions.flatMap((instruction) => wordsOf(instruction).map(({ span }) => span)),
          ...instructions.flatMap(({ heredocs }) => heredocs.flatMap(({ span, body }) => [span, body])),
          ...graph.stages.flatMap(({ span, base, sources, onbuildSources }) => [
            span,
            base.span,
            ...[...sources, ...onbuildSources].map((use) => use.span),
          ]),
        ];
        for (const [start, end] of spans) expect(0 <= start && start <= end && end <= text.length).toBe(true);
        instructions.reduce((end, { span }) => {
          expect(span[0]).toBeGreaterThanOrEqual(end);
          return span[1];
        }, 0);
        met[problems.length + checks.length === 0 ? "accepted" : "refused"]++;
        if (graph.stages.length > 1) met.staged++;
        if (pulls.length > 1) met.pulled++;
      }),
      { numRuns: 3000, seed: 1 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(50);
  });

  it("a word of a shell form is what its span holds", () => {
    const met = { plain: 0, continued: 0, json: 0 };
    fc.assert(
      fc.property(anyText, (text) => {
        const { instructions, escapeToken } = parseDockerfile(text);
        for (const instruction of instructions.map((outer) => outer.trigger ?? outer)) {
          const { keyword, keywordSpan, arguments: words, assignments, form } = instruction;
          if (!text.slice(...keywordSpan).includes("\n"))
            expect(text.slice(...keywordSpan).toUpperCase()).toBe(keyword);
          const [values, strings] =
            form === "json" ? [[], words.filter(({ span }) => text[span[0]] === '"')] : [words, []];
          for (const { value, span } of [
            ...values,
            ...assignments.flatMap(({ name, value: assigned }) => (assigned === null ? [name] : [name, assigned])),
          ]) {
            const written = text.slice(...span);
            met[written.includes("\n") ? "continued" : "plain"]++;
            expect(written.includes("\n") ? join(text, span, escapeToken) : written).toBe(value);
          }
          for (const { value, span } of strings) {
            met.json++;
            if (!text.slice(...span).includes("\n")) expect(JSON.parse(text.slice(...span))).toBe(value);
          }
        }
      }),
      { numRuns: 3000, seed: 1 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(200);
  });

  it("blank lines, comments and line ends change no meaning", () => {
    const withoutSpans = (text: string) =>
      JSON.stringify(readAll(text), (key, value) =>
        /span$/i.test(key) || key === "line" || key === "comments" || key === "body" ? undefined : value,
      );
    for (const text of Object.values(sampleDockerfiles)) {
      const expected = withoutSpans(text);
      expect(withoutSpans(text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"))).toBe(expected);
      expect(withoutSpans(`${text}\n# the end\n\n`)).toBe(expected);
      expect(withoutSpans(`\ufeff${text}`)).toBe(expected);
    }
  });

  it("expandWord does not throw and lacks only names that are not set", () => {
    const met = { values: 0, errors: 0, unresolved: 0 };
    const part = fc.constantFrom(
      "$X",
      "${X}",
      "$Y",
      "${Y:-",
      "${X#",
      "${X%%",
      "${X//",
      "${Y?",
      "/",
      "}",
      "}",
      "'",
      '"',
      "\\",
      "*",
      "?",
      "a",
      " ",
      "é",
      "\ud800",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), fc.string(), fc.boolean(), (parts, value, backquote) => {
        const expansion = expandWord(parts.join(""), new Map([["X", value]]), { escapeToken: backquote ? "`" : "\\" });
        met[expansion.ok ? "values" : "errors"]++;
        if (!expansion.ok) return;
        expect(expansion.unresolved).not.toContain("X");
        if (expansion.unresolved.length > 0) met.unresolved++;
      }),
      { numRuns: 3000, seed: 1 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(100);
  });
});

describe("long input", () => {
  const repeat = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const shapes: Readonly<Record<string, (length: number) => string>> = {
    "many instructions": (length) => repeat("FROM a AS b\nCOPY --from=b x y\nRUN echo <<EOF\nx\nEOF\n", length),
    "one line": (length) => `FROM a\nRUN ${repeat("a b=c $X \"d e\" 'f' <", length)}`,
    "one instruction of many lines": (length) => `FROM a\nRUN ${repeat("a b \\\n# c\n\n", length)}`,
    "continuations alone": (length) => repeat("\\\n", length),
    "blank lines": (length) => repeat(" \r\n", length),
    "carriage returns": (length) => repeat("\r", length),
    "words of ARG": (length) => `ARG ${repeat("a \\\n", length)}`,
    "words of ENV": (length) => `ENV a=1 ${repeat("b=2 \\\n", length)}`,
    flags: (length) => `RUN ${repeat("--mount=type=bind,from=a,x=y \\\n", length)}`,
    "fields of a mount": (length) => `FROM a\nRUN --mount=${repeat("a=b,", length)} x`,
    "quotes in a mount": (length) => `FROM a\nRUN --mount='"${repeat('""', length)}' x`,
    "a JSON array": (length) => `CMD [${repeat('"a",', length)}"b"]`,
    "a deep JSON array": (length) => `CMD ${repeat("[", length)}`,
    "heredocs that are not closed": (length) => `RUN ${repeat("<<EOF ", length)}`,
    "blanks behind a heredoc's mark": (length) => `RUN <<${repeat(" ", length)}x<`,
    "variables within each other": (length) => `FROM ${repeat("${a:-", length)}`,
    "ONBUILD within ONBUILD": (length) => repeat("ONBUILD \\\n", length),
    "arguments that double": (length) =>
      `ARG A0=xx\n${Array.from({ length: length / 40 }, (_, i) => `ARG A${i + 1}=$A${i}$A${i}`).join("\n")}\nFROM $A9`,
    "problems of ONBUILDs": (length) => `FROM a AS b\n${repeat("ONBUILD COPY --from=$V x y\n", length)}\nFROM b`,
    "stages on one with many ONBUILDs": (length) =>
      `FROM a AS b\n${repeat("ONBUILD COPY --from=c x y\n", length / 2)}\n${repeat("FROM b\n", length / 2)}\nFROM b`,
  };

  it.each(Object.entries(shapes))("takes linear time for %s", (_name, make) => {
    const time = (length: number) => {
      const text = make(length);
      const start = performance.now();
      readAll(text);
      return performance.now() - start;
    };
    time(5e4);
    const half = time(5e5);
    // A quadratic reader needs four times as long for the whole as for the half, and minutes for either. A busy machine needs a few
    // times more than it should.
    expect(time(1e6)).toBeLessThan(8 * half + 2000);
  });
});
