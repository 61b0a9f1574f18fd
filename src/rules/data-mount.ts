import type { Finding } from "../text/finding.ts";
import { normalizePath } from "../text/path.ts";
import { tomlString } from "../toml/edit.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const dataMount: Rule = {
  id: "data-mount",
  severity: "error",
  summary: "A `data_mounts` path that is not absolute, or not in fal's storage",
  why: '`data_mounts` names folders of fal\'s shared storage as the app sees them: `"/data"` for all of it, or folders below, such as `"/data/.cache"`. Nothing can be mounted at a path that is not absolute (an error). Paths outside of `/data` are not documented (a warning). The client sends any text.',
  sources: [
    "fal-ai/fal projects/fal/src/fal/app.py: App, data_mounts",
    "https://fal.ai/docs/api-reference/python-sdk/pyproject-toml",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
data_mounts = ["data/models"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
data_mounts = ["/data/models"]
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    for (const [index, mount] of (config.data_mounts ?? []).entries()) {
      const at = { keyPath: [...path, "data_mounts", index], part: "value" } as const;
      const place = normalizePath(mount);
      if (!mount.startsWith("/")) {
        const meant = isBelowData(`/${place}`) ? `/${place}` : null;
        yield {
          rule: "data-mount",
          at,
          message: `${mount === "" ? "The empty path" : quoteWord(mount)} is not absolute: nothing can be mounted there.`,
          help: meant === null ? "Write `/data`, or a folder below it." : `Write ${quoteWord(meant)}.`,
          ...(meant !== null && {
            fix: { description: `Write ${quoteWord(meant)}`, safe: true, edits: [{ at, text: tomlString(meant) }] },
          }),
        };
      } else if (!isBelowData(place)) {
        yield {
          rule: "data-mount",
          severity: "warning",
          at,
          message: `${quoteWord(mount)} is not in \`/data\`, where fal's shared storage is: no other mount is documented.`,
          help: "Write `/data`, or a folder below it.",
        };
      }
    }
  },
};

function isBelowData(path: string): boolean {
  return path === "/data" || path.startsWith("/data/");
}
