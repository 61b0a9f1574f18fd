import type { Finding } from "../text/finding.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const unaddressableApp: Rule = {
  id: "unaddressable-app",
  severity: "error",
  summary: "An app whose key `fal deploy` and `fal run` take for a file",
  why: "An argument of `fal deploy` that ends in `.py`, or has `::` in it, is the path of a Python file, never the key of an app. The app cannot be run or deployed by its key, and there is no other way to use its table.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/cli/_utils.py: is_app_name",
    "fal-ai/fal projects/fal/src/fal/cli/parser.py: RefAction.split_ref",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps."upscaler.py"]
exposed_port = 8000

[tool.fal.apps."upscaler.py".image]
image = "my-org/upscaler:1.2.0"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000

[tool.fal.apps.upscaler.image]
image = "my-org/upscaler:1.2.0"
`,
  },
  since: "0.1.0",
  *check({ key, path }: AppContext): Iterable<Finding> {
    const separator = key.indexOf("::") > 1;
    if (!separator && !key.endsWith(".py")) return;
    yield {
      rule: "unaddressable-app",
      at: { keyPath: path, part: "key" },
      message: `${quoteWord(key)} ${separator ? "has `::` in it" : "ends in `.py`"}: \`fal deploy\` and \`fal run\` take that for a file, so that this app can never be deployed.`,
      help: "Rename the key; `name` can give the deployed app any other name.",
    };
  },
};
