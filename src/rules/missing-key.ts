import type { Rule } from "./rule.ts";

export const missingKey: Rule = {
  id: "missing-key",
  severity: "error",
  summary: "A key that must be there is missing",
  why: "An app needs something to run (`ref`, `python_entry_point` or `image`), an image a `dockerfile` or an `image`, a registry both `username` and `password`, a health check its `path`. fal's client refuses the app otherwise.",
  sources: ["fal-ai/fal projects/fal/src/fal/cli/_utils.py: get_app_data_from_toml, _validate_image_registries"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
machine_type = "GPU-H100"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
machine_type = "GPU-H100"
`,
  },
  required: true,
  since: "0.1.0",
};
