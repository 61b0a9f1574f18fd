import { isImageOnly } from "../manifest/entry.ts";
import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { isLoopback, listeningHosts, loopbackByDefault } from "./apps/listening.ts";
import { type ServerCommand, serverCommand } from "./apps/server-command.ts";
import type { AppContext, Rule } from "./rule.ts";

export const loopbackBind: Rule = {
  id: "loopback-bind",
  severity: "error",
  summary: "A server that only its own container can reach",
  why: "A server on `127.0.0.1`, `localhost` or `::1` answers nobody outside of its container. Requests come from outside: fal's guide tells to bind to `0.0.0.0`, and a runner whose port never opens is stopped. Where the command is not certain to be the server's (several parts, `HOST=`, an app in which fal's own server runs) it is a warning; one other host in the command is enough for silence. `uvicorn` and `flask run` take the loopback address by themselves if nothing tells them a host: a warning, since the image may.",
  sources: [
    "https://fal.ai/docs/documentation/development/migrate-external-docker-server",
    "https://fal.ai/docs/documentation/deployment/readiness-liveness",
    "https://www.uvicorn.org/settings/",
    "https://flask.palletsprojects.com/en/stable/quickstart/",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000

[tool.fal.apps.upscaler.image]
image = "my-org/upscaler:1.2.0"
cmd = ["serve", "--host", "127.0.0.1", "--port", "8000"]
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
    const command = serverCommand(app);
    if (command === null) return;
    const hosts = listeningHosts(command);
    if (hosts.length === 0) yield* byDefault(app, command);
    if (hosts.some(({ value }) => value === null || !isLoopback(value))) return;
    const host = hosts.find(({ certain }) => certain) ?? hosts[0];
    if (host === undefined) return;
    const isCertain = host.certain && !command.compound && isImageOnly(app.config);
    yield {
      rule: "loopback-bind",
      ...(!isCertain && { severity: "warning" as const }),
      at: host.word.at,
      message: isCertain
        ? `On ${quote(host.value ?? "")} the server is reached from its own container only: requests from fal will not get through, and its runners will be stopped.`
        : `If ${quote(host.value ?? "")} is the server's host, it is reached from its own container only: requests from fal will not get through.`,
      help: "Write `0.0.0.0` (or `::`) for the host.",
      related: host.word.related,
    };
  },
};

/** No host at all, and a server that then takes the loopback one. */
function* byDefault(app: AppContext, command: ServerCommand): Iterable<Finding> {
  const server = command.compound || !isImageOnly(app.config) ? null : loopbackByDefault(command);
  if (server === null || (app.build?.kind === "dockerfile" && app.build.content?.text.includes(server.variable)))
    return;
  yield {
    rule: "loopback-bind",
    severity: "warning",
    at: server.word.at,
    message: `\`${server.name}\` without \`--host\` listens on \`127.0.0.1\`, unless the image sets \`${server.variable}\`: only its own container can reach it, and requests from fal will not get through.`,
    help: "Add `--host 0.0.0.0` (or `::`).",
    related: server.word.related,
  };
}
