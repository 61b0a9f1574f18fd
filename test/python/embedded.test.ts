// A Dockerfile in a string is said of what is said of it as a file, at the place where it stands.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { plainSurroundings } from "../../src/config/language.ts";
import { applyFixes } from "../../src/fix.ts";
import { python } from "../../src/python/index.ts";
import { inPythonWords } from "../../src/python/words.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { memoryFiles } from "../memory-files.ts";

const around = {
  "src/a.py": "1",
  "requirements.txt": "2",
  "b.txt": "3",
  "app.py": "import fal\nclass App(fal.App): ...\n",
};

const lines = fc.constantFrom(
  "FROM python:3.12",
  "FROM python",
  "FROM python:latest AS base",
  "FROM ghcr.io/a/b:1@sha256:zz",
  "FROM $IMAGE",
  "FROM base AS other",
  "ARG IMAGE=python",
  "ENV A=1 B='two'",
  "COPY requirements.txt ./",
  "  COPY b.txt /x",
  "\tADD b.txt /x",
  "COPY nothing /x",
  "COPY *.txt /x/",
  "COPY $A /x",
  "COPY --chown=1 --from=base /a /b",
  "copy src /src",
  'COPY ["b.txt", "/x"]',
  "COPY ../x /y",
  "RUN pip install \\",
  "    -r requirements.txt",
  "# a comment",
  "  # another",
  "RUN --mount=type=secret,id=TOKEN cat /run/secrets/TOKEN",
  "RUN <<EOF",
  "EOF",
  "ONBUILD COPY b.txt /x",
  "EXPOSE 80 {x} é 𝕏",
  "RUN echo \"it's\" \\d ''",
  "NONSENSE here",
  "",
  "   ",
);

type Quoting = (text: string) => string;
const escaped = (text: string) => text.replaceAll("\\", "\\\\");
const quotings: Record<string, Quoting> = {
  triple: (text) => `"""${escaped(text).replaceAll('"', '\\"')}"""`,
  "triple single": (text) => `'''${escaped(text).replaceAll("'", "\\'")}'''`,
  "on one line": (text) => `"${escaped(text).replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`,
  "an f-string": (text) => `f"""${escaped(text).replaceAll('"', '\\"').replaceAll(/[{}]/g, "$&$&")}"""`,
  "line by line": (text) =>
    `(${text
      .split("\n")
      .map((line, i, all) => quotings["on one line"]?.(i < all.length - 1 ? `${line}\n` : line))
      .join("\n  ")})`,
  "a sum": (text) =>
    text
      .split(/(?<=\n)/)
      .map((line) => quotings["on one line"]?.(line))
      .join(" + ") || '""',
  "with CRLF": (text) => `"""${escaped(text).replaceAll('"', '\\"')}"""`.replaceAll("\n", "\r\n"),
};

const module = (literal: string) => `import fal
from fal.container import ContainerImage

class App(fal.App):
    image = ContainerImage.from_dockerfile_str(${literal})
`;
const toml = `[tool.fal.apps.app]\nref = "app.py::App"\nimage = { dockerfile = "Dockerfile" }\n`;

function findings(dockerfile: string) {
  const files = memoryFiles({ ...around, Dockerfile: dockerfile });
  return check({ path: "pyproject.toml", text: toml }, { files }).diagnostics;
}

describe("a Dockerfile in a string", () => {
  test("is said of what is said of the file, and points at the same characters", () => {
    const met = { clean: 0, findings: 0, exact: 0, fixes: 0 };
    fc.assert(
      fc.property(
        fc.array(lines, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...Object.keys(quotings)),
        (list, name) => {
          // A margin that all lines share is another rule's matter.
          const dockerfile = ["FROM alpine:3", "WORKDIR /srv", ...list, ""].join("\n");
          const text = module(quotings[name]?.(dockerfile) ?? "");
          const inString = check(
            { path: "app.py", text },
            { files: memoryFiles({ ...around, "app.py": text }), languages: [python] },
          ).diagnostics;
          const inFile = findings(dockerfile).filter(({ file }) => file === "Dockerfile" || file === "pyproject.toml");
          const order = (all: readonly Diagnostic[]) =>
            all.map(({ rule, severity, message, app }) => `${rule} ${severity} ${app} ${message}`).sort();
          const inWords = inFile.map((one) => ({ ...one, message: inPythonWords(one.message, plainSurroundings) }));
          expect(order(inString)).toEqual(order(inWords));
          expect(inString.every(({ file }) => file === "app.py")).toBe(true);
          met[inFile.length === 0 ? "clean" : "findings"]++;
          for (const [index, { range, fix, keyPath }] of [...inFile].sort(byText).entries()) {
            const other = [...inString].sort(byText)[index];
            if (keyPath !== null || other === undefined) continue;
            const there = dockerfile.slice(range.start.offset, range.end.offset);
            const here = text.slice(other.range.start.offset, other.range.end.offset);
            if (/[\\"'{}\n\t]/.test(there) || there === "") continue;
            expect(here).toBe(there);
            met.exact++;
            if (fix !== null && other.fix !== null) met.fixes++;
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(met.findings).toBeGreaterThan(75);
    expect(met.exact).toBeGreaterThan(100);
    expect(met.fixes).toBeGreaterThan(20);
  });

  test("is mended as the file is", () => {
    const met = { mended: 0 };
    fc.assert(
      fc.property(
        fc.array(lines, { minLength: 1, maxLength: 8 }),
        fc.constantFrom("triple", "an f-string", "with CRLF"),
        (list, name) => {
          const dockerfile = ["FROM alpine:3", "WORKDIR /srv", ...list, ""].join("\n");
          let text = module(quotings[name]?.(dockerfile) ?? "");
          const look = () =>
            check({ path: "app.py", text }, { files: memoryFiles({ ...around, "app.py": text }), languages: [python] });
          const before = look();
          const draft = { path: "app.py", original: text, text, fixes: [] };
          const fixed = before.diagnostics.filter(({ fix }) => fix?.safe);
          if (applyFixes(fixed, () => draft) === 0) return;
          text = draft.text;
          const after = look();
          expect(after.status).toBe("checked");
          expect(after.diagnostics.length).toBeLessThan(before.diagnostics.length);
          met.mended++;
        },
      ),
      { numRuns: 150 },
    );
    expect(met.mended).toBeGreaterThan(25);
  });
});

function byText(a: { rule: string; message: string }, b: { rule: string; message: string }): number {
  const [one, two] = [`${a.rule} ${a.message}`, `${b.rule} ${b.message}`];
  return one < two ? -1 : one > two ? 1 : 0;
}
