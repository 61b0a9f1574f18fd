import type { Finding } from "../text/finding.ts";
import type { FileContext, Rule } from "./rule.ts";

export const emptyFalTable: Rule = {
  id: "empty-fal-table",
  severity: "warning",
  summary: "A `[tool.fal]` or `[tool.fal.apps]` with nothing in it",
  why: "From the working directory upwards, fal's client takes the first folder whose pyproject.toml has a `[tool.fal]`, be it empty, for the root of the project. In that folder and below it, the apps of a pyproject.toml further up are not found any more.",
  sources: ["fal-ai/fal projects/fal/src/fal/project.py: find_project_root"],
  bad: {
    "pyproject.toml": `[project]
name = "painter"
version = "1.0.0"

[tool.fal.apps]
`,
  },
  good: {
    "pyproject.toml": `[project]
name = "painter"
version = "1.0.0"
`,
  },
  since: "0.1.0",
  *checkFile({ project: { falKeys, appKeys } }: FileContext): Iterable<Finding & { readonly app: null }> {
    const isEmpty = falKeys?.length === 0;
    if (!isEmpty && appKeys?.length !== 0) return;
    yield {
      rule: "empty-fal-table",
      app: null,
      at: { keyPath: isEmpty ? ["tool", "fal"] : ["tool", "fal", "apps"], part: "key" },
      message:
        "This table is empty, and makes its folder the project root for fal's client: from here it finds no app.",
      help: "Remove it, or put an app into it.",
    };
  },
};
