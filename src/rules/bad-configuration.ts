import type { Rule } from "./rule.ts";

export const badConfiguration: Rule = {
  id: "bad-configuration",
  severity: "error",
  summary: "A key, rule or value in `[tool.fal-lint]` that fal-lint does not know",
  why: "A setting that is not understood would be a setting without effect, and nobody would see it: a rule that was to be an error stays a warning, a folder that was to be left out is checked. So it is an error, and the exit code is 2. A rule for which something is not checked any further can be neither left out nor given another severity. What is wrong is ignored for this run, and everything else is checked.",
  sources: ["README.md, Configuration"],
  bad: {
    "pyproject.toml": `[tool.fal-lint]
ignore = ["unpined-image"]

[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal-lint]
ignore = ["unpinned-image"]
severity = { missing-registry = "info" }
exclude = ["examples"]

[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  required: true,
  since: "0.1.0",
};
