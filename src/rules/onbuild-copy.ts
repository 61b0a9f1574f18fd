import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, sourceSpan, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const onbuildCopy: Rule = {
  id: "onbuild-copy",
  severity: "error",
  summary: "ONBUILD COPY or ADD, for which fal's client sends nothing",
  why: 'An ONBUILD runs in the stage that is built on its own. fal\'s client looks for lines that begin with COPY or ADD and does not see it, so that nothing is sent and the remote build stops with "not found". Where no stage of the file is built on it, it does not run at all: info.',
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser.parse_copy_add_sources"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim AS base
ONBUILD COPY src /app/

FROM base
`,
    "src/main.py": "print('hello')\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim AS base

FROM base
COPY src /app/
`,
    "src/main.py": "print('hello')\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "onbuild-copy")) {
      const { line, sources } = verdict;
      const { keyword } = line.instruction;
      const span = sourceSpan(verdict);
      yield copyFinding(
        app,
        verdict,
        span,
        line.runs
          ? {
              message: `fal's client does not see a ${keyword} behind ONBUILD: nothing is sent for ${writtenSources(sources)}, and the remote build will stop with "not found".`,
              help: `Write the ${keyword} into the stage that is built on this one.`,
            }
          : {
              message: `fal's client does not see a ${keyword} behind ONBUILD, and sends nothing for it.`,
              help: "fal runs the image and builds nothing on it: an ONBUILD that no stage below uses can be removed.",
            },
      );
    }
  },
};
