import type { Rule } from "./rule.ts";

export const expiredSuppression: Rule = {
  id: "expired-suppression",
  severity: "warning",
  summary: "A suppression whose last day is over",
  why: `\`until=YYYY-MM-DD\` says how long a finding may wait. From the day after (in UTC) the suppression suppresses nothing. Without a time (\`now\`) this is not judged.`,
  sources: ["README.md, Suppressions"],
  now: "2026-04-01T00:00:00Z",
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
# fal-lint: allow unpinned-image until=2026-03-31 reason="the vendor promised tags for March"
image = "ghcr.io/my-org/my-server:latest"
`,
  },
  alsoFlagged: ["unpinned-image"],
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
# fal-lint: allow unpinned-image until=2026-06-30 reason="the vendor promised tags for June"
image = "ghcr.io/my-org/my-server:latest"
`,
  },
  since: "0.1.0",
};
