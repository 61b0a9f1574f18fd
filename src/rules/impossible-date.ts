import type { Rule } from "./rule.ts";

export const impossibleDate: Rule = {
  id: "impossible-date",
  severity: "error",
  summary: "A date that is in no calendar",
  why: "tomli and tomllib refuse the whole file for a day such as 30 February, wherever it stands; some other readers let it pass.",
  sources: ["https://toml.io/en/v1.0.0#offset-date-time", "https://www.rfc-editor.org/rfc/rfc3339#section-5.7"],
  bad: {
    "pyproject.toml": `[tool.other]
since = 2026-02-30

[tool.fal.apps.server]
python_entry_point = "server.app:Server"
`,
  },
  good: {
    "pyproject.toml": `[tool.other]
since = 2026-02-28

[tool.fal.apps.server]
python_entry_point = "server.app:Server"
`,
  },
  since: "0.1.0",
};
