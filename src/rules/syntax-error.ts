import type { Rule } from "./rule.ts";

export const syntaxError: Rule = {
  id: "syntax-error",
  severity: "error",
  summary: "The file is not TOML",
  why: "Every tool that reads the pyproject.toml stops at the first error of syntax: pip, uv and `fal deploy` alike. Nothing else of the file is checked until it is mended. A Python module is read past its mistakes; only where so much of it is no Python that reading would take too long, the rest is not checked.",
  sources: ["https://toml.io/en/v1.0.0"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
`,
  },
  required: true,
  since: "0.1.0",
};
