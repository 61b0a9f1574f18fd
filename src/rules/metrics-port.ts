import type { Finding } from "../text/finding.ts";
import { servedBy } from "./apps/served-by.ts";
import type { AppContext, Rule } from "./rule.ts";

const defaultMetricsPort = 9090;
const defaultExposedPort = 8080;

export const metricsPort: Rule = {
  id: "metrics-port",
  severity: "error",
  summary: "Metrics on the port of the requests",
  why: "A `fal.App` starts a second server for its metrics, on `metrics_port` (9090 if not set). Two servers cannot listen on one port: the app fails when it starts. That is certain where the class can be seen (an error), and likely for any other app with `ref` or `python_entry_point` (a warning). A container or function that serves by itself can answer both on one port, as vLLM does; but then everyone who may call the app can read its metrics (a warning too).",
  sources: [
    "fal-ai/fal projects/fal/src/fal/api/api.py: BaseServable.serve, Options.get_metrics_port",
    "fal-ai/fal projects/fal/src/fal/app.py: App, metrics_port",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
exposed_port = 8080
metrics_port = 8080
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    pass
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
exposed_port = 8080
metrics_port = 9100
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    pass
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const server = servedBy(app);
    const { exposed_port: exposed, metrics_port: metrics } = app.config;
    const defaults = server === "other" ? {} : { exposed: defaultExposedPort, metrics: defaultMetricsPort };
    const port = metrics ?? defaults.metrics;
    if (port === undefined || port === 0 || port !== (exposed ?? defaults.exposed)) return;
    const [key, other] = metrics === undefined ? ["exposed_port", "metrics_port"] : ["metrics_port", "exposed_port"];
    const isOther = metrics !== undefined && exposed !== undefined;
    const effects = {
      "fal.App": "the second of its two servers will not start",
      unknown: "if this is a `fal.App`, the second of its two servers will not start",
      other: "everyone who may call the app can read its metrics",
    };
    yield {
      rule: "metrics-port",
      ...(server !== "fal.App" && { severity: "warning" as const }),
      at: { keyPath: [...app.path, `${key}`], part: "value" },
      message: `Port ${port} is also the ${isOther ? "" : "default "}\`${other}\`: ${effects[server]}.`,
      help: "Give the metrics a port of their own.",
      ...(isOther && {
        related: [
          { at: { keyPath: [...app.path, "exposed_port"], part: "value" }, message: "Requests go to this port." },
        ],
      }),
    };
  },
};
