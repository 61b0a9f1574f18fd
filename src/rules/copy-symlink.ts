import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, quoteWord, sourceSpan, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const copySymlink: Rule = {
  id: "copy-symlink",
  severity: "error",
  summary: "COPY or ADD of a path that is, or passes, a symbolic link",
  why: 'fal\'s client follows the link and sends what it leads to, under the name of that. The name in the Dockerfile does not exist at the builder, and the remote build stops at the line with "not found"; Docker on your machine would follow the link.',
  sources: ["fal-ai/fal projects/fal/src/fal/file_sync.py: _normalize_path"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY current /app
`,
    "releases/2/main.py": "print('hello')\n",
    current: "-> releases/2",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY releases/2 /app
`,
    "releases/2/main.py": "print('hello')\n",
    current: "-> releases/2",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "copy-symlink")) {
      const state = verdict.sources[0]?.state;
      if (state?.kind !== "link") continue;
      yield copyFinding(app, verdict, sourceSpan(verdict), {
        message: `${writtenSources(verdict.sources)} leads over a symbolic link to ${quoteWord(state.target)}, and fal's client sends it under that name only: the remote build will stop here with "not found".`,
        help: `Write ${quoteWord(state.target)}.`,
      });
    }
  },
};
