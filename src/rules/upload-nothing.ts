import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { copyReport } from "./uploads/copy-verdicts.ts";

export const uploadNothing: Rule = {
  id: "upload-nothing",
  severity: "warning",
  summary: "COPY or ADD of local files, for which no file at all is sent",
  why: "The patterns exclude everything that the Dockerfile copies, or there is nothing: BuildKit copies an empty context without a word, and the image is built without a file of the project. Where a single line is to blame, the rule about that line says so instead.",
  sources: ["fal-ai/fal projects/fal/src/fal/file_sync.py: FileSync.sync_files"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY . /app
`,
    ".dockerignore": `*
`,
    "src/main.py": "print('hello')\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY . /app
`,
    ".dockerignore": `.git
`,
    "src/main.py": "print('hello')\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const report = copyReport(app);
    if (report === null || app.build?.kind !== "dockerfile" || app.build.content === null) return;
    const { uploads, aborts } = app.build.content.uploads;
    if (uploads.length > 0 || aborts.length > 0 || report.lost.some(({ pattern }) => pattern.negated)) return;
    const lines = report.lines.filter(({ runs, sources }) => runs && sources.some(({ kind }) => kind === "path"));
    if (
      report.verdicts.some(({ line, sources }) => lines.includes(line) && sources.some(({ kind }) => kind === "path"))
    )
      return;
    const [line] = lines;
    const source = line?.sources.find(({ kind }) => kind === "path");
    if (line === undefined || source === undefined) return;
    yield copyFinding(app, { rule: "upload-nothing", line }, source.word.span, {
      message: `No file at all is sent for ${quoteWord(source.word.value)}: everything in it is excluded, or there is nothing. The image will be built without a file of the project.`,
      help: "Look at the .dockerignore, in which fal's client takes nothing back for a `!`; without one, at the folder of the pyproject.toml.",
    });
  },
};
