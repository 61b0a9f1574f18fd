import { readGlob } from "../client/glob.ts";
import { GlobSet } from "../client/glob-set.ts";
import type { Finding } from "../text/finding.ts";
import { lazy } from "../text/lazy.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { namedBy, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { foldersAbove } from "./uploads/arrivals.ts";
import { copyReport } from "./uploads/copy-verdicts.ts";
import { byPattern } from "./uploads/lost-files.ts";

export const dockerignoreAnyDepth: Rule = {
  id: "dockerignore-any-depth",
  severity: "warning",
  summary: "A pattern of the .dockerignore that excludes at any depth, where Docker excludes at the root only",
  why: "Docker counts every pattern from the root of the context. fal's client reads the patterns as .gitignore's, where one without a slash matches at any depth: `models`, meant for the weights at the top, takes the package `src/models` out of `COPY src`, and the app fails when it imports it. Nothing is said of what nobody misses: caches, editors' files, tests, Markdown and names that begin with a dot.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerignoreHandler.get_regex_patterns",
    "https://docs.docker.com/build/concepts/context/#dockerignore-files",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/src
`,
    ".dockerignore": `models
`,
    "src/main.py": "from models import unet\n",
    "src/models/unet.py": "LAYERS = 4\n",
    "models/weights.bin": "0\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/src
`,
    ".dockerignore": `/models
`,
    "src/main.py": "from models import unet\n",
    "src/models/unet.py": "LAYERS = 4\n",
    "models/weights.bin": "0\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const report = copyReport(app);
    if (report === null) return;
    // What a COPY names and does not get is told there.
    const told = new Set(report.lines.flatMap(({ unmet }) => unmet.map(({ path }) => path)));
    for (const { pattern, paths } of byPattern(report.lost)) {
      const isTold = (path: string) => [path, ...foldersAbove(path)].some((folder) => told.has(folder));
      const missed = paths.filter((path) => !isTold(path) && unmissed().firstMatch(path) < 0);
      if (pattern.negated || pattern.span === null || missed.length === 0) continue;
      const rooted = `/${pattern.pattern}`;
      yield {
        rule: "dockerignore-any-depth",
        at: { file: ".dockerignore", span: pattern.span },
        message: `fal's client reads ${quoteWord(pattern.pattern)} as .gitignore would, at any depth: ${quoteWords(missed)} will not be sent. Docker would leave out what lies at the root only.`,
        help: `Write ${quoteWord(rooted)} if the one at the root is meant.`,
        fix: {
          description: "Count the pattern from the root, as Docker does",
          safe: false,
          edits: [{ at: { file: ".dockerignore", span: pattern.span }, text: rooted }],
        },
        related: namedBy(app),
      };
    }
  },
};

const unmissed = lazy(
  () =>
    new GlobSet(
      [
        ".*",
        "__pycache__",
        "*.py[cod]",
        "*.egg-info",
        "*.md",
        "*.log",
        "*.tmp",
        "*.bak",
        "*.swp",
        "*~",
        "node_modules",
        "venv",
        "env",
        "test",
        "tests",
        "docs",
        "htmlcov",
        "coverage",
        "Dockerfile*",
        "docker-compose*",
        "LICENSE*",
        "Makefile",
        "Thumbs.db",
      ].map((pattern) => {
        const glob = readGlob(pattern);
        return typeof glob === "string" ? null : glob;
      }),
    ),
);
