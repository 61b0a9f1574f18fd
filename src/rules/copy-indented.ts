import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, inDockerfile, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const copyIndented: Rule = {
  id: "copy-indented",
  severity: "error",
  summary: "An indented COPY or ADD, which fal's client does not see",
  why: 'BuildKit does not mind blanks in front of an instruction. fal\'s client looks for COPY and ADD in the first column only: it sends nothing for an indented one, and the remote build stops there with "not found". No finding where other lines send the same files.',
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser.parse_copy_add_sources"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
  COPY src /app/
`,
    "src/main.py": "print('hello')\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
  WORKDIR /app
COPY src /app/
`,
    "src/main.py": "print('hello')\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const text = app.build?.kind === "dockerfile" ? (app.build.content?.text ?? "") : "";
    for (const verdict of verdictsOf(app, "copy-indented")) {
      const { keyword, keywordSpan } = verdict.line.instruction;
      const [start] = keywordSpan;
      let margin = start;
      while (margin > 0 && !/[\r\n]/.test(text.charAt(margin - 1))) margin--;
      yield copyFinding(app, verdict, keywordSpan, {
        message: `fal's client does not see this ${keyword}, since it is indented: nothing is sent for ${writtenSources(verdict.sources)}, and the remote build will stop here with "not found".`,
        help: `Begin the line with ${keyword}.`,
        fix: {
          description: "Remove the indentation",
          safe: true,
          edits: [{ at: inDockerfile(app, [margin, start]), text: "" }],
        },
      });
    }
  },
};
