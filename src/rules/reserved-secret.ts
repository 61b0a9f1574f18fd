import type { Finding } from "../text/finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const reservedSecret: Rule = {
  id: "reserved-secret",
  severity: "warning",
  summary: "A secret `FAL_KEY` for an app, which gets one anyway",
  why: "fal gives every runner a `FAL_KEY` of its own, made for the account that owns the app. A secret of that name is not needed, and which of the two the app would see is not documented. Build secrets are another matter: there is no `FAL_KEY` during a build.",
  sources: ["https://fal.ai/docs/documentation/development/environment-variables"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
secrets = ["HF_TOKEN", "FAL_KEY"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
secrets = ["HF_TOKEN"]
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    for (const [index, name] of (config.secrets ?? []).entries()) {
      if (name !== "FAL_KEY") continue;
      yield {
        rule: "reserved-secret",
        at: { keyPath: [...path, "secrets", index], part: "value" },
        message:
          "The platform itself sets `FAL_KEY` for every runner: a secret of that name is not needed, and may get in its way.",
        help: "Remove it from the list. A key of another account needs another name.",
      };
    }
  },
};
