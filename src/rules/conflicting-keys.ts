import type { Rule } from "./rule.ts";

export const conflictingKeys: Rule = {
  id: "conflicting-keys",
  severity: "error",
  summary: "Keys that rule each other out, or one without the other that it needs",
  why: "An app is a file or a package, an image is built or pulled, build arguments and build secrets need a build, a container has its own files. fal's client refuses an app that asks for both.",
  sources: ["fal-ai/fal projects/fal/src/fal/cli/_utils.py: get_app_data_from_toml, _build_container_image_from_toml"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
ref = "app.py::Server"
python_entry_point = "my_package.app:Server"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "my_package.app:Server"
`,
  },
  required: true,
  since: "0.1.0",
};
