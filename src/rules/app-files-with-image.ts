import type { CodeApp } from "../config/language.ts";
import type { OpenedApp } from "../config/open.ts";
import type { Severity } from "../text/diagnostic.ts";
import type { Finding } from "../text/finding.ts";
import { codeApp, codeName, setHere } from "./apps/code-app.ts";
import type { AppContext, Rule } from "./rule.ts";

export const appFilesWithImage: Rule = {
  id: "app-files-with-image",
  severity: "error",
  summary: "An `image`, and `app_files` in the Python code of the `ref`, or the other way round",
  why: "What fal's client sends for an app are the files that the Dockerfile copies, or `app_files`, and never both. Where one is in the table and the other on the `fal.App` class of the `ref`, its own or inherited, the client stops when it has run the module: \"app_files is not supported for container apps\". A `@fal.function` with an image is let through, and no file of the table's `app_files` is sent: this is a warning. The module is read and not run, so nothing is said of what is only known when it runs. Of a `python_entry_point` the client does not look at the class.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/utils.py: load_function_from",
    "fal-ai/fal projects/fal/src/fal/api/api.py: function",
    "fal-ai/fal projects/fal/src/fal/file_sync.py: FileSyncOptions.from_options",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"

[tool.fal.apps.upscaler.image]
dockerfile = "Dockerfile"
`,
    Dockerfile: `FROM python:3.12-slim
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    app_files = ["models"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    app_files = ["models"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const code = codeApp(app);
    const clash = code === null ? null : clashOf(app.config, code.kind);
    const setting = clash === null ? undefined : code?.settings.get(clash.other);
    if (code === null || clash === null || !setting?.isCertain) return;
    yield {
      rule: "app-files-with-image",
      severity: clash.severity,
      at: { keyPath: [...app.path, clash.key], part: "key" },
      message: `${codeName(code)} ${clash.message}`,
      help: "Keep one of the two. The Dockerfile of an image can copy the files.",
      related: setHere(code.path, setting, clash.other),
    };
  },
};

/** What the table's key would clash with, were it set in the code. */
interface Clash {
  readonly key: string;
  readonly other: string;
  readonly severity: Severity;
  readonly message: string;
}

function clashOf({ image, app_files }: OpenedApp, kind: CodeApp["kind"]): Clash | null {
  const isClass = kind === "class";
  if (image !== undefined) {
    // The `app_files` of a function meet no check, and are sent.
    const message = "has `app_files`, with which fal's client refuses an `image`: it will stop.";
    return isClass ? { key: "image", other: "app_files", severity: "error", message } : null;
  }
  if (app_files === undefined || app_files.length === 0) return null;
  const of = { key: "app_files", other: "image" } as const;
  return isClass
    ? {
        ...of,
        severity: "error",
        message: "has an `image`, with which fal's client refuses `app_files`: it will stop.",
      }
    : { ...of, severity: "warning", message: "has an `image`, for which fal's client sends no `app_files`." };
}
