import type { Rule } from "./rule.ts";

export const unusedSuppression: Rule = {
  id: "unused-suppression",
  severity: "warning",
  summary: "A suppression that suppresses nothing",
  why: `What it was for has been mended, or it stands on the wrong line: the next finding of that rule on this line would be hidden unseen. It is told only where the rule could have spoken: the rule is on, what it goes by is given, and everything in the file could be checked. Nor can a suppression do anything about a finding for which an app is not checked any further.`,
  sources: [
    "README.md, Suppressions",
    "https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
# fal-lint: allow unpinned-image reason="the vendor publishes no versions"
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
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
