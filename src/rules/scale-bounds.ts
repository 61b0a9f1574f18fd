import type { OpenedApp } from "../config/open.ts";
import type { Finding } from "../text/finding.ts";
import { isTableAlone } from "./apps/machines.ts";
import type { AppContext, Rule } from "./rule.ts";

/** Where the table does not say. */
const defaultMaximum = 2;

export const scaleBounds: Rule = {
  id: "scale-bounds",
  severity: "error",
  summary: "Scale settings that contradict each other, or a zero where there must be something",
  why: "`max_concurrency` is the most runners that there ever are. A `min_concurrency` above it cannot be met: one of the two numbers is not what the app gets (an error). The same goes for a `concurrency_buffer` above it, which never fills up, and for a `min_concurrency` above the default maximum of 2 where none is written (warnings). No runner, no request at a time, or no second for an answer is nothing that an app can work with (a warning: fal's client sends it, and what the platform makes of it is not documented). Negative numbers are told by invalid-value.",
  sources: [
    "https://fal.ai/docs/documentation/deployment/scale-your-application",
    "fal-ai/fal projects/fal/src/fal/cli/deploy_check.py: SERVER_DEFAULT_SCALE_VALUES",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
app_scale_settings = true
min_concurrency = 4
max_concurrency = 2
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
app_scale_settings = true
min_concurrency = 2
max_concurrency = 4
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    yield* aboveMaximum(app);
    yield* zeros(app);
  },
};

function* aboveMaximum(app: AppContext): Iterable<Finding> {
  const { max_concurrency: maximum, min_concurrency: least = 0, concurrency_buffer: buffer = 0 } = app.config;
  const at = (key: keyof OpenedApp) => ({ keyPath: [...app.path, key], part: "value" }) as const;
  if (maximum === undefined) {
    if (least <= defaultMaximum || !isTableAlone(app)) return;
    yield {
      rule: "scale-bounds",
      severity: "warning",
      at: at("min_concurrency"),
      message: `\`min_concurrency = ${least}\` is above the default \`max_concurrency\` of ${defaultMaximum}: there will hardly be that many runners.`,
      help: `Write \`max_concurrency\` too, with ${least} or more.`,
    };
    return;
  }
  // A maximum of zero is told by itself.
  if (maximum === 0) return;
  const related = [{ at: at("max_concurrency"), message: "This is the most runners that there can be." }];
  if (least > maximum) {
    yield {
      rule: "scale-bounds",
      at: at("min_concurrency"),
      message: `\`min_concurrency = ${least}\` is above \`max_concurrency = ${maximum}\`: both cannot be.`,
      help: "Raise the maximum, or lower the minimum.",
      related,
    };
  }
  if (buffer > maximum) {
    yield {
      rule: "scale-bounds",
      severity: "warning",
      at: at("concurrency_buffer"),
      message: `\`concurrency_buffer = ${buffer}\` is above \`max_concurrency = ${maximum}\`: so many spare runners there will never be.`,
      help: "Raise the maximum, or lower the buffer.",
      related,
    };
  }
}

function* zeros({ config, path }: AppContext): Iterable<Finding> {
  const check = config.health_check;
  const senseless: readonly (readonly [keyPath: readonly string[], value: number | undefined, effect: string])[] = [
    [["max_concurrency"], config.max_concurrency, "no runner would ever start"],
    [["max_multiplexing"], config.max_multiplexing, "no runner would take a request"],
    [["request_timeout"], config.request_timeout, "every request would be given up at once"],
    [["startup_timeout"], config.startup_timeout, "no runner would have the time to start"],
    [["health_check", "timeout_seconds"], check?.timeout_seconds, "every check would fail at once"],
    [["health_check", "failure_threshold"], check?.failure_threshold, "a runner would be unhealthy from the start"],
  ];
  for (const [keyPath, value, effect] of senseless) {
    if (value !== 0) continue;
    yield {
      rule: "scale-bounds",
      severity: "warning",
      at: { keyPath: [...path, ...keyPath], part: "value" },
      message: `With \`${keyPath.join(".")} = 0\` ${effect}.`,
      help: "Write 1 or more, or remove the key for the default.",
    };
  }
}
