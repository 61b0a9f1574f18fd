import type { Rule } from "./rule.ts";

export const unknownRule: Rule = {
  id: "unknown-rule",
  severity: "warning",
  summary: "A suppression of a rule that does not exist",
  why: `A mistyped id suppresses nothing, and the finding that it was meant for stays. An id is never given to another rule, and one that is gone has nothing left to suppress.`,
  sources: ["README.md, Suppressions"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
# fal-lint: allow unpined-image reason="the vendor publishes no versions"
image = "ghcr.io/my-org/my-server:latest"
`,
  },
  alsoFlagged: ["unpinned-image"],
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
# fal-lint: allow unpinned-image reason="the vendor publishes no versions"
image = "ghcr.io/my-org/my-server:latest"
`,
  },
  since: "0.1.0",
};
