// What the page makes of what is pasted: it may know less than the command does, but it must not say anything that is not so.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exampleInPython } from "../../examples/browser/example.ts";
import { checkArguments, type Document } from "../../examples/browser/project.ts";
import { type CheckResult, check, type Diagnostic } from "../../src/index.ts";
import { nodeFiles } from "../../src/node.ts";
import { python } from "../../src/python/index.ts";
import { rules } from "../../src/rules/index.ts";
import { checkExample } from "../rules/check-example.ts";

const now = new Date("2026-01-01T00:00:00Z");
const isPasted = (path: string) => /(?:docker|container)file[^/]*$|^\.dockerignore$/i.test(path);

function checkedAll(texts: Readonly<Record<string, string>>, listing: string | null, at: Date = now): CheckResult[] {
  const { "pyproject.toml": text = "", ...rest } = texts;
  const others = Object.entries(rest).map(([path, text]): Document => ({ path, text }));
  const project = { main: { path: "pyproject.toml", text }, others, listing };
  return checkArguments(project, at, python).map((given) => check(...given));
}

/** What is said of the one file that is checked. */
function checked(texts: Readonly<Record<string, string>>, listing: string | null, at: Date = now): CheckResult {
  const [result, ...more] = checkedAll(texts, listing, at);
  if (result === undefined || more.length > 0) throw new Error("it is not one");
  return result;
}

/** What is said of a project that is not said of it with all its files. */
function falsely(said: readonly Diagnostic[], true_: readonly Diagnostic[]): string[] {
  const keyOf = ({ rule, file, range }: Diagnostic) => `${rule} ${file}:${range.start.line}`;
  const known = new Set(true_.map(keyOf));
  return said.map(keyOf).filter((key) => !known.has(key));
}

const folder = "test/projects";
const projects = readdirSync(folder).map((name) => {
  const root = `${folder}/${name}`;
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name: file }) => `${parentPath}/${file}`.slice(root.length + 1));
  const files = nodeFiles(root);
  const read = (path: string) => readFileSync(`${root}/${path}`, "utf8");
  const pasted = ["pyproject.toml", ...paths.filter(isPasted)];
  return {
    name,
    texts: Object.fromEntries(pasted.map((path) => [path, read(path)])),
    listing: paths.map((path) => `${files.stat(path)?.size} ./${path}`).join("\n"),
    whole: check({ path: "pyproject.toml", text: read("pyproject.toml") }, { files, now }),
  };
});

describe("a project without the list of its files", () => {
  test.each(projects)("is not told anything false: $name", ({ texts, whole }) => {
    expect(falsely(checked(texts, null).diagnostics, whole.diagnostics)).toEqual([]);
  });

  test.each(rules)("nor are the examples of rules: $id", (rule) => {
    const { good } = rule;
    const texts = Object.fromEntries(
      Object.entries(good).filter(([path]) => path === "pyproject.toml" || isPasted(path)),
    );
    if (Object.keys(texts).length === 1) return;
    const { diagnostics } = checked(texts, null, new Date(rule.now ?? now));
    expect(falsely(diagnostics, checkExample(good, rule, true))).toEqual([]);
  });

  test("is told that a Dockerfile is missing on the page, not in the project", () => {
    const text = '[tool.fal.apps.a]\nexposed_port = 80\nimage = { dockerfile = "docker/Dockerfile" }\n';
    const { diagnostics } = checked({ "pyproject.toml": text, Dockerfile: "FROM a:1\n" }, null);
    expect(diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
      ["dockerfile-not-found", expect.stringContaining("its text is not on this page")],
    ]);
    expect(checked({ "pyproject.toml": text }, null).diagnostics.map(({ rule }) => rule)).toEqual([
      "files-not-checked",
    ]);
  });
});

describe("a project with the list of its files", () => {
  test.each(projects)("is told what it uploads, and nothing false: $name", ({ texts, listing, whole }) => {
    const { diagnostics, manifests } = checked(texts, listing);
    expect(falsely(diagnostics, whole.diagnostics)).toEqual([]);
    const uploads = (result: Pick<CheckResult, "manifests">) =>
      result.manifests.map(({ app, build }) => [app, build.uploads?.map(({ path, size }) => [path, size])]);
    expect(uploads({ manifests })).toEqual(uploads(whole));
  });

  test("in any usual form", () => {
    const text = '[tool.fal.apps.a]\nexposed_port = 80\nimage = { dockerfile = "Dockerfile" }\n';
    const listing =
      "./src/a.txt\r\n  12 src/b.txt\n3\tsrc/deep/c.txt\nsrc/\nsrc/with blanks.txt\n\n./src/../src/d.txt\n";
    const [manifest] = checked({ "pyproject.toml": text, Dockerfile: "FROM a:1\nCOPY src /src\n" }, listing).manifests;
    expect(manifest?.build.uploads?.map(({ path, size }) => [path, size])).toEqual([
      ["src/a.txt", 0],
      ["src/b.txt", 12],
      ["src/d.txt", 0],
      ["src/deep/c.txt", 3],
      ["src/with blanks.txt", 0],
    ]);
  });
});

describe("a Python module", () => {
  const module = `import fal
from fal.container import ContainerImage

class App(fal.App):
    image = ContainerImage.from_dockerfile_str(
        """FROM python:3.12
COPY src /app/
""",
        registries={"ghcr.io": {"username": "me", "password": "hunter2"}},
        IGNORED
    )
`;
  const said = (results: readonly CheckResult[]) =>
    results.map(({ path, diagnostics }) => [path, diagnostics.map(({ rule }) => rule)]);
  const alone = module.replace("        IGNORED\n", "");

  test("is checked by itself, with the Dockerfile that is written in it", () => {
    expect(said(checkedAll({ "app.py": alone }, null))).toEqual([
      ["app.py", ["unused-registry", "plaintext-password"]],
    ]);
    const [result] = checkedAll({ "app.py": alone }, "5 src/a\n7 src/b\n");
    expect(result?.manifests[0]?.build.uploads?.map(({ path, size }) => [path, size])).toEqual([
      ["src/a", 5],
      ["src/b", 7],
    ]);
    expect(said(checkedAll({ "app.py": alone }, "other\n"))).toEqual([
      ["app.py", ["copy-source-missing", "unused-registry", "plaintext-password"]],
    ]);
  });

  test("is checked beside a pyproject.toml, which counts for it", () => {
    const toml =
      '[tool.fal.apps.a]\nref = "other.py"\nmachine_type = "H"\n[tool.fal-lint]\nignore = ["unused-registry"]\n';
    expect(said(checkedAll({ "pyproject.toml": toml, "src/app.py": alone }, null))).toEqual([
      ["pyproject.toml", ["unknown-machine-type"]],
      ["src/app.py", ["plaintext-password"]],
    ]);
  });

  test("is told nothing false of files that are not on the page", () => {
    const text = module.replace("IGNORED", 'dockerignore_path="docker/ignored",');
    expect(said(checkedAll({ "app.py": text }, null))).toEqual([["app.py", ["unused-registry", "plaintext-password"]]]);
    expect(said(checkedAll({ "app.py": text }, "src/a\n"))[0]?.[1]).toContain("dockerignore-refused");
  });

  test("is an example, with faults as the other has them", () => {
    const faults = checkArguments(exampleInPython, now, python).flatMap((given) => check(...given).diagnostics);
    expect(faults.map(({ rule }) => rule)).toEqual([
      "unknown-machine-type",
      "dockerfile-string-indented",
      "plaintext-password",
    ]);
  });
});
