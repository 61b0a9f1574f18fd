import type { Finding } from "../text/finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const retryConflict: Rule = {
  id: "retry-conflict",
  severity: "warning",
  summary: "Retries for a condition that is skipped",
  why: "`skip_retry_conditions` says that a request is not tried again after such a failure, and `retry_config` how often it is. fal's client sends both, and which of them counts is not documented. `retries = 0` says the same as a skip, and is no conflict.",
  sources: ["fal-ai/fal projects/fal/src/fal/sdk.py: FalServerlessConnection.register"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
skip_retry_conditions = ["timeout"]
retry_config = { timeout = { retries = 2 } }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
skip_retry_conditions = ["timeout"]
retry_config = { server_error = { retries = 2 } }
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    for (const [index, condition] of (config.skip_retry_conditions ?? []).entries()) {
      const retries = config.retry_config?.[condition]?.retries ?? 0;
      const isRepeated = config.skip_retry_conditions?.indexOf(condition) !== index;
      if (retries <= 0 || isRepeated) continue;
      yield {
        rule: "retry-conflict",
        at: { keyPath: [...path, "retry_config", condition, "retries"], part: "value" },
        message: `\`${condition}\` is to be tried again ${retries === 1 ? "once" : `${retries} times`}, and is skipped as well: which of the two counts is not documented.`,
        help: "Remove one of them.",
        related: [
          { at: { keyPath: [...path, "skip_retry_conditions", index], part: "value" }, message: "Skipped here." },
        ],
      };
    }
  },
};
