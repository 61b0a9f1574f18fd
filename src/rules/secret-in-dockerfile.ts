import type { Dockerfile } from "../container/dockerfile.ts";
import type { Finding } from "../text/finding.ts";
import type { Span } from "../text/source.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { instructionAt } from "./dockerfile/instruction-at.ts";
import { tokensIn } from "./dockerfile/token-in.ts";
import type { AppContext, Rule } from "./rule.ts";

// The shape of a fal key, and of no other secret that is known.
const example = ["00000000-1111-4222-8333-444444444444", "0123456789abcdef0123456789abcdef"].join(":");

// A file full of them says no more with each.
const mostShown = 100;

export const secretInDockerfile: Rule = {
  id: "secret-in-dockerfile",
  severity: "error",
  securitySeverity: 9.1,
  summary: "A token in the Dockerfile, or in a build argument",
  why: "Whatever an ARG, ENV, LABEL or RUN holds stays in the image's configuration and history, where `docker history` shows it, and in every cache of the build; so does a build argument. A file that is written and removed again stays in its layer. A secret that is mounted for one RUN is in none of them. Only tokens whose shape or content is known are told, so silence is no promise.",
  sources: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
ENV FAL_KEY=${example}
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  good: {
    "pyproject.toml": `${dockerfileApp}secrets = { PIP_TOKEN = "$PIP_TOKEN" }
`,
    Dockerfile: `FROM python:3.12-slim
RUN --mount=type=secret,id=PIP_TOKEN,env=PIP_TOKEN pip install --no-cache-dir pillow==11.3.0
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { build, config, path } = app;
    for (const [name, value] of Object.entries(config.image?.build_args ?? {})) {
      const [token] = tokensIn(value);
      if (token === undefined) continue;
      yield {
        rule: "secret-in-dockerfile",
        at: { keyPath: [...path, "image", "build_args", name], part: "value" },
        message: `The build argument ${quoteWord(name)} holds ${token.label}: everyone who can read the repository or the image can read it.`,
        help: help("ARG", name),
      };
    }
    if (build?.kind !== "dockerfile" || build.content === null) return;
    const { text, dockerfile } = build.content;
    for (const { span, label } of tokensIn(text).slice(0, mostShown)) {
      const { keyword, name } = placeOf(dockerfile, span);
      yield {
        rule: "secret-in-dockerfile",
        at: inDockerfile(app, span),
        message: `This ${keyword ?? "comment"} holds ${label}: everyone who can read the repository${keyword === null ? "" : " or the image"} can read it.`,
        help: keyword === null ? revoke : help(keyword, name),
        related: namedBy(app),
      };
    }
  },
};

interface TokenLine {
  /** Null in a comment. */
  readonly keyword: string | null;
  /** The variable whose value it is; null if there is none. */
  readonly name: string | null;
}

function placeOf({ instructions, comments }: Dockerfile, [start]: Span): TokenLine {
  const instruction = instructionAt(instructions, start);
  if (instruction === null || comments.some(({ span }) => span[0] <= start && start < span[1])) {
    return { keyword: null, name: null };
  }
  const holder = instruction.assignments.find(
    ({ value }) => value !== null && value.span[0] <= start && start < value.span[1],
  );
  // What is no instruction of Docker's may be the secret itself.
  const keyword = /^[A-Z]{3,11}$/.test(instruction.keyword) ? instruction.keyword : "line";
  return { keyword, name: holder?.name.value ?? null };
}

const revoke = "Take it out, and revoke it where it was issued: it may be in the repository's history.";

/** Read by what runs in the container rather than by the build. */
const runtimeKeywords: ReadonlySet<string> = new Set(["ENV", "CMD", "ENTRYPOINT", "HEALTHCHECK"]);

function help(keyword: string, variable: string | null): string {
  const name =
    variable !== null && /^[A-Za-z_]\w*$/.test(variable) && tokensIn(variable).length === 0 ? variable : "NAME";
  const runtime = runtimeKeywords.has(keyword) ? ` If the running app needs it, list it in the app's \`secrets\`.` : "";
  return `Run \`fal secrets set ${name}=…\`, write \`${name} = "$${name}"\` in \`image.secrets\`, and read it in \`RUN --mount=type=secret,id=${name}\`.${runtime} Revoke this one: it may be in the repository's history.`;
}
