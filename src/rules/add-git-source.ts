import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, sourceSpan, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const addGitSource: Rule = {
  id: "add-git-source",
  severity: "info",
  summary: "ADD of a Git repository by SSH, which fal's client takes for a local path",
  why: "BuildKit clones the repository by itself. fal's client knows http:// and https:// only: it looks for a file of the repository's name, prints \"was not found, it will be skipped\" and goes on. That is harmless, hence info. Whether the builder has a key for SSH is another question: nothing in the pyproject.toml gives it one.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser._is_valid_source",
    "https://docs.docker.com/reference/dockerfile/#add",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
ADD git@github.com:my-org/my-server.git /app
`,
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
ADD https://github.com/my-org/my-server.git#v1.2.0 /app
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "add-git-source")) {
      yield copyFinding(app, verdict, sourceSpan(verdict), {
        message: `fal's client takes ${writtenSources(verdict.sources)} for a local path, and will say that it was not found. BuildKit clones it all the same.`,
        help: "The `https://` address of the repository is understood by both.",
      });
    }
  },
};
