import type { Rule } from "./rule.ts";

export const dockerfileEmpty: Rule = {
  id: "dockerfile-empty",
  severity: "error",
  summary: "The Dockerfile is empty",
  why: "fal's client stops at a Dockerfile that holds nothing but white space.",
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: ContainerImage.__post_init__"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
    Dockerfile: "\n",
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
    Dockerfile: `FROM python:3.12-slim
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  required: true,
  since: "0.1.0",
};
