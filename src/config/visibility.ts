import type { KeyPath } from "../text/diagnostic.ts";
import { lintKeys } from "./lint-config.ts";
import { keys } from "./validator.generated.js";

/**
 * Whether the value at a key path may be shown, in a code frame say: only what the schema knows, and knows to be no secret.
 * A mistyped `pasword` is unknown, and so is everything outside of `[tool.fal.apps]` and `[tool.fal-lint]`.
 */
export function isShowable(path: KeyPath): boolean {
  const [tool, fal, apps, app, ...key] = path;
  if (tool === "tool" && fal === "fal-lint") return isLintKey(path.slice(2));
  if (tool !== "tool" || fal !== "fal" || apps !== "apps" || app === undefined) return false;
  while (typeof key.at(-1) === "number") key.pop();
  const [first, second, third, fourth, ...rest] = key.map(String);
  if (first === undefined || !keys.app.includes(first)) return false;
  switch (first) {
    case "_scheduler_options":
      return true;
    case "image":
      if (second === "registries") return fourth === "username" && rest.length === 0;
      if (second === "build_args") return third !== undefined && fourth === undefined;
      return second !== undefined && second !== "secrets" && third === undefined && isImageKey(second);
    case "health_check":
      return second !== undefined && keys.healthCheck.includes(second) && third === undefined;
    case "retry_config":
      return third === "retries" && fourth === undefined;
    default:
      return second === undefined;
  }
}

/** A key of `[tool.fal-lint]`, whose values are names of rules, words and paths. */
function isLintKey([key, ...rest]: KeyPath): boolean {
  return lintKeys.some((known) => known === key) && rest.length <= 1;
}

function isImageKey(key: string): boolean {
  return keys.dockerfileImage.includes(key) || keys.referenceImage.includes(key);
}
