import type { IgnorePattern } from "../client/ignore.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { namedBy, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { copyReport } from "./uploads/copy-verdicts.ts";
import { byPattern } from "./uploads/lost-files.ts";

export const dockerignoreNegation: Rule = {
  id: "dockerignore-negation",
  severity: "error",
  summary: "A `!` in the .dockerignore, which excludes instead of taking back",
  why: 'For Docker `!src` takes back what a pattern above excludes. fal\'s client drops the `!`, so that the pattern excludes once more: the common `*` and `!src` sends nothing at all. What a COPY names and does not get makes the remote build stop with "not found" (an error); of a folder that is copied a part is missing (a warning). No finding where nothing is lost by it.',
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerignoreHandler.get_regex_patterns"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/
`,
    ".dockerignore": `*
!src
`,
    "src/main.py": "print('hello')\n",
    "data/all.csv": "1,2\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/
`,
    ".dockerignore": `/data
`,
    "src/main.py": "print('hello')\n",
    "data/all.csv": "1,2\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const report = copyReport(app);
    if (report === null) return;
    const needed = new Set(report.lines.flatMap(({ runs, unmet }) => (runs ? unmet.map(({ path }) => path) : [])));
    const nothingSent = app.build?.kind === "dockerfile" && app.build.content?.uploads.uploads.length === 0;
    for (const { pattern, paths } of byPattern(report.lost)) {
      if (!pattern.negated || pattern.span === null) continue;
      const fatal = nothingSent || paths.some((path) => needed.has(path));
      yield {
        rule: "dockerignore-negation",
        severity: fatal ? "error" : "warning",
        at: { file: ".dockerignore", span: pattern.span },
        message: `fal's client drops the \`!\`, so that this excludes ${quoteWord(pattern.pattern.slice(1))} instead of taking it back: ${quoteWords(paths)} will not be sent.`,
        help: help(pattern),
        related: namedBy(app),
      };
    }
  },
};

function help({ pattern }: IgnorePattern): string {
  return `Remove ${quoteWord(pattern)}, and list what shall stay behind instead of \`*\` and the like. COPY of single files and folders sends no more than those anyway.`;
}
