import type { Rule } from "./rule.ts";

export const dockerignoreRefused: Rule = {
  id: "dockerignore-refused",
  severity: "error",
  summary: "A .dockerignore that fal's client cannot take",
  why: "The client makes a regular expression of every pattern before it builds, by the rules of .gitignore, and stops at the first that is none: a lone `!`, a backslash at the end, a range such as `[z-a]`. Docker reads a part of these. A .dockerignore that is not UTF-8 or may not be read stops it too.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerignoreHandler.get_regex_patterns",
    "https://github.com/cpburnz/python-pathspec: GitWildMatchPattern.pattern_to_regex",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/src
`,
    "src/main.py": "print('hello')\n",
    ".dockerignore": `.git
tmp\\
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
    Dockerfile: `FROM python:3.12-slim
COPY src /app/src
`,
    "src/main.py": "print('hello')\n",
    ".dockerignore": `.git
tmp/
`,
  },
  required: true,
  since: "0.1.0",
};
