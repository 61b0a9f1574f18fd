import { type Abort, uploadLimit } from "../client/uploads.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { abortSpan, copyFinding, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

type TooLarge = Extract<Abort, { readonly kind: "too-large" }>;

const gibibyte = uploadLimit;

export const uploadTooLarge: Rule = {
  id: "upload-too-large",
  severity: "error",
  summary: "A file over 1 GiB in the build context",
  why: "fal's client sends no file of more than 1,073,741,824 bytes: it stops at the first that a COPY or ADD names or that lies in a folder which one copies.",
  sources: ["fal-ai/fal projects/fal/src/fal/file_sync.py: FILE_SIZE_LIMIT"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY models /models
`,
    "models/weights.safetensors": "(5 GB)",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY models /models
`,
    "models/config.json": "{}",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "upload-too-large")) {
      const large = verdict.line.effects.aborts.filter((each): each is TooLarge => each.kind === "too-large");
      const [first] = large;
      if (first === undefined) continue;
      const size = `${(first.size / gibibyte).toFixed(1)} GiB`;
      const what =
        large.length === 1
          ? `${quoteWord(first.path)} (${size}) is`
          : `${quoteWords(large.map(({ path }) => path))} (the first ${size}) are`;
      yield copyFinding(app, verdict, abortSpan(verdict.line, first), {
        message: `${what} larger than the 1 GiB that fal's client sends: it will stop before it builds.`,
        help: `Download it in the image, with ADD of its URL, or when the app starts, to \`/data\`. If the image does not need it, add ${quoteWord(`/${first.path}`)} to the .dockerignore.`,
      });
    }
  },
};
