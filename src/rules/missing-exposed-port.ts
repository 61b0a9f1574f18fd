import { isImageOnly } from "../manifest/entry.ts";
import type { Finding } from "../text/finding.ts";
import { listeningPorts } from "./apps/listening.ts";
import { serverCommand } from "./apps/server-command.ts";
import type { AppContext, Rule } from "./rule.ts";

export const missingExposedPort: Rule = {
  id: "missing-exposed-port",
  severity: "warning",
  summary: "A container that serves by itself, without the port on which it does",
  why: "fal sends each request to `exposed_port` of the container. An app with `ref` or `python_entry_point` has a default, 8080; for one that is only an image fal's client sends none, and which port the platform then takes, if any, is not documented. A runner whose port never opens is stopped as unhealthy. A warning, since the platform may know better; port 0, which the client accepts, is none.",
  sources: [
    "https://fal.ai/docs/documentation/development/migrate-external-docker-server",
    "https://fal.ai/docs/documentation/deployment/readiness-liveness",
    "fal-ai/fal projects/fal/src/fal/api/api.py: Options.get_exposed_port",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler.image]
image = "my-org/upscaler:1.2.0"
cmd = ["serve", "--host", "0.0.0.0", "--port", "8000"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000

[tool.fal.apps.upscaler.image]
image = "my-org/upscaler:1.2.0"
cmd = ["serve", "--host", "0.0.0.0", "--port", "8000"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { exposed_port: port } = app.config;
    const isMissing = port === undefined && isImageOnly(app.config);
    if (!isMissing && port !== 0) return;
    const command = serverCommand(app);
    const seen = command === null ? [] : listeningPorts(command);
    const meant = seen.find(({ value }) => value !== null)?.value ?? 8000;
    yield {
      rule: "missing-exposed-port",
      at: isMissing ? { keyPath: app.path, part: "key" } : { keyPath: [...app.path, "exposed_port"], part: "value" },
      message: isMissing
        ? "This app is only an image, and does not say on which port it serves: requests may never reach it."
        : "No server can be reached at port 0.",
      help: `Write the port on which the server listens: \`exposed_port = ${meant}\`.`,
    };
  },
};
