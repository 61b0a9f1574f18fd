import type { Exclusion } from "../client/uploads.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, quoteWord, sourceSpan, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { type CopyVerdict, verdictsOf } from "./uploads/copy-verdicts.ts";
import { lostReadme } from "./uploads/lost-readme.ts";
import { ownIgnore } from "./uploads/own-ignore.ts";

export const copySourceIgnored: Rule = {
  id: "copy-source-ignored",
  severity: "error",
  summary: "COPY or ADD of a file that fal's client leaves out",
  why: "What a pattern of the .dockerignore matches is not sent, without a word, and the remote build stops at the line with \"not found\". Without a .dockerignore fal's client goes by patterns of its own, among them `*.md`, `.env`, `Dockerfile` and `.git`: `COPY README.md .` sends nothing, and where a `COPY . .` leaves the readme behind, `pip install .` fails for a project whose `readme` is README.md. It reads the patterns as .gitignore's: one without a slash matches at any depth, and `!` takes nothing back.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DEFAULT_DOCKERIGNORE_PATTERNS, DockerignoreHandler",
    "fal-ai/fal projects/fal/src/fal/file_sync.py: FileSync._should_ignore_explicit_path",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
WORKDIR /app
COPY pyproject.toml README.md ./
`,
    "README.md": "# Server\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
WORKDIR /app
COPY pyproject.toml README.md ./
`,
    ".dockerignore": `.git
.venv
.env
__pycache__
`,
    "README.md": "# Server\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "copy-source-ignored")) {
      yield copyFinding(app, verdict, sourceSpan(verdict), words(verdict));
    }
    yield* lostReadme(app);
  },
};

function words({ sources, line }: CopyVerdict): Pick<Finding, "message" | "help"> {
  const [source] = sources;
  const by: Exclusion = source?.state.kind === "ignored" ? source.state.by : "app-file";
  const same = sources.filter(({ state }) => state.kind === "ignored" && state.by === by);
  const what = `${writtenSources(same)} ${same.length > 1 ? "are" : "is"}`;
  const then = source?.glob
    ? "BuildKit copies nothing, and says nothing."
    : `the remote build will stop at this ${line.instruction.keyword} with "not found".`;
  if (by === "app-file") {
    return {
      message: `${what} the file of \`ref\`, which fal's client sends apart and leaves out of the build context: ${then}`,
      help: "Move what the image needs into another file.",
    };
  }
  const pattern = quoteWord(by.pattern);
  if (by.span === null) {
    const readme = /readme/i.test(source?.path ?? "")
      ? " Just to drop the line may not help: `pip install .` fails without the file that is the project's `readme`."
      : "";
    return {
      message: `${what} not sent: there is no .dockerignore, and ${pattern} is one of the patterns that fal's client then goes by; ${then}`,
      help: `${ownIgnore([by])}${readme}`,
    };
  }
  return {
    message: `${what} not sent: ${pattern} in the .dockerignore excludes ${same.length > 1 ? "them" : "it"}; ${then}`,
    help: `${narrower(by.pattern)} (\`!\` does not help: fal's client drops it.)${source?.glob ? " And name the files: it does not expand wildcards either." : ""}`,
  };
}

/** A pattern without a slash matches at any depth for the client, at the root only for Docker. */
function narrower(pattern: string): string {
  if (/^[*/]+$/.test(pattern)) return "Take it out, and list what shall stay behind instead.";
  const anchored = pattern.replace(/\/$/, "").includes("/");
  return anchored
    ? "Take the pattern out, or narrow it."
    : `Take the pattern out, or narrow it: without a slash it matches at any depth, ${quoteWord(`/${pattern}`)} at the root only.`;
}
