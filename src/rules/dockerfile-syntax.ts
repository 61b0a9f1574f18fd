import { checkInstructions, type Instruction, type Problem, type ProblemKind } from "../container/dockerfile.ts";
import { tokenSpans } from "../container/token-spans.ts";
import type { DockerfileContent } from "../manifest/resolve.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy } from "./dockerfile/dockerfile-finding.ts";
import { isDockersFrontend } from "./dockerfile/frontend.ts";
import { instructionAt } from "./dockerfile/instruction-at.ts";
import type { AppContext, Rule } from "./rule.ts";
import { isAboutStages } from "./unknown-stage.ts";

// A file that is no Dockerfile at all has a problem on every line.
const mostShown = 20;

export const dockerfileSyntax: Rule = {
  id: "dockerfile-syntax",
  severity: "error",
  summary: "BuildKit refuses the Dockerfile",
  why: "BuildKit reads the whole file before it builds anything: its lines, then each instruction, then how the stages hang together. It stops at the first thing that it does not take, which is the error here; what else there is comes up once that is mended, and is a warning, since it may be a consequence of the first. fal's client looks at none of this and uploads all the same. Nothing is said if `# syntax=` names another frontend than Docker's.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/",
    "moby/buildkit frontend/dockerfile/parser, frontend/dockerfile/instructions, frontend/dockerfile/dockerfile2llb",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
RUNN pip install --no-cache-dir pillow==11.3.0
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
RUN pip install --no-cache-dir pillow==11.3.0
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { build } = app;
    if (build?.kind !== "dockerfile" || build.content === null || !isDockersFrontend(build.content.dockerfile)) return;
    const problems = refusals(build.content);
    for (const [index, { kind, message, span }] of problems.slice(0, mostShown).entries()) {
      const more = index === mostShown - 1 ? problems.length - mostShown : 0;
      yield {
        rule: "dockerfile-syntax",
        severity: index === 0 ? "error" : "warning",
        at: inDockerfile(app, span),
        message: `${sentence(message)} ${index === 0 ? "The build will fail." : "The build will fail here too, unless this comes from what stands above."}${more > 0 ? ` There are ${more} more such places.` : ""}`,
        ...(helps[kind] !== undefined && { help: helps[kind] }),
        related: namedBy(app),
      };
    }
  },
};

/** In the order in which BuildKit would come upon them; what a step refuses, the later steps do not look at. */
function refusals({ dockerfile, graph }: DockerfileContent): Problem[] {
  const linked = graph.problems.filter((problem) => !isAboutStages(problem));
  const refused = new Set<Instruction | null>();
  return [dockerfile.problems, checkInstructions(dockerfile), linked].flatMap((step) => {
    const met = step.map((problem) => ({
      problem,
      instruction: instructionAt(dockerfile.instructions, problem.span[0]),
    }));
    const fresh = met.filter(({ instruction }) => instruction === null || !refused.has(instruction));
    for (const { instruction } of fresh) refused.add(instruction);
    return fresh.map(({ problem }) => problem);
  });
}

/** BuildKit's problem as a sentence of its own. The name of a variable in it may be anything. */
function sentence(message: string): string {
  if (tokenSpans(message).length > 0) return "BuildKit refuses this.";
  return `${message[0]?.toUpperCase()}${message.slice(1)}${message.endsWith("?") ? "" : "."}`;
}

const helps: Partial<Record<ProblemKind, string>> = {
  "no-instructions": "Write at least a FROM line.",
  "unknown-instruction":
    "Every line begins with an instruction; what belongs to the line above needs a `\\` at that line's end.",
  "no-stage": "Write FROM and an image in front of it.",
  json: 'Quote what is in the brackets: `["8000"]`.',
  heredoc: "Close it with its name alone on a line.",
  expansion: "Set the variable in the app's `image.build_args`, or mend the `${…}`.",
};
