import { isImageOnly } from "../manifest/entry.ts";
import type { Finding } from "../text/finding.ts";
import { servedBy } from "./apps/served-by.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const healthCheckMethod: Rule = {
  id: "health-check-method",
  severity: "error",
  summary: "A health check by a method that cannot work",
  why: "fal's protocol knows GET and POST for health checks; at any other the client stops with a ValueError. And the endpoints of a `fal.App` answer POST only, so that a GET gets `405 Method Not Allowed` and every runner counts as unhealthy. That is certain where the class can be seen (an error), and likely for any other app in which fal's own server runs (a warning): a `fal.function` may well bring its own.",
  sources: [
    "fal-ai/fal projects/isolate_proto/src/isolate_proto/controller.proto: ApplicationHealthCheckConfig.Method",
    "fal-ai/fal projects/fal/src/fal/api/api.py: BaseServable._build_app",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
health_check = { path = "/health", method = "GET" }
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    @fal.endpoint("/health")
    def health(self) -> dict:
        return {}
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
health_check = { path = "/health", method = "POST" }
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    @fal.endpoint("/health")
    def health(self) -> dict:
        return {}
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const method = app.config.health_check?.method;
    // An empty one counts as none.
    if (method === undefined || method === "") return;
    const at = { keyPath: [...app.path, "health_check", "method"], part: "value" } as const;
    const upper = method.toUpperCase();
    if (upper !== "GET" && upper !== "POST") {
      yield {
        rule: "health-check-method",
        at,
        message: `${quoteWord(method)} is no method for a health check: fal's client knows GET and POST, and stops.`,
        help: `Write \`method = "${isImageOnly(app.config) ? "GET" : "POST"}"\`.`,
      };
      return;
    }
    const kind = upper === "GET" ? servedBy(app) : "other";
    if (kind === "other") return;
    yield {
      rule: "health-check-method",
      ...(kind === "unknown" && { severity: "warning" as const }),
      at,
      message: `The endpoints of a \`fal.App\` answer POST only: ${kind === "unknown" ? "if this is one, " : ""}every GET will fail, and runners will count as unhealthy.`,
      help: 'Write `method = "POST"`, or remove the line: POST is the default.',
      fix: { description: 'Write `"POST"`', safe: kind === "fal.App", edits: [{ at, text: '"POST"' }] },
    };
  },
};
