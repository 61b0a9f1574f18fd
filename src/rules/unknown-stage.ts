import type { Problem } from "../container/dockerfile.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { isDockersFrontend } from "./dockerfile/frontend.ts";
import { type NamedImage, namedImages } from "./dockerfile/named-images.ts";
import type { StageProblem } from "./dockerfile/stage-problem.ts";
import type { AppContext, Rule } from "./rule.ts";

export const unknownStage: Rule = {
  id: "unknown-stage",
  severity: "error",
  summary: "A stage that is not there, or stands further down",
  why: "What is no stage's name BuildKit takes for an image: `COPY --from=builder` without a stage `builder` pulls `docker.io/library/builder`, which does not exist, and the error speaks of a registry that denies access. Only a name that no image can have is told: one word that is none of Docker's official images. A number must be one of a stage that there is, and every stage can use only those above it.",
  sources: [
    "https://docs.docker.com/build/building/multi-stage/",
    "moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go: toCommand, validateCircularDependency",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM golang:1.25 AS build
RUN go install example.com/server@v1.2.0

FROM gcr.io/distroless/static:nonroot
COPY --from=builder /go/bin/server /server
CMD ["/server"]
`,
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM golang:1.25 AS build
RUN go install example.com/server@v1.2.0

FROM gcr.io/distroless/static:nonroot
COPY --from=build /go/bin/server /server
CMD ["/server"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { build } = app;
    if (build?.kind !== "dockerfile" || build.content === null) return;
    const { content } = build;
    const finding = { rule: "unknown-stage", related: namedBy(app) };
    for (const image of namedImages(content)) {
      if (image.verdict.kind !== "stage") continue;
      const at = inDockerfile(app, image.span);
      yield { ...finding, at, ...words(image, image.verdict.problem), ...caseFix(app, image, content.text) };
    }
    if (!isDockersFrontend(content.dockerfile)) return;
    for (const { kind, span, message } of content.graph.problems.filter(isAboutStages)) {
      const words = {
        message: `${message[0]?.toUpperCase()}${message.slice(1)}. The build will fail.`,
        help: helps[kind],
      };
      yield { ...finding, at: inDockerfile(app, span), ...words };
    }
  },
};

const helps = {
  "missing-stage": "Write the stage's name, which stays right when a stage is added.",
  "stage-order": "Move that stage above this one, or write the name of another.",
} as const;

type StageGraphProblem = Problem & { readonly kind: keyof typeof helps };

/** Whether this rule speaks of what the graph complains about; the rest is dockerfile-syntax's. */
export function isAboutStages(problem: Problem): problem is StageGraphProblem {
  return Object.hasOwn(helps, problem.kind);
}

function words({ value }: NamedImage, { kind, meant }: StageProblem): Pick<Finding, "message" | "help"> {
  const name = quoteWord(value);
  const didYouMean = meant === null ? "" : `Did you mean ${quoteWord(meant)}?`;
  switch (kind) {
    case "case":
      return {
        message: `FROM tells upper from lower case and BuildKit keeps a stage's name in lower case, so ${name} is not the stage ${quoteWord(meant)}: the build will fail.`,
        help: `Write ${quoteWord(meant)}.`,
      };
    case "below":
      return {
        message: `The stage ${name} is defined further down, where FROM does not see it: BuildKit takes the name for an image, which Docker Hub does not have, and the build will fail.`,
        help: "Move that stage above this one.",
      };
    case "number":
      return {
        message: `Only COPY --from takes a stage's number: here ${name} is taken for an image, which Docker Hub does not have, and the build will fail.`,
        help: didYouMean || "Give the stage a name with AS, and write that.",
      };
    case "unknown":
      return {
        message: `No stage is called ${name}, so BuildKit takes it for an image, which Docker Hub does not have: the build will fail.`,
        help: didYouMean || "Write the name of a stage above this one, or the whole name of an image with its tag.",
      };
  }
}

/** Certain only where nothing but the case differs. */
function caseFix(app: AppContext, { span, value, verdict }: NamedImage, text: string): Pick<Finding, "fix"> {
  if (verdict.kind !== "stage" || verdict.problem.kind !== "case" || text.slice(...span) !== value) return {};
  const { meant } = verdict.problem;
  const edits = [{ at: inDockerfile(app, span), text: meant }];
  return { fix: { description: `Write ${quoteWord(meant)}`, safe: true, edits } };
}
