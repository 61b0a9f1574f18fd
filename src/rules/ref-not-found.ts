import type { Files } from "../text/files.ts";
import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { type AppRef, appRef, isWellFormed } from "./apps/app-ref.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const refNotFound: Rule = {
  id: "ref-not-found",
  severity: "error",
  summary: "The Python file of a `ref` is not there",
  why: "fal's client runs the file that `ref` names before it deploys anything. The path is relative to the folder of the pyproject.toml, wherever the command is typed.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/cli/_utils.py: get_app_data_from_toml",
    "fal-ai/fal projects/fal/src/fal/utils.py: load_function_from",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "src/upscale.py::Upscaler"
`,
    "src/upscaler.py": `import fal

class Upscaler(fal.App):
    pass
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "src/upscaler.py::Upscaler"
`,
    "src/upscaler.py": `import fal

class Upscaler(fal.App):
    pass
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const ref = appRef(app);
    // An absolute path belongs to one machine, and this may be another.
    if (ref === null || app.files === null || !isWellFormed(ref) || ref.path.startsWith("/")) return;
    const kind = app.files.stat(ref.path)?.kind;
    if (kind === "file") return;
    const at = { keyPath: [...app.path, "ref"], part: "value" } as const;
    if (kind !== undefined) {
      yield {
        rule: "ref-not-found",
        at,
        message: `${quoteWord(ref.file)} is ${kind === "directory" ? "a folder" : "no regular file"}: fal's client will stop.`,
        help: kind === "directory" ? "Name the Python file in it." : "Name a Python file.",
      };
      return;
    }
    yield {
      rule: "ref-not-found",
      at,
      message: `${quoteWord(ref.file)} does not exist: fal's client will stop.`,
      help: help(ref, app.files),
    };
  },
};

function help({ path }: AppRef, files: Files): string {
  const slash = path.lastIndexOf("/");
  const folder = slash < 0 ? "." : path.slice(0, slash);
  const entries = files.list(folder);
  if (entries === null) return `There is no folder ${quoteWord(folder)} beside the pyproject.toml.`;
  const modules = entries.map(({ name }) => name).filter((name) => name.endsWith(".py"));
  const meant = nearest(path.slice(slash + 1), modules);
  if (meant !== null) return `Did you mean ${quoteWord(path.slice(0, slash + 1) + meant)}?`;
  return "The path is relative to the folder of the pyproject.toml.";
}
