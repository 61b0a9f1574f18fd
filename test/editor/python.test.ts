// What an editor shows of a Python module, at a place, `|`.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actionsFor } from "../../src/editor/actions.ts";
import { completePyproject } from "../../src/editor/completion.ts";
import { findingsOf } from "../../src/editor/findings.ts";
import { hoverDockerfile, hoverSource } from "../../src/editor/hover.ts";
import type { Project } from "../../src/editor/project.ts";
import { symbolsOf } from "../../src/editor/symbols.ts";
import { python } from "../../src/python/index.ts";
import { applyEdits } from "../../src/toml/edit.ts";
import { memoryFiles } from "../memory-files.ts";
import type { Tree } from "../python/run.ts";

function project(text: string, tree: Tree = {}, path = "app.py"): Project {
  const files = memoryFiles({ "src/a": "12345", "src/b": "1", ...tree });
  const options = { files, languages: [python], project: { folder: ".", file: path } };
  return { path, text, options: { ...options, now: new Date("2026-01-15T00:00:00Z") } };
}

function hover(marked: string, tree?: Tree) {
  const text = marked.replace("|", "");
  const found = hoverSource(project(text, tree), marked.indexOf("|"));
  return found && { about: text.slice(...found.span), markdown: found.markdown };
}

const head = "import fal, textwrap\nfrom fal.container import ContainerImage\n";
const app = (image: string, name = "A") => `class ${name}(fal.App):\n    image = ${image}\n`;
const str = (literal: string) => `${head}${app(`ContainerImage.from_dockerfile_str(${literal})`)}`;
const sent = "**COPY uploads 2 files, 6 B**\n\n- `src/a` 5 B\n- `src/b` 1 B";

describe("a COPY in a string says what it uploads", () => {
  test.each([
    ["in triple quotes", str('"""FROM a:1\nCO|PY src /x\n"""'), "COPY src /x"],
    ["with escapes", str('"FROM a:1\\nCO|PY src /x\\n"'), "COPY src /x"],
    ["at its end", str('"""FROM a:1\nCOPY src /x|\n"""'), "COPY src /x"],
    ["dedented", str('textwrap.dedent("""\n    FROM a:1\n    COPY |src /x\n    """)'), "COPY src /x"],
    ["of several literals", str('"FROM a:1\\n" "CO|PY src /x\\n"'), "COPY src /x"],
    [
      "under a name",
      `${head}TEXT = """FROM a:1\nCO|PY src /x\n"""\n${app("ContainerImage.from_dockerfile_str(TEXT)")}`,
      "COPY src /x",
    ],
    [
      "of an image of no app",
      `${head}BASE = ContainerImage.from_dockerfile_str("""FROM a:1\nCO|PY src /x\n""")\n`,
      "COPY src /x",
    ],
  ])("%s", (_, marked, about) => {
    expect(hover(marked)).toEqual({ about, markdown: sent });
  });

  test("of two apps once, or for each if they differ", () => {
    const shared = `${head}TEXT = """FROM a:1\nCO|PY src /x\n"""\n`;
    const call = "ContainerImage.from_dockerfile_str(TEXT";
    expect(hover(shared + app(`${call})`) + app(`${call})`, "B"))?.markdown).toBe(sent);
    const two = hover(shared + app(`${call})`) + app(`${call}, dockerignore=["b"])`, "B"));
    expect(two?.markdown).toContain("For `a`:\n\n**COPY uploads 2 files");
    expect(two?.markdown).toContain("For `b`:\n\n**COPY uploads 1 file, 5 B**");
  });

  test.each([
    ["another instruction", str('"""FR|OM a:1\nCOPY src /x\n"""')],
    ["the call", `${head}${app('Container|Image.from_dockerfile_str("FROM a:1")')}`],
    ["its keyword", str('|dockerfile_str="FROM a:1"').replace("dockerfile_str", "text")],
    ["a comment", `${str('"FROM a:1"')}# a|bc\n`],
    ["what only the code knows", str('"FROM a:1", build_args={"A": get|_it()}')],
    ["a module without an image", "import fal\nclass A(fal.App):\n    machine_|type = 'x'\n"],
  ])("and nothing of %s", (_, marked) => {
    expect(hover(marked)).toBeNull();
  });
});

describe("an argument says what it does", () => {
  test.each([
    [
      "of a class",
      `${head}class A(fal.App, keep_|alive=1):\n    image = ContainerImage.from_dockerfile_str("FROM a:1")\n`,
      "Keep alive",
    ],
    ["of an image", str('"FROM a:1", build_|args={}'), "Build arguments"],
    ["in front of code", str('"FROM a:1", build_|args=make()'), "Build arguments"],
    ["a path", `${head}${app('ContainerImage.from_dockerfile("Docker|file")')}`, "Dockerfile"],
    ["behind a syntax error", `def broken(:\n\n${str('"FROM a:1", build_|args={}')}`, "Build arguments"],
  ])("%s", (_, marked, title) => {
    expect(hover(marked)?.markdown).toMatch(new RegExp(`^\\*\\*${title}\\*\\*`));
  });

  test("in Python's words", () => {
    expect(hover(`${head}${app('ContainerImage.from_dockerfile("Docker|file")')}`)?.markdown).toContain(
      "relative to the folder in which `fal` is started",
    );
    const requirements = `${head}class A(fal.App, requirements_context_|dir="x"):\n    image = ContainerImage("FROM a:1")\n`;
    expect(hover(requirements)?.markdown).toContain("Default: the folder of the module.");
  });
});

describe("a Dockerfile that a module names", () => {
  test("is known by its place, and no string is taken for it", () => {
    const tree = { "docker/Dockerfile": "FROM a:1\nCOPY src /x\n", "docker/src/c": "123" };
    const named = project(
      `${head}${app('ContainerImage.from_dockerfile("docker/Dockerfile", context_dir="docker")')}`,
      tree,
    );
    const at = (path: string, from = named) => hoverDockerfile(from, (one) => one === path, 12)?.markdown;
    expect(at("docker/Dockerfile")).toBe("**COPY uploads 1 file, 3 B**\n\n- `src/c` 3 B");
    expect(at("Dockerfile")).toBeUndefined();
    expect(at("Dockerfile", project(str('"""FROM a:1\nCOPY src /x\n"""')))).toBeUndefined();
  });
});

describe("any module", () => {
  const texts = [
    str(
      '"""FROM ghcr.io/a/b:latest\nCOPY src /x\n  COPY no /y\n""", registries={"ghcr.io": {"username": "me", "password": "hunter2"}}',
    ),
    `${head}TEXT = f"""FROM a\nCOPY {'src'} /x\n"""\n${app("ContainerImage.from_dockerfile_str(TEXT)")}`,
    str('textwrap.dedent("""\n    FROM a:1\n    COPY src /x\n    """), secrets={"A": "x"}'),
  ];
  const piece = fc.constantFrom(
    ...[
      '"""',
      "'",
      "(",
      ")",
      "{",
      "}",
      "\n",
      "\r\n",
      "\\",
      "#",
      "\u0000",
      "\ud83d",
      "\ufeff",
      "class ",
      "    ",
      "f",
      "+",
    ],
  );

  test("is answered in the middle of any edit, about places within it", () => {
    const met = { hovers: 0, symbols: 0, actions: 0, suppressed: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(400), fc.nat(3), piece), { maxLength: 3 }),
        fc.oneof(fc.nat(400), fc.constantFrom("COPY", "image =", "registries", "password", "secrets")),
        (start, edits, place) => {
          const text = edits.reduce(
            (all, [from, length, put]) => all.slice(0, from) + put + all.slice(from + length),
            start,
          );
          const whole = project(text);
          const at = typeof place === "number" ? place : text.indexOf(place) + 1;
          const within = ([from, to]: readonly [number, number]) => {
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeGreaterThanOrEqual(from);
            expect(to).toBeLessThanOrEqual(text.length);
          };
          const found = hoverSource(whole, at);
          if (found !== null) {
            within(found.span);
            expect(found.markdown).not.toContain("hunter2");
            met.hovers++;
          }
          for (const { span } of symbolsOf(whole)) {
            within(span);
            met.symbols++;
          }
          expect(completePyproject(whole, at)).toEqual([]);
          for (const action of actionsFor(findingsOf(whole).slice(0, 2), whole)) {
            const result = applyEdits(
              text,
              action.edits.map(({ range, text: put }) => ({ span: [range.start.offset, range.end.offset], text: put })),
            );
            if (!("text" in result)) throw new Error("it cannot be made");
            met.actions++;
            if (action.kind === "suppress") met.suppressed++;
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(met.hovers).toBeGreaterThan(20);
    expect(met.symbols).toBeGreaterThan(80);
    expect(met.actions).toBeGreaterThan(80);
    expect(met.suppressed).toBeGreaterThan(30);
  });
});
