// What can be done about a finding.
import { describe, expect, test } from "vitest";
import { type Action, actionsFor, fixAllEdits } from "../../src/editor/actions.ts";
import { findingsOf, tagOf, withoutRepetition } from "../../src/editor/findings.ts";
import type { Project } from "../../src/editor/project.ts";
import { lint } from "../../src/lint.ts";
import { rulesById } from "../../src/rule-ids.ts";
import type { Edit } from "../../src/text/diagnostic.ts";
import { applyEdits } from "../../src/toml/edit.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

type Tree = Readonly<Record<string, string>>;

const now = new Date("2026-01-15T00:00:00Z");

function project(tree: Tree): Project {
  const { "pyproject.toml": text = "", ...others } = tree;
  return { path: "pyproject.toml", text, options: { files: memoryFiles(others as Record<string, MemoryEntry>), now } };
}

function actions(tree: Tree, rule: string): readonly Action[] {
  const opened = project(tree);
  const found = findingsOf(opened).filter((one) => one.rule === rule);
  expect(found.length).toBeGreaterThan(0);
  return actionsFor(found.slice(0, 1), opened);
}

function applied(tree: Tree, edits: readonly Edit[]): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([path, text]) => {
      const own = edits.filter(({ file }) => file === path);
      const edited = applyEdits(
        text,
        own.map(({ range, text }) => ({ span: [range.start.offset, range.end.offset], text })),
      );
      return [path, "text" in edited ? edited.text : ""];
    }),
  );
}

const app = "[tool.fal.apps.a]\nexposed_port = 8000\n";
const built = `${app}image.dockerfile = "Dockerfile"\n`;

describe("a fix", () => {
  test("that is certain comes first", () => {
    const tree = { "pyproject.toml": `${app.replace("exposed", "no_scale = true\nexposed")}image.image = "a:1"\n` };
    const [fix, suppress] = actions(tree, "deprecated-key");
    expect(fix).toMatchObject({ kind: "fix", isSafe: true, title: "Write `app_scale_settings = false`" });
    expect(suppress).toMatchObject({ kind: "suppress", isSafe: false });
    expect(applied(tree, fix?.edits ?? [])["pyproject.toml"]).toContain("app_scale_settings = false\n");
  });

  test("that is not is offered too", () => {
    const tree = { "pyproject.toml": `${app}machine_type = "H100"\nimage.image = "a:1"\n` };
    expect(actions(tree, "unknown-machine-type")[0]).toMatchObject({
      kind: "fix",
      isSafe: false,
      title: "Write `GPU-H100`",
    });
  });

  test("of everything in one file leaves the others alone, and is made once where two apps ask for it", () => {
    const two = `${built}no_scale = true\n[tool.fal.apps.b]\nexposed_port = 1\nimage.dockerfile = "Dockerfile"\n`;
    const tree = { "pyproject.toml": two, Dockerfile: "FROM a:1\n  COPY a /a\n", a: "" };
    const found = findingsOf(project(tree));
    const fixesOf = (file: string) => fixAllEdits(found.filter((one) => one.file === file));
    const own = fixesOf("Dockerfile");
    expect(applied(tree, own)).toEqual({ ...tree, Dockerfile: "FROM a:1\nCOPY a /a\n" });
    expect(applied(tree, fixesOf("pyproject.toml")).Dockerfile).toBe(tree.Dockerfile);
    expect(fixesOf("pyproject.toml").map(({ text }) => text)).toEqual(["app_scale_settings", "false"]);
  });
});

describe("a suppression", () => {
  const comment = (rule: string) => `# fal-lint: allow ${rule} reason="…"`;

  test.each<[string, Tree, string, Tree]>([
    [
      "above the key",
      { "pyproject.toml": `${app}image.image = "a:latest"\n` },
      "unpinned-image",
      { "pyproject.toml": `${app}${comment("unpinned-image")}\nimage.image = "a:latest"\n` },
    ],
    [
      "above the key of an array",
      {
        "pyproject.toml": `${app}ref = "a.py"\n  machine_type = [\n    "XS",\n    "H100",\n  ]\n`,
        "a.py": "class A(fal.App): pass\n",
      },
      "unknown-machine-type",
      {
        "pyproject.toml": `${app}ref = "a.py"\n  ${comment("unknown-machine-type")}\n  machine_type = [\n    "XS",\n    "H100",\n  ]\n`,
        "a.py": "class A(fal.App): pass\n",
      },
    ],
    [
      "with the line ends of the file",
      { "pyproject.toml": `${app}image.image = "a:latest"\n`.replaceAll("\n", "\r\n") },
      "unpinned-image",
      { "pyproject.toml": `${app}${comment("unpinned-image")}\nimage.image = "a:latest"\n`.replaceAll("\n", "\r\n") },
    ],
    [
      "above the instruction in whose heredoc it lies",
      { "pyproject.toml": built, Dockerfile: "FROM a:1\nRUN <<EOF\nCOPY a /x\nEOF\n", a: "" },
      "copy-in-heredoc",
      {
        "pyproject.toml": built,
        Dockerfile: `FROM a:1\n${comment("copy-in-heredoc")}\nRUN <<EOF\nCOPY a /x\nEOF\n`,
        a: "",
      },
    ],
    [
      "above an instruction of several lines",
      { "pyproject.toml": built, Dockerfile: "FROM a:1\nCOPY a \\\n  b /x/\n", a: "" },
      "copy-source-missing",
      {
        "pyproject.toml": built,
        Dockerfile: `FROM a:1\n${comment("copy-source-missing")}\nCOPY a \\\n  b /x/\n`,
        a: "",
      },
    ],
    [
      "in the first line of a Dockerfile, behind its byte order mark",
      { "pyproject.toml": built, Dockerfile: "\ufeffFROM a:latest\n" },
      "unpinned-image",
      { "pyproject.toml": built, Dockerfile: `\ufeff${comment("unpinned-image")}\nFROM a:latest\n` },
    ],
    [
      "in a .dockerignore",
      { "pyproject.toml": built, Dockerfile: "FROM a:1\nCOPY a /x\n", a: "", ".dockerignore": "x\n!a\n" },
      "dockerignore-negation",
      {
        "pyproject.toml": built,
        Dockerfile: "FROM a:1\nCOPY a /x\n",
        a: "",
        ".dockerignore": `x\n${comment("dockerignore-negation")}\n!a\n`,
      },
    ],
  ])("%s", (_, tree, rule, expected) => {
    const suppress = actions(tree, rule).filter(({ kind }) => kind === "suppress");
    const after = applied(tree, suppress[0]?.edits ?? []);
    expect(after).toEqual(expected);
    const { text, options } = project(after);
    const { diagnostics, summary } = lint({ path: "pyproject.toml", text }, options);
    expect(diagnostics.map((one) => one.rule)).not.toContain(rule);
    expect(summary.suppressed).toBe(1);
  });

  test.each<[string, Tree, string]>([
    [
      "what keeps an app from being checked",
      { "pyproject.toml": `${app}unknown = 1\nimage.image = "a:1"\n` },
      "unknown-key",
    ],
    [
      "a line that begins within a text of several lines",
      { "pyproject.toml": `${app}image = { cmd = """\nx""", image = "a:latest" }\n` },
      "unpinned-image",
    ],
    [
      "a directive, which a comment above would undo",
      { "pyproject.toml": built, Dockerfile: "# syntax=123456789012.dkr.ecr.us-east-1.amazonaws.com/x:1\nFROM a:1\n" },
      "missing-registry",
    ],
  ])("is not offered for %s", (_, tree, rule) => {
    expect(actions(tree, rule).filter(({ kind }) => kind === "suppress")).toEqual([]);
  });
});

describe("findings", () => {
  test("that several apps share are told once, with all their places", () => {
    const two = `${built}[tool.fal.apps.b]\nexposed_port = 1\nimage.dockerfile = "Dockerfile"\n`;
    const found = findingsOf(project({ "pyproject.toml": two, Dockerfile: "FROM a:1\n  COPY a /a\n", a: "" }));
    const indented = found.filter(({ rule }) => rule === "copy-indented");
    expect(indented).toHaveLength(1);
    expect(indented[0]?.related.map(({ range }) => range.start.line)).toEqual([3, 6]);
  });

  test("are left as they are otherwise", () => {
    const found = findingsOf(project({ "pyproject.toml": `${app}image.image = "a:latest"\nno_scale = true\n` }));
    expect(withoutRepetition(found)).toEqual(found);
    expect(found).toHaveLength(2);
  });

  test("have tags by rules that exist", () => {
    const tagged = [...rulesById.keys()].filter((rule) => tagOf(rule) !== null);
    expect(tagged.sort()).toEqual([
      "deprecated-key",
      "negative-retries",
      "reserved-secret",
      "unused-registry",
      "unused-suppression",
    ]);
  });
});
