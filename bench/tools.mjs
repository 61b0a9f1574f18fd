// What people would use instead of fal-lint, each as its documentation says to use it for this.
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeFiles } from "./temporary.mjs";

const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const pathOf = (name) => fileURLToPath(new URL(`../schema/${name}.schema.json`, import.meta.url));
const [schema, falSchema] = [pathOf("pyproject"), pathOf("fal")];

/**
 * The tools beside fal-lint. Each runs in a project that `configure` has set up, on its `pyproject.toml`. `blind`: it does not look at that
 * file, and is here for the time of its start. `command` is null for one that is not installed.
 */
export function tools(folder) {
  return [
    {
      name: "Tombi",
      version: lockedVersion("@tombi-toml/cli-linux-x64"),
      how: "native, its build for Linux on x64, without the npm wrapper: `tombi lint --offline`, our schema in tombi.toml",
      command: tombi(),
    },
    {
      name: "Taplo",
      version: lockedVersion("@taplo/cli"),
      how: "WebAssembly in Node: `taplo lint --schema` with our schema",
      command: node("@taplo/cli/dist/cli.js", "lint", "--schema", pathToFileURL(schema).href, "pyproject.toml"),
    },
    {
      name: "secretlint",
      version: lockedVersion("secretlint"),
      how: "its recommended preset: it looks for secrets only",
      command: node("secretlint/bin/secretlint.js", "pyproject.toml"),
    },
    {
      name: "ESLint",
      version: lockedVersion("eslint"),
      how: `eslint-plugin-toml ${lockedVersion("eslint-plugin-toml")} with its recommended rules, and eslint-plugin-json-schema-validator ${lockedVersion("eslint-plugin-json-schema-validator")} with our schema alone, from the disk`,
      command: node("eslint/bin/eslint.js", "pyproject.toml"),
    },
    {
      name: "validate-pyproject",
      version: debianVersion("python3-validate-pyproject"),
      how: "Python: Debian's package, our schema for `tool.fal` by a plugin",
      command: validatePyproject(folder),
    },
    {
      name: "dclint",
      version: lockedVersion("dclint"),
      how: "for the scale: a linter of another format, on a compose.yaml of five lines",
      command: node("dclint/bin/dclint.cjs", "compose.yaml"),
      blind: true,
    },
  ];
}

/** Where the projects' configurations find their plugins, and Python its own. */
export function prepare(folder) {
  symlinkSync(modules, join(folder, "node_modules"));
  writeFiles(folder, {
    "python/fal_schema.py": `import json

def schema(tool):
    with open(${JSON.stringify(falSchema)}, encoding="utf-8") as file:
        own = {"$id": "https://fal.ai/fal.schema.json", "$schema": "http://json-schema.org/draft-07/schema"}
        return {**json.load(file), **own}
`,
    "python/fal_schema-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: fal-schema\nVersion: 1\n",
    "python/fal_schema-1.dist-info/entry_points.txt": "[validate_pyproject.tool_schema]\nfal = fal_schema:schema\n",
  });
}

/** Sets up every tool for a project. */
export function configure(project) {
  const path = JSON.stringify(schema);
  writeFiles(project, {
    "tombi.toml": `[[schemas]]\npath = ${path}\ninclude = ["pyproject.toml"]\n`,
    ".secretlintrc.json": '{ "rules": [{ "id": "@secretlint/secretlint-rule-preset-recommend" }] }\n',
    "eslint.config.mjs": `import validator from "eslint-plugin-json-schema-validator";
import toml from "eslint-plugin-toml";

const schemas = [{ fileMatch: ["**/pyproject.toml"], schema: ${path} }];
export default [
  ...toml.configs.recommended,
  ...validator.configs.base,
  { rules: { "json-schema-validator/no-invalid": ["error", { schemas, useSchemastoreCatalog: false }] } },
];
`,
    "compose.yaml":
      'name: tools\nservices:\n  upscaler:\n    image: ghcr.io/my-org/upscaler:2.3.1\n    ports: ["127.0.0.1:8000:8000"]\n',
  });
}

function node(path, ...args) {
  return { file: process.execPath, args: [join(modules, path), ...args] };
}

function tombi() {
  const file = join(modules, "@tombi-toml/cli-linux-x64/tombi");
  return runs(file) ? { file, args: ["lint", "--offline", "pyproject.toml"] } : null;
}

function validatePyproject(folder) {
  const file = "validate-pyproject";
  const { PYTHONPATH = "" } = process.env;
  const env = { PYTHONPATH: [join(folder, "python"), PYTHONPATH].filter((path) => path !== "").join(delimiter) };
  return runs(file) ? { file, args: ["pyproject.toml"], env } : null;
}

function runs(file) {
  return spawnSync(file, ["--version"], { stdio: "ignore" }).status === 0;
}

function lockedVersion(name) {
  return packages[`node_modules/${name}`].version;
}

/** Debian's builds of it say 0.0.0 of themselves. */
function debianVersion(name) {
  const { status, stdout } = spawnSync("dpkg-query", ["--show", "--showformat=${Version}", name], { encoding: "utf8" });
  return status === 0 ? stdout : "";
}
