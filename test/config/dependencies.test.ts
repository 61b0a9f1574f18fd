import { expect, test } from "vitest";
import { readDependencies } from "../../src/config/dependencies.ts";
import { readToml } from "../../src/toml/read.ts";

/** `path name specifiers`, with a `?` behind what is conditional. */
function dependencies(text: string): string[] {
  const document = readToml(text);
  if (document.kind !== "document") throw new Error(document.message);
  return readDependencies(document.root).map(({ keyPath, name, specifiers, conditional }) => {
    const versions = specifiers.map(({ operator, version, wildcard }) => operator + version + (wildcard ? ".*" : ""));
    return `${keyPath.join(".")} ${name} ${versions.join(",")}${conditional ? "?" : ""}`;
  });
}

test("every place that names packages is read, with its path", () => {
  const text = `[project]
dependencies = ["Fal>=1.70", "torch==2.7.*; python_version < '3.13'", "not one !", 7]
[project.optional-dependencies]
dev = ["fal==1.70.0"]
[dependency-groups]
lint = ["ruff"]
all = [{ include-group = "lint" }, "fal[x] @ https://user:pass@example.com/fal.whl"]
[tool.poetry.dependencies]
python = "^3.11"
fal = "^1.70"
torch = { version = "~2.7", markers = "os_name == 'nt'" }
numpy = [{ version = "<2", python = "<3.12" }, { version = ">=2", python = ">=3.12" }]
local = { path = "../local" }
extra = { version = "1.0", extras = ["x"] }
mac = { version = "1.0", platform = "darwin" }
"any" = "*"
[tool.poetry.dev-dependencies]
Fal_Client = "1.2.3"
[tool.poetry.group.gpu.dependencies]
fal = ">=1.75 <2"
other = "^1 || ^2"
`;
  expect(dependencies(text)).toEqual([
    "project.dependencies.0 fal >=1.70",
    "project.dependencies.1 torch ==2.7.*?",
    "project.optional-dependencies.dev.0 fal ==1.70.0",
    "dependency-groups.lint.0 ruff ",
    "dependency-groups.all.1 fal ",
    "tool.poetry.dependencies.python python >=3.11,<4",
    "tool.poetry.dependencies.fal fal >=1.70,<2",
    "tool.poetry.dependencies.torch torch >=2.7,<2.8?",
    "tool.poetry.dependencies.numpy.0 numpy <2?",
    "tool.poetry.dependencies.numpy.1 numpy >=2?",
    "tool.poetry.dependencies.extra extra ==1.0",
    "tool.poetry.dependencies.mac mac ==1.0?",
    "tool.poetry.dependencies.any any ",
    "tool.poetry.dev-dependencies.Fal_Client fal-client ==1.2.3",
    "tool.poetry.group.gpu.dependencies.fal fal >=1.75,<2",
  ]);
});

test.each([
  "",
  "project = 1",
  "project.dependencies = 'fal'",
  "project.optional-dependencies = []",
  "dependency-groups.dev = { a = 1 }",
  "tool.poetry = 1",
  "tool.poetry.group.dev = 1",
  "tool.poetry.dependencies = ['fal']",
  "tool.poetry.dependencies.fal = 1979-05-27",
  "tool.poetry.dependencies.fal = []",
])("%j holds none", (text) => {
  expect(dependencies(text)).toEqual([]);
});
