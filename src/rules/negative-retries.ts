import type { Finding } from "../text/finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const negativeRetries: Rule = {
  id: "negative-retries",
  severity: "warning",
  summary: "A negative number of retries, which counts as none",
  why: "fal's client turns a number below 0 into 0 without a word. `-1`, which means «without limit» elsewhere, means «never» here.",
  sources: ["fal-ai/fal projects/fal/src/fal/sdk.py: validate_retry_config_dict"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
retry_config = { server_error = { retries = -1 } }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
retry_config = { server_error = { retries = 3 } }
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    for (const [condition, { retries }] of Object.entries(config.retry_config ?? {})) {
      if (retries >= 0) continue;
      const at = { keyPath: [...path, "retry_config", condition, "retries"], part: "value" } as const;
      yield {
        rule: "negative-retries",
        at,
        message: `\`retries = ${retries}\` counts as 0: after \`${condition}\` nothing is tried again.`,
        help: "Write `0` if that is meant, else how often to try again.",
        fix: { description: "Write `0`", safe: true, edits: [{ at, text: "0" }] },
      };
    }
  },
};
