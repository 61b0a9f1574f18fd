import type { Rule } from "./rule.ts";

export const suppressionWithoutReason: Rule = {
  id: "suppression-without-reason",
  severity: "warning",
  summary: "A suppression that does not say why",
  why: `\`# fal-lint: allow RULE reason="…"\` hides a finding from everyone who comes later. Without a reason nobody can tell whether it still holds, so it suppresses nothing.`,
  sources: ["README.md, Suppressions"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
# fal-lint: allow unpinned-image
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
