// The TOML examples of fal's documentation: each compiles, or is refused for the reason given here.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { canonicalJson } from "../../src/manifest/canonical.ts";
import { memoryFiles } from "../memory-files.ts";

const folder = new URL("../examples/", import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.toml$/, ""));
const toml = (name: string) => readFileSync(new URL(`${name}.toml`, folder), "utf8");

const app = (name: string) => `import fal\n\nclass ${name}(fal.App):\n    pass\n`;

/** What each page takes for granted: the files that its example names. */
const project = {
  Dockerfile: "FROM python:3.12-slim\n",
  "src/app.py": app("ImageGenerator"),
  "src/image_app.py": app("ImageGenerator"),
  "apps/image_generator/app.py": app("ImageGenerator"),
  "diffrhythm.py": app("DiffRhythm"),
  "kokoro.py": app("Kokoro"),
  "sana.py": app("Sana"),
  "wan.py": app("Wan"),
  "parallel_sdxl.py": app("ExampleDistributedApp"),
  "projects/foo/pyproject.toml": '[project]\nname = "foo"\n',
  "projects/image-app/pyproject.toml": '[project]\nname = "image-app"\n',
};

const files = memoryFiles(project);
const ownFiles: Readonly<Record<string, typeof files>> = {
  "pyproject-toml-05-container-dockerfile": memoryFiles({
    ...project,
    Dockerfile: "FROM python:3.12-slim\nRUN --mount=type=secret,id=PIP_TOKEN pip install my-package\n",
  }),
};

const noEntry = "a fragment: the app's `ref` stands elsewhere on that page";
const refused: Readonly<Record<string, { readonly rule: string; readonly why: string }>> = {
  "pyproject-toml-04-health-check": { rule: "missing-key", why: noEntry },
  "retries-01-retry-config": { rule: "missing-key", why: noEntry },
};

/** What is said about the rest all the same. */
const flagged: Readonly<Record<string, readonly (readonly [rule: string, severity: string])[]>> = {
  // Line breaks in an inline table.
  "pyproject-toml-02-package-entry-point-toml11": [["toml-1-1-syntax", "warning"]],
  // `requirements = ["."]`, but no `[project]`: fal's client stops on this very file.
  "pyproject-toml-03-multiple-apps": [["missing-local-requirement", "error"]],
  // `my-org/…:latest`
  "migrate-external-docker-server-02-image": [
    ["scale-settings-ignored", "info"],
    ["unpinned-image", "warning"],
  ],
  "pyproject-toml-06-container-image-registries": [["unpinned-image", "warning"]],
  // `keep_alive`, which later deploys leave aside.
  "migrate-external-docker-server-01-dockerfile": [["scale-settings-ignored", "info"]],
  // The fragment leaves out the port.
  "migrate-external-docker-server-03-entrypoint-cmd": [["missing-exposed-port", "warning"]],
  // `no_scale`
  "tutorial-diffrhythm": [["deprecated-key", "warning"]],
  "tutorial-kokoro": [["deprecated-key", "warning"]],
  "tutorial-sana": [["deprecated-key", "warning"]],
  "tutorial-wan": [["deprecated-key", "warning"]],
  // `parallel_sdxl:ExampleDistributedApp`
  "tutorial-parallel-sdxl": [
    ["entry-point-format", "error"],
    ["deprecated-key", "warning"],
  ],
};

describe("examples of fal's documentation", () => {
  test("are all here", () => {
    expect(names).toHaveLength(24);
    expect(Object.keys({ ...refused, ...flagged }).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(names)("%s", (name) => {
    const { diagnostics, manifests, apps } = check(
      { path: "pyproject.toml", text: toml(name) },
      { files: ownFiles[name] ?? files },
    );
    const expected = refused[name] ? [[refused[name].rule, "error"]] : (flagged[name] ?? []);
    expect(diagnostics.map(({ rule, severity }) => [rule, severity])).toEqual(expected);
    expect(manifests.map(({ app }) => app)).toEqual(refused[name] ? [] : apps);
  });

  test.each(readdirSync(new URL("expected/", import.meta.url)))("%s, byte for byte", (file) => {
    const expected = readFileSync(new URL(`expected/${file}`, import.meta.url), "utf8");
    const { manifests } = check({ path: "pyproject.toml", text: toml(file.replace(/\.json$/, "")) });
    expect(`${JSON.stringify({ version: 1, manifests }, null, 2)}\n`).toBe(expected);
    expect(canonicalJson({ version: 1, manifests })).toBe(canonicalJson(JSON.parse(expected)));
  });
});
