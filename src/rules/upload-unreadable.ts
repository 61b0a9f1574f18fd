import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { copyReport } from "./uploads/copy-verdicts.ts";

export const uploadUnreadable: Rule = {
  id: "upload-unreadable",
  severity: "warning",
  summary: "Something in a copied folder that cannot be read",
  why: "fal's client passes over a folder that it may not list, without a word, so that the image lacks what is in it. A file whose name is not UTF-8 cannot be named here, nor in what the client sends: it may stop there. Neither is among the uploads that fal-lint lists.",
  sources: ["fal-ai/fal projects/fal/src/fal/file_sync.py: FileSync._collect_directory"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY data /data
`,
    "data/model.txt": "x\n",
    "data/private": "(a folder that cannot be read)",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY data /data
`,
    "data/model.txt": "x\n",
    "data/private": "(a folder that cannot be read)",
    ".dockerignore": `data/private
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    if (app.build?.kind !== "dockerfile" || app.build.content === null) return;
    const { copySources, uploads } = app.build.content;
    if (!uploads.outcomes.some((outcome) => outcome.kind === "directory" && outcome.unreadable.length > 0)) return;
    const sources = copySources.reads.flatMap((read) => read.sources);
    const lines = new Map(
      copyReport(app)?.lines.flatMap((line) => line.sources.map(({ word }) => [word.span[0], line] as const)),
    );
    for (const [index, outcome] of uploads.outcomes.entries()) {
      const source = sources[index];
      const line = source && lines.get(source.span[0]);
      if (outcome.kind !== "directory" || source === undefined || line === undefined) continue;
      const [first, ...more] = outcome.unreadable;
      if (first === undefined) continue;
      const others = more.length > 0 ? ` (and ${more.length} more)` : "";
      yield copyFinding(app, { rule: "upload-unreadable", line }, source.span, {
        message: `${quoteWord(first)}${others} cannot be read, or has a name that is not UTF-8: it is not sent, and the image will lack it.`,
        help: "Make it readable, give it another name, or exclude it in the .dockerignore.",
      });
    }
  },
};
