import type { Rule } from "./rule.ts";

export const toml11Syntax: Rule = {
  id: "toml-1-1-syntax",
  severity: "warning",
  summary: "Syntax of TOML 1.1, which many readers of a pyproject.toml refuse",
  why: "tomli before 2.4 and Python's own tomllib up to 3.14 read TOML 1.0 only. A line break or a trailing comma inside `{ … }`, `\\e` or `\\xHH` in a string, or a time without seconds makes pip, uv, build and older releases of fal refuse the whole file. An example in fal's own reference has this fault.",
  sources: ["https://github.com/toml-lang/toml/blob/main/CHANGELOG.md", "https://github.com/hukkin/tomli"],
  bad: {
    "pyproject.toml": `[tool.fal.apps]
server = {
  python_entry_point = "server.app:Server",
}
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
`,
  },
  since: "0.1.0",
};
