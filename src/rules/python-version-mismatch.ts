import { isImageOnly } from "../manifest/entry.ts";
import { parseSpecifiers } from "../packaging/specifier.ts";
import { allowsSome, seriesOf } from "../packaging/version-range.ts";
import type { Finding } from "../text/finding.ts";
import { appRequirements, requirementFolder } from "./apps/app-requirements.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const pythonVersionMismatch: Rule = {
  id: "python-version-mismatch",
  severity: "warning",
  summary: "A `python_version` that the project's `requires-python` rules out",
  why: "The code then runs on a Python that its project says it does not support. Where the app requires the project itself (`.`), pip refuses to install it, which is an error. Where the app is a `ref`, fal's client wants the same minor release on the machine that deploys, and there the project can only be installed on another one.",
  sources: [
    "https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python",
    "fal-ai/fal projects/fal/src/fal/api/api.py: _check_python_version_match",
  ],
  bad: {
    "pyproject.toml": `[project]
name = "painter"
version = "1.0.0"
requires-python = ">=3.11"

[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
python_version = "3.10"
`,
  },
  good: {
    "pyproject.toml": `[project]
name = "painter"
version = "1.0.0"
requires-python = ">=3.11"

[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
python_version = "3.12"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { config, path, project } = app;
    if (config.python_version === undefined || project.requiresPython === null || isImageOnly(config)) return;
    const series = seriesOf(config.python_version);
    const specifiers = parseSpecifiers(project.requiresPython);
    if (series === null || typeof specifiers === "string" || allowsSome(specifiers, series)) return;
    const installsItself = appRequirements(app).some(
      (entry) => entry.kind === "folder" && requirementFolder(app, entry.path) === ".",
    );
    const required = `the project requires Python ${quoteWord(project.requiresPython)}`;
    yield {
      rule: "python-version-mismatch",
      at: { keyPath: [...path, "python_version"], part: "value" },
      ...(installsItself
        ? { severity: "error", message: `pip will refuse to install this project on it: ${required}.` }
        : { message: `The app runs on Python ${quoteWord(config.python_version)}, but ${required}.` }),
      help: "Choose a version that both allow.",
      related: [
        { at: { keyPath: ["project", "requires-python"], part: "value" }, message: "The project says so here." },
      ],
    };
  },
};
