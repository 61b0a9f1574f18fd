import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import {
  besideDockerfile,
  copyFinding,
  quoteWord,
  sourceSpan,
  writtenSources,
} from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import type { JudgedSource } from "./uploads/copy-judge.ts";
import { type CopyVerdict, verdictsOf } from "./uploads/copy-verdicts.ts";

export const copySourceMissing: Rule = {
  id: "copy-source-missing",
  severity: "error",
  summary: "COPY or ADD of a file that is not in the build context",
  why: 'The context is the folder of the pyproject.toml, whatever folder the Dockerfile lies in. fal\'s client prints "was not found, it will be skipped" and goes on; minutes later the remote build stops at the line with "not found".',
  sources: ["fal-ai/fal projects/fal/src/fal/file_sync.py: FileSync.collect_files"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY requirement.txt /app/
`,
    "requirements.txt": "numpy\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY requirements.txt /app/
`,
    "requirements.txt": "numpy\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "copy-source-missing")) {
      yield copyFinding(app, verdict, sourceSpan(verdict), words(verdict, app));
    }
  },
};

function words({ sources, line }: CopyVerdict, app: AppContext): Pick<Finding, "message" | "help"> {
  const [source] = sources;
  if (source?.state.kind === "remote") {
    const message = `${quoteWord(source.word.value)} is fetched by ADD only: BuildKit refuses it in a COPY.`;
    return { message, help: "Write ADD instead of COPY." };
  }
  const many = sources.length > 1;
  const problem = {
    missing: many ? "do not exist in the build context" : "does not exist in the build context",
    empty: "is a folder without a file in it, and fal's client sends files only",
    special: "is neither a file nor a folder",
  }[source?.state.kind as string];
  return {
    message: `${writtenSources(sources)} ${problem ?? "is not sent by fal's client"}: the remote build will stop at this ${line.instruction.keyword} with "not found".`,
    help: help(source, app),
  };
}

function help(source: JudgedSource | undefined, app: AppContext): string {
  if (source?.state.kind === "empty") return "Make the folder in the image with RUN mkdir -p, or put a file into it.";
  if (source?.state.kind === "special") return "Put a file or a folder in its place.";
  const context = "The context is the folder of the pyproject.toml.";
  const path = source?.path ?? ".";
  const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
  const beside = besideDockerfile(app, path);
  if (beside !== null)
    return `Write ${quoteWord(beside)}: paths start at the folder of the pyproject.toml, not at the Dockerfile's.`;
  const names = app.files?.list(folder === "" ? "." : folder)?.map(({ name }) => name) ?? [];
  const meant = nearest(path.slice(path.lastIndexOf("/") + 1), names);
  return meant === null
    ? context
    : `Did you mean ${quoteWord(folder === "" ? meant : `${folder}/${meant}`)}? ${context}`;
}
