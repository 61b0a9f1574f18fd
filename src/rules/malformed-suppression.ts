import type { Rule } from "./rule.ts";

export const malformedSuppression: Rule = {
  id: "malformed-suppression",
  severity: "warning",
  summary: "A comment to fal-lint that cannot be read",
  why: `A comment that begins with \`# fal-lint:\` is meant to suppress something. If it is not written as \`# fal-lint: allow RULE[, RULE] [until=YYYY-MM-DD] reason="…"\` it suppresses nothing.`,
  sources: ["README.md, Suppressions"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
# fal-lint: allow unpinned-image because the vendor publishes no versions
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
