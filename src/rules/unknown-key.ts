import type { Rule } from "./rule.ts";

export const unknownKey: Rule = {
  id: "unknown-key",
  severity: "error",
  summary: "A key that fal does not know",
  why: "Since release 1.11.1 fal's client refuses an app with a key that it does not know, and prints what is left of the table, values and all: a password under a misspelt `pasword` ends up in the log. Directly in `[tool.fal]` such a key is ignored without a word, which is why it is a warning there; but `--` is dropped from it first, and what then is `apps` takes the place of `apps`.",
  sources: ["fal-ai/fal projects/fal/src/fal/cli/_utils.py: get_app_data_from_toml"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
machine-type = "GPU-H100"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
machine_type = "GPU-H100"
`,
  },
  required: true,
  since: "0.1.0",
};
