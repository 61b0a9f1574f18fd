import type { Finding } from "../text/finding.ts";
import { quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

/** What a deploy takes over from the one before. `max_multiplexing`, `startup_timeout` and the machine always come from the table. */
const inherited = [
  "min_concurrency",
  "max_concurrency",
  "concurrency_buffer",
  "concurrency_buffer_perc",
  "scaling_delay",
  "keep_alive",
  "request_timeout",
  "regions",
] as const;

export const scaleSettingsIgnored: Rule = {
  id: "scale-settings-ignored",
  severity: "info",
  summary: "Scale settings that count for the first deploy only, since `app_scale_settings` is not set",
  why: "The first deploy of an app takes its scale settings from the table. Every later one keeps those of the deployment before, changed or not (`fal apps scale` and the dashboard change them too), unless `app_scale_settings = true` or `fal deploy --reset-scale` says otherwise: a number that is edited in the table is silently left aside. A hint and no warning, since this is how fal means it to be used, its own examples do so, and whether the app has been deployed before cannot be seen. `app_scale_settings = false`, written down, says that it is known.",
  sources: [
    "https://fal.ai/docs/documentation/deployment/scaling-configuration",
    "fal-ai/fal projects/fal/src/fal/cli/deploy_check.py: INHERITED_SCALE_FIELDS",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
min_concurrency = 1
max_concurrency = 10
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
app_scale_settings = true
min_concurrency = 1
max_concurrency = 10
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  since: "0.1.0",
  *check({ config, path, surroundings }: AppContext): Iterable<Finding> {
    if (surroundings.dynamic.has(["app_scale_settings"])) return;
    if (config.app_scale_settings !== undefined || config.no_scale !== undefined) return;
    const [first, ...more] = inherited.filter((key) => config[key] !== undefined);
    if (first === undefined) return;
    yield {
      rule: "scale-settings-ignored",
      at: { keyPath: [...path, first], part: "key" },
      message: `Only the first deploy takes ${quoteWords([first, ...more], inherited.length)} from here: each later one keeps what the deployment before had.`,
      help: "Write `app_scale_settings = true` to apply them at each deploy, or `false` to say that they are tuned elsewhere.",
    };
  },
};
