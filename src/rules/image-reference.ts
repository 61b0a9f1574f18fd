import type { Rule } from "./rule.ts";

export const imageReference: Rule = {
  id: "image-reference",
  severity: "error",
  summary: "The image reference cannot be read",
  why: "A reference that does not follow the grammar of distribution/reference cannot be pulled by any builder: a scheme in front, upper case in the repository, a blank, a variable.",
  sources: ["https://github.com/distribution/reference"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "https://ghcr.io/my-org/my-server:1.2.0"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  required: true,
  since: "0.1.0",
};
