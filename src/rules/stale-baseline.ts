import type { Rule } from "./rule.ts";

const app = `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
`;

const baseline = `{
  "version": 1,
  "key": "${"0".repeat(64)}",
  "findings": [
    {"file":"pyproject.toml","rule":"unpinned-image","app":"server","keyPath":["tool","fal","apps","server","image","image"],"fingerprint":"347295ed6c847dfe49dca6cc371c74882b9fcd20bb4ea123bf825db61874e2f4","since":"2026-01-01"}
  ]
}
`;

export const staleBaseline: Rule = {
  id: "stale-baseline",
  severity: "warning",
  summary: "An entry of the baseline that no finding is left for",
  why: "A baseline (`--baseline FILE`) is there to become empty: what has been mended goes out of it, or the same mistake would be let in again. An entry is told only where its rule could have spoken: the rule is on, what it goes by is given, and everything in the file could be checked. A live credential and what keeps an app from being checked are never accepted, so an entry for one of them is stale too.",
  sources: ["README.md, Baseline"],
  bad: {
    "pyproject.toml": `${app}image = "ghcr.io/my-org/my-server:1.2.0"
`,
    "fal-lint-baseline.json": baseline,
  },
  good: {
    "pyproject.toml": `${app}image = "ghcr.io/my-org/my-server:latest"
`,
    "fal-lint-baseline.json": baseline,
  },
  since: "0.1.0",
};
