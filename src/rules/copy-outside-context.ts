import type { Abort } from "../client/uploads.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { abortSpan, besideDockerfile, copyFinding, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

type ParentReference = Extract<Abort, { readonly kind: "parent-reference" }>;

export const copyOutsideContext: Rule = {
  id: "copy-outside-context",
  severity: "error",
  summary: "COPY or ADD of something outside the build context",
  why: 'The context is the folder of the pyproject.toml, whatever folder the Dockerfile lies in. A source that leaves it, by `..` or through a symbolic link, makes fal\'s client stop with "Parent directory reference is not allowed" before anything is built. BuildKit would not leave the context either: for it `../x` is `x`.',
  sources: ["fal-ai/fal projects/fal/src/fal/file_sync.py: sanitize_relative_path"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY ../shared /app/shared
`,
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY ./shared /app/shared
`,
    "shared/names.py": "NAMES = []\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "copy-outside-context")) {
      const abort = verdict.line.effects.aborts.find(
        (each): each is ParentReference => each.kind === "parent-reference",
      );
      if (abort === undefined) continue;
      yield copyFinding(app, verdict, abortSpan(verdict.line, abort), words(abort, app));
    }
  },
};

function words({ path, target }: ParentReference, app: AppContext): Pick<Finding, "message" | "help"> {
  const stop = "fal's client will stop before it builds.";
  if (path.startsWith("..")) {
    const meant = besideDockerfile(app, path);
    return {
      message: `${quoteWord(path)} lies outside the build context, which is the folder of the pyproject.toml: ${stop}`,
      help:
        meant === null
          ? "Move it below that folder, or the pyproject.toml up to a folder that holds both."
          : `Write ${quoteWord(meant)}: paths start at the folder of the pyproject.toml, not at the Dockerfile's.`,
    };
  }
  return {
    message: `${quoteWord(path)} is or passes a symbolic link that leads out of the build context, to ${quoteWord(target)}: ${stop}`,
    help: `Put a copy in its place, or add ${quoteWord(`/${path}`)} to the .dockerignore.`,
  };
}
