import { isImageOnly } from "../manifest/entry.ts";
import type { Finding } from "../text/finding.ts";
import type { Span } from "../text/source.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { listeningPorts } from "./apps/listening.ts";
import { finalStages, type ServerCommand, serverCommand } from "./apps/server-command.ts";
import { inDockerfile, namedBy } from "./dockerfile/dockerfile-finding.ts";
import { isDockersFrontend } from "./dockerfile/frontend.ts";
import type { AppContext, Rule } from "./rule.ts";

export const portMismatch: Rule = {
  id: "port-mismatch",
  severity: "error",
  summary: "A server that listens on another port than `exposed_port`",
  why: "fal sends each request to `exposed_port`, and stops a runner whose port never opens. The port is looked for in `cmd` and `entrypoint` of the table and, where they do not replace them, in CMD and ENTRYPOINT of the Dockerfile's final stage: `--port`, `--bind` and the like of a single command are certain (an error); `-p`, `PORT=` and a command of several parts are not (a warning). Where no command tells a port, EXPOSE does: it opens nothing, but says what the image was made for (a warning). One matching port is enough for silence, and so is one that only shows at run time (`$PORT`).",
  sources: [
    "https://fal.ai/docs/documentation/development/migrate-external-docker-server",
    "https://fal.ai/docs/documentation/deployment/readiness-liveness",
    "https://docs.docker.com/reference/dockerfile/#expose",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
CMD ["python", "-m", "uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8080"]
`,
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
CMD ["python", "-m", "uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const command = serverCommand(app);
    // Of an app with `python_entry_point`, 8080 is the default; of an image there is none.
    const exposed = app.config.exposed_port ?? (isImageOnly(app.config) ? 0 : 8080);
    if (command === null || exposed === 0) return;
    const ports = listeningPorts(command);
    const found = ports.length > 0 ? fromCommand(app, command, exposed) : fromExpose(app, exposed);
    if (found === null) return;
    const { related = [], ...rest } = found;
    const port = { keyPath: [...app.path, "exposed_port"], part: "value" } as const;
    const own = app.config.exposed_port === undefined ? [] : [{ at: port, message: "Requests go to this port." }];
    yield { rule: "port-mismatch", ...rest, related: [...own, ...related] };
  },
};

type Found = Omit<Finding, "rule">;

function fromCommand(app: AppContext, command: ServerCommand, exposed: number): Found | null {
  const ports = listeningPorts(command);
  if (ports.some(({ value }) => value === null || value === exposed)) return null;
  const port = ports.find(({ certain }) => certain) ?? ports[0];
  if (port === undefined) return null;
  const isOnly = ports.every(({ value }) => value === port.value);
  const isCertain = port.certain && isOnly && !command.compound && isImageOnly(app.config);
  return {
    ...(!isCertain && { severity: "warning" as const }),
    at: port.word.at,
    message: isCertain
      ? `The server listens on port ${port.value}, but fal sends requests to port ${exposed}: they will not reach it, and its runners will be stopped.`
      : `Port ${port.value} is given here, but fal sends requests to port ${exposed}: if this is the server's port, they will not reach it.`,
    help: `Write ${exposed} here, or \`exposed_port = ${port.value}\`.`,
    related: port.word.related,
  };
}

function fromExpose(app: AppContext, exposed: number): Found | null {
  const ports = isImageOnly(app.config) ? exposedPorts(app) : null;
  const [first] = ports ?? [];
  if (ports === null || first === undefined || ports.some(({ from, to }) => from <= exposed && exposed <= to))
    return null;
  return {
    severity: "warning",
    at: inDockerfile(app, first.span),
    message: `The image says that it serves on port ${first.from}, but fal sends requests to port ${exposed}.`,
    help: "Write the port on which the server listens in both places. EXPOSE itself opens nothing.",
    related: namedBy(app),
  };
}

interface ExposedPorts {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly span: Span;
}

/** The TCP ports that EXPOSE names in the final stage and those below it; null if one of them cannot be read. */
function exposedPorts({ build }: AppContext): ExposedPorts[] | null {
  const content = build?.kind === "dockerfile" ? build.content : null;
  if (content === null || !isDockersFrontend(content.dockerfile)) return null;
  const ports: ExposedPorts[] = [];
  for (const { instructions } of finalStages(content.graph)) {
    for (const { keyword, arguments: words } of instructions) {
      for (const { value, span } of keyword === "EXPOSE" ? words : []) {
        const [, from, to = from, protocol = "tcp"] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(value) ?? [];
        if (from === undefined) return null;
        if (protocol.toLowerCase() === "tcp") ports.push({ from: Number(from), to: Number(to), span });
      }
    }
  }
  return ports;
}
