import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, sourceSpan, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const copyHeredocSource: Rule = {
  id: "copy-heredoc-source",
  severity: "info",
  summary: "COPY or ADD of a heredoc, which fal's client takes for a path",
  why: 'BuildKit writes the text into the image. fal\'s client does not know heredocs: it looks for a file of the name `<<EOF`, prints "was not found, it will be skipped" and goes on. The build is right, hence info.',
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser.parse_copy_add_sources"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY <<EOF /etc/motd
Welcome
EOF
`,
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
RUN echo Welcome > /etc/motd
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "copy-heredoc-source")) {
      yield copyFinding(app, verdict, sourceSpan(verdict), {
        message: `fal's client takes ${writtenSources(verdict.sources)} for a path, and will say that it was not found. The build is not affected.`,
        help: "Nothing needs to be done; a file that is copied, or a RUN, keeps the client quiet.",
      });
    }
  },
};
