import type { Rule } from "./rule.ts";

export const invalidValue: Rule = {
  id: "invalid-value",
  severity: "error",
  summary: "A value outside of what the key allows",
  why: "Some keys take one of a few words (`auth`, `regions`, `skip_retry_conditions`), a number within bounds (ports), or anything but nothing. fal's client refuses the app for most of them; `auth` and `deployment_strategy` are refused by the server.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/cli/_utils.py: _validate_regions, _validate_port, _validate_skip_retry_conditions",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
auth = "privat"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
auth = "private"
`,
  },
  required: true,
  since: "0.1.0",
};
