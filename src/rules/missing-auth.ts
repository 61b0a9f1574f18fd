import type { Finding } from "../text/finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const missingAuth: Rule = {
  id: "missing-auth",
  severity: "info",
  optional: true,
  summary: "An app that does not say who may call it",
  why: "Without `auth` a deployed app is private, unless the class of its `ref` says otherwise in Python. That default is the safe one, so this is off unless selected: for projects in which every app is to say it, so that a change of it shows in the table.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/cli/deploy_check.py: _build_deployment_check_summary",
    "https://fal.ai/docs/api-reference/python-sdk/pyproject-toml",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
auth = "private"
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  since: "0.1.0",
  *check({ config, path, surroundings }: AppContext): Iterable<Finding> {
    if (config.auth !== undefined || surroundings.dynamic.has(["auth"])) return;
    const message =
      config.ref === undefined
        ? "`auth` is not set: the app is private once deployed."
        : "`auth` is not set: the app is private once deployed, unless its class says otherwise.";
    yield {
      rule: "missing-auth",
      at: { keyPath: path, part: "key" },
      message,
      help: 'Write `auth = "private"`, `"shared"` or `"public"`.',
    };
  },
};
