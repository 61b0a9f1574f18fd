import type { Finding } from "../text/finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const deprecatedKey: Rule = {
  id: "deprecated-key",
  severity: "warning",
  summary: "The deprecated key `no_scale`, which `app_scale_settings` replaces",
  why: "`no_scale` still works: fal's client prints a warning at each deploy and turns it into its opposite, `app_scale_settings`, which it knows since 1.28.0. `no_scale = true` is the default and can go as well.",
  sources: [
    "https://fal.ai/docs/api-reference/python-sdk/pyproject-toml",
    "fal-ai/fal projects/fal/src/fal/cli/_utils.py: get_app_data_from_toml",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
no_scale = false
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
app_scale_settings = true
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    if (config.no_scale === undefined) return;
    const keyPath = [...path, "no_scale"];
    const inverted = `${!config.no_scale}`;
    yield {
      rule: "deprecated-key",
      at: { keyPath, part: "key" },
      message: "`no_scale` is deprecated: fal's client prints a warning at each deploy.",
      help: `Write \`app_scale_settings = ${inverted}\`.`,
      fix: {
        description: `Write \`app_scale_settings = ${inverted}\``,
        safe: true,
        edits: [
          { at: { keyPath, part: "key" }, text: "app_scale_settings" },
          { at: { keyPath, part: "value" }, text: inverted },
        ],
      },
    };
  },
};
