import type { Dockerfile, Instruction } from "../container/dockerfile.ts";
import { parseImageReference } from "../container/image-reference.ts";
import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import { type NamedImage, namedImages } from "./dockerfile/named-images.ts";
import type { AppContext, Rule } from "./rule.ts";

export const unresolvedBaseImage: Rule = {
  id: "unresolved-base-image",
  severity: "error",
  summary: "A FROM with a variable that nothing sets",
  why: "FROM knows the ARGs in front of the first FROM and the platform's own, no others: neither ENV nor an ARG within a stage. A build argument counts only where such an ARG declares it, and one that has neither a default nor a build argument is left empty without a word. What is left of the name then cannot be read, or names another image.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact",
    "moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go: buildDispatchStates",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `ARG PYTHON_VERSION
FROM python:\${PYTHON_VERSION}-slim
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  good: {
    "pyproject.toml": `${dockerfileApp}build_args = { PYTHON_VERSION = "3.12" }
`,
    Dockerfile: `ARG PYTHON_VERSION
FROM python:\${PYTHON_VERSION}-slim
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { build } = app;
    if (build?.kind !== "dockerfile" || build.content === null) return;
    const declared = declaredIn(build.content.dockerfile);
    const buildArgs = Object.keys(app.config.image?.build_args ?? {});
    for (const image of namedImages(build.content)) {
      if (image.verdict.kind !== "unset") continue;
      const { names } = image.verdict;
      const isReadable = parseImageReference(image.value).ok;
      yield {
        rule: "unresolved-base-image",
        severity: isReadable ? "warning" : "error",
        at: inDockerfile(app, image.span),
        message: `${subject(names)}, and BuildKit reads ${outcome(image, isReadable)}`,
        help: help(names[0], declared, buildArgs),
        related: namedBy(app),
      };
    }
  },
};

function subject(names: readonly string[]): string {
  if (names.length === 0) return "Nothing is left of this name once its variables are expanded";
  return `${quoteWords(names)} ${names.length === 1 ? "has" : "have"} no value here`;
}

function outcome({ written, value }: NamedImage, isReadable: boolean): string {
  const name = value === "" ? "a blank name" : quote(value);
  if (!isReadable) return `${name} for ${quote(written)}: the build will fail.`;
  return `${name} for ${quote(written)}. That is risky: it is probably not the image that was meant.`;
}

interface Declared {
  /** By an ARG in front of the first FROM. */
  readonly globally: ReadonlySet<string>;
  readonly inStages: ReadonlySet<string>;
}

function declaredIn({ instructions }: Dockerfile): Declared {
  const firstFrom = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const names = (part: readonly Instruction[]) =>
    new Set(
      part.flatMap(({ keyword, assignments }) => (keyword === "ARG" ? assignments.map(({ name }) => name.value) : [])),
    );
  return { globally: names(instructions.slice(0, firstFrom)), inStages: names(instructions.slice(firstFrom)) };
}

// A bound for hostile files.
const mostCandidates = 100;

/** How to give a variable its value, by where it is declared and set. */
function help(name: string | undefined, { globally, inStages }: Declared, buildArgs: readonly string[]): string {
  if (name === undefined) return "Give the variable a value that is not empty.";
  const shown = quoteWord(name);
  const line = quoteWord(`ARG ${name}=…`);
  // Of one or two letters every other name is near.
  const like = (names: Iterable<string>) =>
    name.length < 3 ? null : nearest(name, [...names].slice(0, mostCandidates));
  if (globally.has(name)) {
    const meant = like(buildArgs);
    const typo = meant === null ? "" : `${quoteWord(meant)} in \`build_args\` is another name. `;
    return `${typo}Set ${shown} in the app's \`image.build_args\`, or give it a default: ${line}.`;
  }
  const meant = like(globally);
  if (meant !== null) return `Did you mean ${quoteWord(meant)}?`;
  const isSet = buildArgs.includes(name);
  if (inStages.has(name)) {
    return `Its ARG belongs to a stage: move it in front of the first FROM${isSet ? "" : ", with a value"}.`;
  }
  return isSet
    ? `\`build_args\` sets it, which counts only with the line ${quoteWord(`ARG ${name}`)} in front of the first FROM.`
    : `Write ${line} in front of the first FROM; \`image.build_args\` can override it.`;
}
