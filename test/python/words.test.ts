// What is said of modules is said in Python's words, though no rule knows that there are any.
import { describe, expect, test } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { readToml } from "../../src/toml/read.ts";
import { checkExample } from "../rules/check-example.ts";
import { checkModule, said, type Tree } from "./run.ts";
import { inPython } from "./translate.ts";

/** TOML's words for what has others in Python. What is in backquotes may be the user's; a `[project]` table and a JSON array are what they are. */
function tomlWords(text: string): readonly string[] {
  const prose = text.replaceAll(/a (?:`\[project\]` table|JSON array)/g, "").replaceAll(/`[^`]*`/g, "``");
  const assignments = text.match(/`(?:"[^"`]*"|[\w-]+) = [^`]*`/g) ?? [];
  return [
    ...(prose.match(/\b(?:arrays?|tables?|TOML|pyproject)\b/g) ?? []),
    ...assignments,
    ...(text.match(/`(?:true|false)`/g) ?? []),
  ];
}

describe("everything that is said", () => {
  test("of the bad examples of all rules, as modules, is said in Python's words", () => {
    const met = { found: 0, reworded: 0 };
    for (const rule of rules) {
      const { "pyproject.toml": toml = "", ...around } = rule.bad as Readonly<Record<string, string>>;
      const read = readToml(toml);
      const text = read.kind === "document" ? inPython(read.root) : null;
      if (text === null) continue;
      const says = (found: ReturnType<typeof checkExample>) =>
        found
          .filter((one) => one.rule === rule.id)
          .map(({ message, help, fix }) => `${message} ${help} ${fix?.description}`);
      const here = says(checkExample({ ...around, "app.py": text }, rule));
      for (const words of here) expect(tomlWords(words), words).toEqual([]);
      if (here.length > 0) met.found++;
      if (here.length > 0 && here.join() !== says(checkExample(rule.bad, rule)).join()) met.reworded++;
    }
    expect(met.found).toBeGreaterThan(55);
    expect(met.reworded).toBeGreaterThan(10);
  });

  const head = "import fal\nfrom fal.container import ContainerImage\n";
  const image = (rest: string) => `    image = ContainerImage.from_dockerfile_str("FROM python:3.12"${rest})\n`;
  test.each<[string, string, Tree?]>([
    ["types of settings", `${head}class A(fal.App, exposed_port="8000", requirements="x", regions={}):\n${image("")}`],
    [
      "types of an image",
      `${head}class A(fal.App):\n${image(', entrypoint={"a": 1}, registries=[], build_args=["x"], cmd=[1]')}`,
    ],
    [
      "types of a registry",
      `${head}class A(fal.App):\n${image(', registries={"ghcr.io": ["a"], "quay.io": {"username": 1}}')}`,
    ],
    [
      "unknown arguments",
      `${head}class A(fal.App, foo=1, username="x", build_args={}):\n${image(", foo=1, name=3, context=4, username=5")}`,
    ],
    [
      "unknown keys",
      `${head}class A(fal.App, retry_config={"x": {"y": 1}}):\n${image(', registries={"ghcr.io": {"pasword": "x"}}')}`,
    ],
    ["booleans", `${head}class A(fal.App, app_scale_settings="yes", no_scale=True):\n${image("")}`],
    [
      "no Dockerfile",
      `${head}class A(fal.App):\n    image = ContainerImage.from_dockerfile("none", context_dir="d")\n`,
    ],
    ["requirements", `${head}class A(fal.App, requirements=["./x"], requirements_context_dir="y"):\n${image("")}`],
    [
      "an ignore file",
      `${head}class A(fal.App):\n    image = ContainerImage.from_dockerfile("Dockerfile")\n`,
      { Dockerfile: "FROM a:1\nCOPY . .\n", "Dockerfile.dockerignore": "x\n" },
    ],
  ])("of %s", (_, text, around = {}) => {
    const { diagnostics } = checkModule(text, around);
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { message, help } of diagnostics)
      expect(tomlWords(`${message} ${help}`), `${message} ${help}`).toEqual([]);
  });
});

describe("requirements of a module", () => {
  const text = `import fal\nfrom fal.container import ContainerImage\nclass A(fal.App, requirements=["."]):\n    image = ContainerImage.from_dockerfile_str("FROM python:3.12")\n`;
  test.each([
    ["of a project with a name", { "pyproject.toml": '[project]\nname = "x"\n' }, []],
    ["of a project without one", { "pyproject.toml": "[project]\n" }, ['missing-local-requirement: "."']],
    ["of no project", {}, ['missing-local-requirement: "."']],
  ])("the project itself, %s", (_, around, expected) => {
    expect(said(text, around as Tree)).toEqual(expected);
  });
});
