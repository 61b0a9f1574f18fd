import type { Rule } from "./rule.ts";

export const notUtf8: Rule = {
  id: "not-utf8",
  severity: "error",
  summary: "The file is not UTF-8",
  why: "TOML is UTF-8 by definition. A file saved as Windows-1252, Latin-1 or UTF-16 is refused by every reader.",
  sources: ["https://toml.io/en/v1.0.0#spec"],
  // U+FFFD stands for a byte that is no UTF-8, which an example that is text cannot hold.
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server" # caf\ufffd
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server" # café
`,
  },
  required: true,
  since: "0.1.0",
};
