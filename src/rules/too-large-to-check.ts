import { dockerfileApp } from "./apps/example-app.ts";
import type { Rule } from "./rule.ts";

export const tooLargeToCheck: Rule = {
  id: "too-large-to-check",
  severity: "error",
  summary: "A Dockerfile or .dockerignore that is too large to be checked",
  why: "Of a Dockerfile or .dockerignore no more than 1 MiB is checked, since it can take hundreds of times its size in memory to take one apart. Nothing that people write comes near, so it is probably another file than was meant. The build has not been checked then, and does not pass.",
  sources: ["fal-lint src/text/size.ts: mostBuildBytes"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: "(1 GB)",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  required: true,
  since: "0.1.0",
};
