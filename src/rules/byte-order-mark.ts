import type { Rule } from "./rule.ts";

export const byteOrderMark: Rule = {
  id: "byte-order-mark",
  severity: "error",
  summary: "The file begins with a byte order mark",
  why: "tomli and tomllib, which pip, build and fal's client read with, refuse a pyproject.toml that begins with U+FEFF: `Invalid statement (at line 1, column 1)`. Some editors on Windows write one, and show nothing of it.",
  sources: ["fal-ai/fal projects/fal/src/fal/project.py: tomli.load"],
  bad: {
    "pyproject.toml": `\ufeff[tool.fal.apps.server]
python_entry_point = "server.app:Server"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
`,
  },
  since: "0.1.0",
};
