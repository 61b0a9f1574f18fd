import { expect, test } from "vitest";
import { noProject, readProject } from "../../src/config/project.ts";
import { readToml } from "../../src/toml/read.ts";

function project(text: string) {
  const document = readToml(text);
  if (document.kind !== "document") throw new Error(document.message);
  return readProject(document.root);
}

test("what the rules may know of the rest of a file", () => {
  expect(
    project(`[project]
name = "studio"
requires-python = ">=3.11"
dependencies = ["fal"]
[tool.fal]
other = 1
[tool.fal.apps.good]
ref = "a.py::A"
[tool.fal.apps.bad]
`),
  ).toEqual({
    name: "studio",
    requiresPython: ">=3.11",
    dependencies: [{ keyPath: ["project", "dependencies", 0], name: "fal", specifiers: [], conditional: false }],
    falKeys: ["other", "apps"],
    appKeys: ["good", "bad"],
  });
});

test.each([
  "",
  "project = 1\ntool = 2",
  "project.name = 1\nproject.requires-python = 3.11\ntool.fal = 'x'",
  "tool.fal-lint.apps.a = 1",
])("%j says nothing", (text) => {
  expect(project(text)).toEqual(noProject);
});

test("a [tool.fal] without apps, and with apps that are no table", () => {
  expect(project("[tool.fal]")).toMatchObject({ falKeys: [], appKeys: null });
  expect(project("tool.fal.apps = []")).toMatchObject({ falKeys: ["apps"], appKeys: null });
});
