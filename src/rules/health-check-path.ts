import type { Finding } from "../text/finding.ts";
import { tomlString } from "../toml/edit.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const healthCheckPath: Rule = {
  id: "health-check-path",
  severity: "error",
  summary: "A health check whose `path` is not a path",
  why: "fal asks the runner for `path`. It begins with `/`; a scheme, a host or a port has no place in it, and a check that always fails gets every runner stopped. The client sends any text. One that lacks nothing but the slash is a warning: the platform may add it.",
  sources: [
    "https://fal.ai/docs/documentation/development/add-health-check-endpoint",
    "fal-ai/fal projects/fal/src/fal/cli/_utils.py: _build_health_check_config_from_toml",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
health_check = { path = "http://localhost:8000/health" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
health_check = { path = "/health" }
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    const written = config.health_check?.path;
    if (written === undefined) return;
    const meant = intended(written);
    if (meant === written) return;
    const isBare = meant === `/${written}`;
    const at = { keyPath: [...path, "health_check", "path"], part: "value" } as const;
    const problem = written === "" ? "is empty" : isBare ? "does not begin with `/`" : "has a host in it";
    yield {
      rule: "health-check-path",
      ...(isBare && { severity: "warning" as const }),
      at,
      message: `The \`path\` of the health check ${problem}: ${isBare ? "the check may never succeed" : "the check will not find it, and runners will count as unhealthy"}.`,
      help: `Write the path alone: ${quoteWord(meant)}.`,
      fix: { description: `Write ${quoteWord(meant)}`, safe: isBare, edits: [{ at, text: tomlString(meant) }] },
    };
  },
};

const host = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*|(?:localhost(?::\d+)?|[\w.-]+:\d+)(?=\/|$))/i;

/** The path that is left without scheme and host. */
function intended(written: string): string {
  if (written.startsWith("/")) return written;
  const rest = written.replace(host, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
