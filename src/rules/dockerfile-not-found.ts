import type { Rule } from "./rule.ts";

export const dockerfileNotFound: Rule = {
  id: "dockerfile-not-found",
  severity: "error",
  summary: "The Dockerfile is not there, or cannot be read",
  why: "fal's client reads the Dockerfile from the folder of the pyproject.toml before it sends anything, and stops if it cannot.",
  sources: ["fal-ai/fal projects/fal/src/fal/cli/_utils.py: _build_container_image_from_toml"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "docker/Dockerfile"
`,
    "docker/Dockerfile": `FROM python:3.12-slim
CMD ["python", "-m", "http.server", "8000"]
`,
  },
  required: true,
  since: "0.1.0",
};
