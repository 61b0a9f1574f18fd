// The library, given the language that the code of an app is written in.
import { expect, test } from "vitest";
import { check } from "../../src/index.ts";
import { python } from "../../src/python/index.ts";
import { memoryFiles } from "../memory-files.ts";

const text = '[tool.fal.apps.upscaler]\nref = "upscaler.py::Upscaler"\napp_files = ["models"]\n';
const code = `import fal
from fal.container import ContainerImage

class Upscaler(fal.App, image=ContainerImage.from_dockerfile("Dockerfile")):
    pass
`;
const files = memoryFiles({ "upscaler.py": code });

test("joins a table with the code of its ref, if it knows the language", () => {
  const rulesOf = (options: Parameters<typeof check>[1]) =>
    check({ path: "api/pyproject.toml", text }, options).diagnostics.map(({ rule }) => rule);
  expect(rulesOf({ files, languages: [python] })).toEqual(["app-files-with-image"]);
  expect(rulesOf({ files })).toEqual([]);
  expect(rulesOf({ languages: [python] })).toEqual(rulesOf({}));
});

test("names the place in the code as it names the file", () => {
  const { diagnostics } = check({ path: "api/pyproject.toml", text }, { files, languages: [python] });
  const at = code.indexOf("image=");
  expect(diagnostics[0]).toMatchObject({
    file: "api/pyproject.toml",
    range: { start: { line: 3, column: 1 } },
    related: [{ file: "api/upscaler.py", range: { start: { line: 4, offset: at }, end: { offset: at + 5 } } }],
  });
});
