import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, quoteWord, quoteWords, sourceSpan, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import type { JudgedSource } from "./uploads/copy-judge.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const copyGlob: Rule = {
  id: "copy-glob",
  severity: "error",
  summary: "COPY or ADD with a wildcard, which sends nothing",
  why: "fal's client does not expand `*`, `?` and `[…]`: it looks for a file of that very name, does not find it and sends nothing. BuildKit then finds no match, copies nothing, *and goes on without a word*: the build succeeds or fails later, and the image lacks the files. No finding where other lines send all that the wildcard matches (`COPY package*.json ./` and then `COPY . .`), nor where it matches nothing and is one source of several (an optional lock file).",
  sources: [
    "fal-ai/fal projects/fal/src/fal/file_sync.py: FileSync.collect_files",
    "https://github.com/moby/buildkit frontend/dockerfile/dockerfile2llb/convert_copy.go: AllowEmptyWildcard",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src/*.py /app/
`,
    "src/main.py": "print('hello')\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/
`,
    "src/main.py": "print('hello')\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "copy-glob")) {
      const [source] = verdict.sources;
      if (source !== undefined) yield copyFinding(app, verdict, sourceSpan(verdict), words(source, verdict.sources));
    }
  },
};

function words(
  { state, path }: JudgedSource,
  sources: readonly JudgedSource[],
): Pick<Finding, "severity" | "message" | "help"> {
  const globs = writtenSources(sources);
  if (state.kind !== "matches") {
    return {
      severity: "warning",
      message: `Nothing in the context matches ${globs}: BuildKit copies nothing, and says nothing.`,
      help: "Name what shall be copied. fal's client does not expand wildcards, so that nothing would be sent for a match either.",
    };
  }
  const { unsent, total } = state;
  const some = unsent.length < total;
  const folder = (path ?? "").split("/").slice(0, -1).join("/");
  const instead =
    folder === "" || /[*?[]/.test(folder)
      ? "Name the files, or put them into a folder and copy that."
      : `Copy the folder ${quoteWord(folder)}, or name the files.`;
  return {
    severity: some ? "warning" : "error",
    message: `fal's client does not expand ${globs}: ${quoteWords(unsent)} ${unsent.length > 1 ? "are" : "is"} not sent, and the image will lack ${unsent.length > 1 ? "them" : "it"} though the build does not stop here.`,
    help: instead,
  };
}
