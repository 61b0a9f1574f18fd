import type { Finding } from "../text/finding.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, FileContext, Rule } from "./rule.ts";

export const duplicateDeployName: Rule = {
  id: "duplicate-deploy-name",
  severity: "warning",
  summary: "Two apps that are deployed under one name",
  why: "An app is deployed under its `name`, by default its key. A second app of that name in the same team does not stand beside the first: each deploy of one replaces the other. A warning and no error, since two variants of one app, or apps for two environments (`--env`), may be meant so. Two apps of which only one has a `team` are not compared: nobody can tell here which team the other one gets.",
  sources: ["fal-ai/fal projects/fal/src/fal/cli/_utils.py: get_app_data_from_toml"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }

[tool.fal.apps.upscaler-large]
name = "upscaler"
exposed_port = 8000
image = { image = "my-org/upscaler-large:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }

[tool.fal.apps.upscaler-large]
exposed_port = 8000
image = { image = "my-org/upscaler-large:1.2.0" }
`,
  },
  since: "0.1.0",
  *checkFile({ apps }: FileContext): Iterable<Finding & { readonly app: string | null }> {
    const first = new Map<string, AppContext>();
    for (const app of apps) {
      const name = app.config.name ?? app.key;
      const identity = JSON.stringify([app.config.team ?? null, name]);
      const other = first.get(identity);
      if (other === undefined) {
        first.set(identity, app);
        continue;
      }
      yield {
        rule: "duplicate-deploy-name",
        app: app.key,
        at: nameOf(app),
        message: `${quoteWord(app.key)} is deployed as ${quoteWord(name)}, and so is ${quoteWord(other.key)}: each deploy of one replaces the other.`,
        help: "Give one of them another `name`, or another `team`.",
        related: [{ at: nameOf(other), message: `${quoteWord(other.key)} has the same name.` }],
      };
    }
  },
};

function nameOf({ config, path }: AppContext): Finding["at"] {
  return config.name === undefined ? { keyPath: path, part: "key" } : { keyPath: [...path, "name"], part: "value" };
}
