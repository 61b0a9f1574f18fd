import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, quoteWord, sourceSpan, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import type { JudgedSource } from "./uploads/copy-judge.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const copyVariable: Rule = {
  id: "copy-variable",
  severity: "error",
  summary: "COPY or ADD of a source with a variable, which sends nothing",
  why: 'BuildKit expands ARG and ENV in the sources, fal\'s client does not: it looks for a file whose name holds the `$`, and sends nothing. The remote build then stops at the line with "not found". Where the value cannot be told here it is a warning. No finding where another line sends what is meant.',
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser._parse_instruction_args"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
ARG SOURCE=src
COPY \${SOURCE} /app/
`,
    "src/main.py": "print('hello')\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
ARG TARGET=/app
COPY src \${TARGET}/
`,
    "src/main.py": "print('hello')\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const verdict of verdictsOf(app, "copy-variable")) {
      const [source] = verdict.sources;
      if (source !== undefined) yield copyFinding(app, verdict, sourceSpan(verdict), words(source, verdict.sources));
    }
  },
};

function words(
  { path, glob }: JudgedSource,
  sources: readonly JudgedSource[],
): Pick<Finding, "severity" | "message" | "help"> {
  const problem = `fal's client does not expand ${writtenSources(sources)}, and sends nothing for it`;
  if (path === null) {
    return {
      severity: "warning",
      message: `${problem}: unless another line sends what is meant, the remote build will stop here with "not found".`,
      help: "Write the path out.",
    };
  }
  return {
    severity: "error",
    message: `${problem}: ${glob ? "the image will lack the files." : 'the remote build will stop here with "not found".'}`,
    help: `Write the path out, as far as the Dockerfile tells: ${quoteWord(path)}.`,
  };
}
