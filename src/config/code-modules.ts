import type { Files } from "../text/files.ts";
import { remembered } from "../text/remembered.ts";
import type { CodeModule, Language } from "./language.ts";

/**
 * Keys of an app that may be set in the code of its `ref` too, where fal's client takes them from the code (utils.py: load_function_from).
 * `name` and `auth` are not among them, nor is what a `fal.App` has a table or path of its own for.
 */
export const codeKeys: readonly string[] = [
  "image",
  "app_files",
  "requirements",
  "python_version",
  "exposed_port",
  "metrics_port",
  "machine_type",
  "num_gpus",
  "regions",
  "keep_alive",
  "min_concurrency",
  "max_concurrency",
  "max_multiplexing",
  "concurrency_buffer",
  "concurrency_buffer_perc",
  "scaling_delay",
  "request_timeout",
  "startup_timeout",
  "termination_grace_period_seconds",
  "skip_retry_conditions",
  "private_logs",
  "secrets",
  "data_mounts",
  "_scheduler",
];

/** The files of code that a pyproject.toml may name. Each is looked at once, however many apps name it. */
export interface CodeModules {
  /**
   * Whether a file may set one of the keys, or what cannot stand beside one: by a look at its text, in whatever language that is.
   * @param keys those of an app's table
   */
  readonly maySet: (path: string, keys: readonly string[]) => boolean;
  /** Null if it cannot be read, or in none of the languages. */
  readonly read: (path: string) => CodeModule | null;
}

export function codeModules(files: Files | null, languages: readonly Language[]): CodeModules {
  const text = remembered((path: string) => {
    const file = files?.readText(path);
    return file?.kind === "text" ? file.text : "";
  });
  const assigned = remembered(
    (path: string) => new Set(Array.from(text(path).matchAll(assignments), ([, key = ""]) => key)),
  );
  return {
    maySet: (path, keys) => {
      const joint = keys.flatMap((key) => (rivals.includes(key) ? rivals : codeKeys.includes(key) ? key : []));
      return joint.some((key) => assigned(path).has(key));
    },
    read: remembered((path: string) => languages.find(({ isOf }) => isOf(path))?.readModule(text(path)) ?? null),
  };
}

/** An app has one of the two. */
const rivals: readonly string[] = ["image", "app_files"];

/** `key = …`, `key: type = …` */
const assignments: RegExp = new RegExp(`\\b(${codeKeys.join("|")})[ \\t]*[=:]`, "g");
