import type { Rule } from "./rule.ts";

export const filesNotChecked: Rule = {
  id: "files-not-checked",
  severity: "info",
  summary: "The files around the pyproject.toml could not be looked at",
  why: "Without them nobody can tell whether the Dockerfile exists, which images it pulls and which files fal's client uploads for it: `stages`, `pulls`, `sources`, `ignore` and `uploads` of the manifest are null. This is said where fal-lint is used as a library without a file port, or where the text comes from standard input without a name.",
  sources: ["fal-ai/fal projects/fal/src/fal/file_sync.py: FileSync"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
  },
  withoutFiles: true,
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
    Dockerfile: `FROM python:3.12-slim
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  since: "0.1.0",
};
