import { readIgnore } from "../client/ignore.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { namedBy, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const dockerignoreNotRead: Rule = {
  id: "dockerignore-not-read",
  severity: "warning",
  summary: "An ignore file next to the Dockerfile, which fal's client does not read",
  why: "BuildKit prefers `<name of the Dockerfile>.dockerignore` to the .dockerignore of the context. fal's client reads `.dockerignore` in the folder of the pyproject.toml, and without one goes by patterns of its own: it may send what that file holds back, and hold back what it lets through. No finding where both say the same.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerignoreHandler.get_patterns",
    "https://docs.docker.com/build/concepts/context/#filename-and-location",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/src
`,
    "Dockerfile.dockerignore": `*.csv
`,
    "src/main.py": "print('hello')\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/src
`,
    ".dockerignore": `*.csv
`,
    "src/main.py": "print('hello')\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { build, files } = app;
    if (build?.kind !== "dockerfile" || build.content === null || files === null) return;
    const path = `${build.path}.dockerignore`;
    const file = files.readText(path);
    if (file.kind !== "text") return;
    const { patterns } = readIgnore(file.text);
    const { ignore } = build.content;
    const inUse = ignore.patterns.map(({ pattern }) => pattern).join("\n");
    const [first] = patterns;
    if (first?.span == null || patterns.map(({ pattern }) => pattern).join("\n") === inUse) return;
    const instead = ignore.from === "default" ? "patterns of its own" : "the .dockerignore";
    yield {
      rule: "dockerignore-not-read",
      at: { file: path, span: first.span },
      message: `fal's client does not read ${quoteWord(path)}; it goes by ${instead}.`,
      help: "Move the patterns to `.dockerignore` in the folder of the pyproject.toml.",
      related: namedBy(app),
    };
  },
};
