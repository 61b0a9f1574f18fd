import { isImageOnly } from "../manifest/entry.ts";
import type { Finding } from "../text/finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const requirementsNotInstalled: Rule = {
  id: "requirements-not-installed",
  severity: "warning",
  summary: "The `requirements` of an app that is only an image",
  why: "fal installs `requirements` into the environment of the Python code that it runs itself. Without `ref` and `python_entry_point` the container serves alone (`use_isolate = false`): the list is accepted, and nobody installs it.",
  sources: ["fal-ai/fal projects/fal/src/fal/cli/_utils.py: get_app_data_from_toml"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000
requirements = ["fastapi==0.116.1"]

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    if (!isImageOnly(config) || (config.requirements ?? []).flat().length === 0) return;
    yield {
      rule: "requirements-not-installed",
      at: { keyPath: [...path, "requirements"], part: "key" },
      message:
        "`requirements` are not installed into an app that is only an image: the container runs as it was built.",
      help: "Install them in the image, and remove the key; or name the Python code by `ref` or `python_entry_point`.",
    };
  },
};
