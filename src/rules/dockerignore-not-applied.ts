import type { IgnorePattern } from "../client/ignore.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { namedBy, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { contextPath } from "./uploads/arrivals.ts";
import { DockerIgnore } from "./uploads/docker-ignore.ts";
import { byPattern } from "./uploads/lost-files.ts";

export const dockerignoreNotApplied: Rule = {
  id: "dockerignore-not-applied",
  severity: "warning",
  summary: "A pattern of the .dockerignore that excludes for Docker and not for fal's client",
  why: "Docker cleans every pattern first: `./data`, `a//b` and `a/../data` are the paths that they mean. fal's client reads them as .gitignore's, where they match nothing, and sends what should stay behind. No finding where nothing is sent that Docker would leave out.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerignoreHandler.get_regex_patterns",
    "https://github.com/moby/patternmatcher ignorefile/ignorefile.go: ReadAll",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY . /app
`,
    ".dockerignore": `./data
`,
    "src/main.py": "print('hello')\n",
    "data/all.csv": "1,2\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY . /app
`,
    ".dockerignore": `/data
`,
    "src/main.py": "print('hello')\n",
    "data/all.csv": "1,2\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    if (app.build?.kind !== "dockerfile" || app.build.content === null) return;
    const { ignore, uploads } = app.build.content;
    if (!ignore.patterns.some(isUnclean)) return;
    const docker = new DockerIgnore(ignore);
    const sent = uploads.uploads.flatMap(({ path }) => {
      const pattern = docker.decidingOn(path);
      return pattern === null || pattern.negated || !isUnclean(pattern) ? [] : [{ path, pattern }];
    });
    for (const { pattern, paths } of byPattern(sent)) {
      if (pattern.span === null) continue;
      const at = { file: ".dockerignore", span: pattern.span };
      const clean = `/${contextPath(pattern.pattern)}`;
      yield {
        rule: "dockerignore-not-applied",
        at,
        message: `${quoteWord(pattern.pattern)} matches nothing for fal's client, which reads it as .gitignore's: ${quoteWords(paths)} will be sent. Docker would leave ${paths.length > 1 ? "them" : "it"} out.`,
        help: `Write ${quoteWord(clean)}.`,
        fix: { description: "Write the path that is meant", safe: true, edits: [{ at, text: clean }] },
        related: namedBy(app),
      };
    }
  },
};

/** It holds a segment that Docker takes out. */
function isUnclean({ pattern, negated }: IgnorePattern): boolean {
  return !negated && /(?:^|\/)\.{1,2}(?:\/|$)|.\/\//.test(pattern);
}
