// The rules about uploads against what the real client sent, and against text of any kind.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandWord, type Instruction, parseDockerfile, readHeredocMark } from "../../src/container/dockerfile.ts";
import { normalizePath } from "../../src/text/path.ts";
import recorded from "../vectors/client_uploads.json" with { type: "json" };
import { dockerfileApp } from "./run.ts";
import { uploadDiagnostics } from "./upload-findings.ts";

interface Build {
  readonly id: string;
  readonly files: Record<string, string>;
  readonly expect: { readonly uploads?: string[]; readonly error?: string };
}

/** What BuildKit finds for one source among the files that the client sent; "open" where that alone does not decide. */
function finds(word: string, sent: readonly string[], here: readonly string[]): boolean | "open" {
  const expansion = expandWord(word, new Map(), { escapeToken: "\\" });
  if (!expansion.ok) return false;
  const path = normalizePath(`/${expansion.value}`).slice(1);
  if (path === "") return "open";
  if (!path.includes("*")) return sent.some((file) => file === path || file.startsWith(`${path}/`));
  const glob = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
  const matches = here.filter((file) => glob.test(file));
  if (matches.length === 0 || matches.every((file) => sent.includes(file))) return "open";
  return matches.some((file) => sent.includes(file)) ? "open" : false;
}

function sourcesOf({ keyword, flags, arguments: words }: Instruction): string[] {
  if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from")) return [];
  const sources = words.slice(0, -1).map(({ value }) => value);
  return sources.filter((word) => readHeredocMark(word) === null && !/^https?:/.test(word));
}

describe("recorded builds", () => {
  test("a line is flagged if and only if a file is missing from what the client sent", () => {
    const met = { fails: 0, works: 0, open: 0, aborts: 0 };
    for (const { id, files, expect: outcome } of recorded.cases as Build[]) {
      const project = { ...dockerfileApp(""), ...files };
      const dockerfile = files["Dockerfile"] ?? "";
      const said = uploadDiagnostics(project);
      if (outcome.uploads === undefined) {
        expect(said.map(({ rule }) => rule)).toContain("copy-outside-context");
        met.aborts++;
        continue;
      }
      const sent = [...outcome.uploads, "pyproject.toml"];
      for (const instruction of parseDockerfile(dockerfile).instructions) {
        const found = sourcesOf(instruction).map((word) => finds(word, sent, Object.keys(files)));
        const [start, end] = instruction.span;
        const flagged = said.some(({ severity, file, range: { start: at } }) =>
          file === "Dockerfile" ? severity === "error" && at.offset >= start && at.offset < end : severity === "error",
        );
        if (found.length === 0) continue;
        if (found.includes(false)) {
          expect([id, dockerfile.slice(start, end), flagged]).toEqual([id, dockerfile.slice(start, end), true]);
          met.fails++;
        } else if (found.includes("open")) met.open++;
        else {
          const here = said.filter(
            ({ file, range }) => file === "Dockerfile" && range.start.offset >= start && range.start.offset < end,
          );
          const loud = here.filter(({ severity, rule }) => severity === "error" && rule !== "upload-secret-file");
          expect([id, dockerfile.slice(start, end), loud]).toEqual([id, dockerfile.slice(start, end), []]);
          met.works++;
        }
      }
    }
    expect(met).toEqual({ fails: 88, works: 61, open: 26, aborts: 1 });
  });
});

describe("any Dockerfile and .dockerignore", () => {
  const words = fc.constantFrom(
    "src",
    "src/a.py",
    "*.py",
    "gone",
    "$X",
    "${X:-src}",
    ".",
    "../x",
    "link",
    "src/out",
    "a--b",
    "'q",
    "my\\",
    "git@h:x",
    "https://e.com/x",
    "<<EOF",
  );
  const keyword = fc.constantFrom("COPY", "COPY", "ADD", "  COPY", "ONBUILD COPY", "# \\\nCOPY");
  const flags = fc.constantFrom("", "", "", "--from=b", "--link --from=b", "--chown=1", "\\\n# src\n", "\\ \n");
  const copies = fc
    .tuple(
      keyword,
      flags,
      fc.array(words, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("/x\n", "/x\r\n", "\\\n /x\n", "[x]\n", "\n"),
    )
    .map(([start, flag, sources, end]) => [start, flag, ...sources, end].join(" "));
  const others = fc.constantFrom(
    "FROM a AS b\n",
    "FROM b\n",
    "RUN <<EOF\nCOPY src /x\nEOF\n",
    "EOF\n",
    "ARG X=src\n",
    "ENV X=$X$X\n",
    "RUN --mount=source=src,target=/x true\n",
  );
  const piece = fc.oneof(copies, copies, others);
  const pattern = fc.constantFrom(
    "*",
    "!src",
    "src",
    "/src",
    "*.py",
    "**",
    "a/**",
    "!",
    "[z-a]",
    "#c",
    " x ",
    "src/",
    "!src/a.py",
  );
  const tree = {
    "src/a.py": "1",
    "src/sub/b.py": "2",
    "a.py": "3",
    link: { link: "src" },
    loop: { link: "loop" },
    "src/out": { link: "../../y" },
    "../y": "4",
  };

  test("gives findings within the files, one a line, and no exception", () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.option(fc.array(pattern, { maxLength: 4 })),
        (pieces, patterns) => {
          const text = `FROM base\n${pieces.join("")}`;
          const ignore = patterns === null ? {} : { ".dockerignore": patterns.join("\n") };
          const project: Record<string, string | object> = dockerfileApp(text, { ...tree, ...ignore });
          const claimed = new Set<number>();
          const lines = parseDockerfile(text).instructions;
          for (const { rule, file, range, message } of uploadDiagnostics(project as ReturnType<typeof dockerfileApp>)) {
            met.set(rule, (met.get(rule) ?? 0) + 1);
            expect(range.end.offset).toBeLessThanOrEqual(String(project[file]).length);
            expect(range.start.offset).toBeLessThan(range.end.offset);
            expect(message).not.toMatch(/undefined|null|NaN|\[object/);
            const line = lines.findIndex(
              ({ span: [start, end] }) => range.start.offset >= start && range.start.offset < end,
            );
            if (file !== "Dockerfile" || /^(?:copy-in-heredoc|mount|upload-)/.test(rule) || line < 0) continue;
            expect([text, claimed.has(line)]).toEqual([text, false]);
            claimed.add(line);
          }
        },
      ),
      { numRuns: 1500 },
    );
    const rules = [...met].filter(([, count]) => count >= 10).map(([rule]) => rule);
    expect(rules.length).toBeGreaterThan(12);
  });

  test.each([
    ["COPY lines", "COPY gone $X *.py src /x\n".repeat(20_000)],
    ["sources on one line", `COPY ${"gone \\\n".repeat(50_000)} /x\n`],
    ["heredocs", "RUN <<EOF\nCOPY src/a.py /x\nEOF\n".repeat(20_000)],
    ["stages", "FROM s AS s\nENV A=1\nCOPY $A /x\n".repeat(10_000)],
    ["variables", Array.from({ length: 20_000 }, (_, i) => `ENV A${i}=$A${i - 1}x\n`).join("") + "COPY $A19999 /x\n"],
    ["lines that continue a comment", "# \\\n COPY src /x\n".repeat(20_000)],
    ["blank lines in front", "\n \n".repeat(100_000) + " COPY src /x\n"],
    ["mounts", "RUN --mount=source=src,target=/x true\n".repeat(20_000)],
  ])("takes linear time over %s", (_, text) => {
    const start = performance.now();
    uploadDiagnostics(dockerfileApp(`FROM base\n${text}`, tree));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
