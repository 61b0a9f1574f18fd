import { expandWord, type Instruction, type Mount, mountValue, type Word } from "../container/dockerfile.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { stageLines } from "./dockerfile/stage-variables.ts";
import type { AppContext, Rule } from "./rule.ts";
import { type Arrival, contextPath } from "./uploads/arrivals.ts";
import { copyReport } from "./uploads/copy-verdicts.ts";

export const mountBindContext: Rule = {
  id: "mount-bind-context",
  severity: "error",
  summary: "RUN --mount=type=bind of files that fal's client does not send",
  why: "A bind mount without `from` shows the build context to one RUN. fal's client does not read it, and sends what COPY and ADD name and nothing else: the remote build stops when it looks for the source (an error). A mount of the whole context, or of a folder of which other lines send a part, shows that part only (a warning). No finding where other lines send it all: `COPY . .` further down is enough.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser.parse_copy_add_sources",
    "https://docs.docker.com/reference/dockerfile/#run---mounttypebind",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
RUN --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt \\
    pip install -r /tmp/requirements.txt
`,
    "requirements.txt": "numpy\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
RUN --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt \\
    pip install -r /tmp/requirements.txt
COPY . /app
`,
    "requirements.txt": "numpy\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const report = copyReport(app);
    if (report === null || app.build?.kind !== "dockerfile" || app.build.content === null) return;
    const { dockerfile, graph } = app.build.content;
    const buildArgs = new Map(Object.entries(app.config.image?.build_args ?? {}));
    for (const { stage, line, variables } of stageLines(dockerfile, graph.stages, buildArgs)) {
      const run: Instruction = line.trigger ?? line;
      const runs = line.trigger === null ? stage.reachable : stage.onbuildStage !== null;
      for (const mount of run.mounts) {
        const source = isOfContext(mount) ? mountSource(mount) : null;
        const path = source && expandWord(source.value, variables, dockerfile);
        if (source === null || path === null || !path.ok || path.unresolved.length > 0) continue;
        const found = verdict(contextPath(path.value), report.arrivals);
        if (found === null) continue;
        yield {
          rule: "mount-bind-context",
          at: inDockerfile(app, source.span),
          ...found,
          ...(!runs && { severity: "info" as const }),
          related: namedBy(app),
        };
      }
    }
  },
};

/** Bind is the type of a mount that names none. */
function isOfContext(mount: Mount): boolean {
  const type = mountValue(mount, "type")?.value.toLowerCase() ?? "bind";
  return mount.fields.length > 0 && type === "bind" && !mountValue(mount, "from")?.value;
}

/** Not given: the whole context. */
function mountSource(mount: Mount): Word {
  const field = mount.fields.findLast(({ key }) => key === "source" || key === "src");
  return field?.value ?? { value: "/", span: mount.span };
}

function verdict(
  path: string,
  arrivals: { of(path: string): Arrival },
): Pick<Finding, "severity" | "message" | "help"> | null {
  const arrival = arrivals.of(path);
  const name = quoteWord(path);
  const help = `fal's client does not read mounts. COPY ${path === "." ? "what is needed" : name} instead, or as well: in a stage that nothing uses, a COPY sends it and adds nothing to the image.`;
  if (arrival.kind === "arrives") return null;
  if (path === "." || arrival.kind === "part") {
    const what = path === "." ? "the build context" : name;
    const message = `This mounts ${what}, of which fal's client sends only what COPY and ADD name: what else the command needs will be missing.`;
    return { severity: "warning", message, help };
  }
  if (arrival.kind === "missing") {
    return {
      message: `${name} does not exist in the build context: the remote build will stop here with "not found".`,
      help: "The context is the folder of the pyproject.toml.",
    };
  }
  const because = arrival.kind === "ignored" ? ", and leaves it out of every upload" : "";
  return {
    message: `fal's client sends nothing for a mount${because}: ${name} will be missing, and the remote build will stop here with "not found".`,
    help,
  };
}
