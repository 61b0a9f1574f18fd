// Names that every object of JavaScript has, wherever a user may write one: a table of ours that is asked for them must not answer.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { python } from "../../src/python/index.ts";
import { memoryFiles } from "../memory-files.ts";

const names = Object.getOwnPropertyNames(Object.prototype);
const app = "[tool.fal.apps.a]\nexposed_port = 80\n";
const dockerfile = `${app}image = { dockerfile = "Dockerfile" }\n`;

const places: readonly [where: string, toml: (name: string, value: string) => string][] = [
  ["tool", (name, value) => `[tool]\n${name} = ${value}\n${dockerfile}`],
  ["tool.fal", (name, value) => `[tool.fal]\n${name} = ${value}\n${dockerfile}`],
  ["apps", (name, value) => `[tool.fal.apps]\n${name} = ${value}\n`],
  ["an app", (name, value) => `${dockerfile}${name} = ${value}\n`],
  ["a built image", (name, value) => `${app}image = { dockerfile = "Dockerfile", ${name} = ${value} }\n`],
  ["a pulled image", (name, value) => `${app}image = { image = "ghcr.io/me/x:1", ${name} = ${value} }\n`],
  ["build_args", (name, value) => `${app}image = { dockerfile = "Dockerfile", build_args = { ${name} = ${value} } }\n`],
  ["secrets", (name, value) => `${app}image = { dockerfile = "Dockerfile", secrets = { ${name} = ${value} } }\n`],
  ["registries", (name, value) => `${app}image = { image = "ghcr.io/me/x:1", registries = { ${name} = ${value} } }\n`],
  [
    "a registry",
    (name, value) =>
      `${app}image = { image = "ghcr.io/me/x:1", registries = { "ghcr.io" = { ${name} = ${value} } } }\n`,
  ],
  ["health_check", (name, value) => `${dockerfile}health_check = { path = "/", ${name} = ${value} }\n`],
  ["retry_config", (name, value) => `${dockerfile}retry_config = { ${name} = ${value} }\n`],
  ["_scheduler_options", (name, value) => `${dockerfile}_scheduler_options = { ${name} = ${value} }\n`],
  ["project", (name, value) => `[project]\n${name} = ${value}\n${dockerfile}`],
  ["optional-dependencies", (name, value) => `[project.optional-dependencies]\n${name} = ${value}\n${dockerfile}`],
  ["dependency-groups", (name, value) => `[dependency-groups]\n${name} = ${value}\n${dockerfile}`],
  ["tool.poetry.dependencies", (name, value) => `[tool.poetry.dependencies]\n${name} = ${value}\n${dockerfile}`],
  ["tool.poetry.group", (name, value) => `[tool.poetry.group]\n${name} = ${value}\n${dockerfile}`],
  ["tool.fal-lint", (name, value) => `[tool.fal-lint]\n${name} = ${value}\n${dockerfile}`],
  ["tool.fal-lint.severity", (name, value) => `[tool.fal-lint.severity]\n${name} = ${value}\n${dockerfile}`],
];
const values = (name: string) => [
  "1",
  `"${name}"`,
  "[1]",
  `["${name}"]`,
  `[["${name}", 1]]`,
  "{}",
  `{ ${name} = "$${name}" }`,
  `{ ${name} = [1] }`,
  `{ username = "me", password = "${name}" }`,
];
const strings = ["ref", "machine_type", "auth", "regions", "requirements", "deployment_strategy", "python_version"];

const built = memoryFiles({ Dockerfile: "FROM python:3.12-slim\n" });

/** The status, and how many findings there are. */
function told(text: string, path = "pyproject.toml", files = built): string {
  const { status, diagnostics } = check({ path, text }, { files, languages: [python], secrets: [], env: {} });
  return `${status} ${diagnostics.length}`;
}

describe("as a key", () => {
  test.each(places)("of %s", (_, toml) => {
    for (const name of names) {
      for (const [index, value] of values(name).entries()) {
        // What any other name would have, but for its own length in a message.
        const other = toml("any_other_name", values("any_other_name")[index] ?? "");
        expect(`${name} = ${value}: ${told(toml(name, value))}`).toBe(`${name} = ${value}: ${told(other)}`);
      }
    }
  });
});

test.each(strings)("as the value of %s", (key) => {
  for (const name of names) {
    for (const written of [`"${name}"`, `["${name}"]`]) {
      expect(told(`${app}${key} = ${written}\n`)).toBe(
        told(`${app}${key} = ${written.replace(name, "any_other_name")}\n`),
      );
    }
  }
});

test.each([
  ["an instruction", "FROM a:1\nNAME x\n"],
  ["a flag", "FROM --NAME=x a:1\nCOPY --NAME=x a b\nRUN --NAME=x true\nHEALTHCHECK --NAME=3s CMD x\n"],
  ["a flag's value", "FROM a:1\nRUN --mount=type=NAME,NAME=x,target=/x --network=NAME --security=NAME true\n"],
  ["a stage", "FROM a:1 AS NAME\nFROM NAME\nCOPY --from=NAME a b\n"],
  ["a variable", "ARG NAME\nFROM a:$NAME\nENV NAME=1\nRUN echo ${NAME:-NAME} ${NAME#NAME}\nLABEL NAME=NAME\n"],
  ["a heredoc", "FROM a:1\nRUN <<NAME\nx\nNAME\nCOPY <<NAME /x\nx\nNAME\n"],
  ["a directive", "# NAME=x\n# syntax=NAME\nFROM a:1\n"],
  [
    "a command",
    'FROM a:1\nRUN NAME --NAME\nCMD ["NAME", "--host", "NAME"]\nSHELL ["NAME"]\nSTOPSIGNAL NAME\nUSER NAME\n',
  ],
])("as %s in a Dockerfile", (_, template) => {
  const from = (name: string) => template.replaceAll("NAME", name);
  // Stages begin with a letter, and are kept in lower case.
  const possible = names.filter((name) => !template.includes(" AS ") || /^[a-z]+$/.test(name));
  for (const name of possible) {
    const own = memoryFiles({ Dockerfile: from(name), ".dockerignore": `${name}\n` });
    const other = memoryFiles({ Dockerfile: from("any_other_name"), ".dockerignore": "any_other_name\n" });
    const path = "pyproject.toml";
    expect(`${name}: ${told(dockerfile, path, own)}`).toBe(`${name}: ${told(dockerfile, path, other)}`);
  }
});

test.each([
  ["a class", "class NAME(fal.App):\n    image = IMAGE\n"],
  ["a base", "class A(NAME, fal.App, NAME=1):\n    image = IMAGE\n"],
  ["a setting", "class A(fal.App):\n    image = IMAGE\n    NAME = 1\n    machine_type = NAME\n"],
  ["a call", "NAME()\nfal.NAME.NAME()\nclass A(fal.App):\n    image = IMAGE\n    x = NAME(NAME)(IMAGE)\n"],
  ["a decorator", "@NAME\n@fal.NAME\nclass A(fal.App):\n    image = IMAGE\n"],
  ["an option", "class A(fal.App):\n    image = ContainerImage.from_dockerfile_str('FROM a:1', NAME={'NAME': [1]})\n"],
  ["a method", "class A(fal.App):\n    image = ContainerImage.NAME('FROM a:1').NAME('x')\n"],
  ["a module", "import NAME\nfrom NAME import NAME\nfrom fal import NAME\nclass A(fal.App):\n    image = IMAGE\n"],
  [
    "a build argument",
    "class A(fal.App):\n    image = ContainerImage.from_dockerfile_str('FROM a:1', build_args={'NAME': 1})\n",
  ],
])("as %s in Python", (_, template) => {
  const head = "import fal\nfrom fal.container import ContainerImage\n";
  const from = (name: string) =>
    head + template.replaceAll("NAME", name).replaceAll("IMAGE", "ContainerImage.from_dockerfile_str('FROM a:1')");
  for (const name of names) {
    expect(`${name}: ${told(from(name), "app.py")}`).toBe(`${name}: ${told(from("any_other_name"), "app.py")}`);
  }
});
