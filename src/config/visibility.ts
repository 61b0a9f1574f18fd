import type { KeyPath } from "../text/diagnostic.ts";
import { lintKeys } from "./lint-config.ts";
import { keys } from "./validator.generated.js";

/**
 * Whether the value at a key path may be shown, in a code frame say: only what the schema knows, and knows to be no secret. A mistyped
 * `pasword` is unknown, and so is everything outside of `[tool.fal.apps]` and `[tool.fal-lint]`, but for what the project depends on.
 */
export function isShowable(path: KeyPath): boolean {
  const [tool, fal, apps, app, ...key] = path;
  if (tool === "tool" && fal === "fal-lint") return isLintKey(path.slice(2));
  if (isRequirement(path)) return true;
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

/** In the lists of PEP 621 and PEP 735, and in the tables of Poetry without groups. */
function isRequirement([first, second, third, fourth, ...rest]: KeyPath): boolean {
  if (rest.length > 0) return false;
  if (first === "project" && second === "dependencies") return typeof third === "number" && fourth === undefined;
  if (first === "project" && second === "optional-dependencies") return typeof fourth === "number";
  if (first === "dependency-groups") return typeof third === "number" && fourth === undefined;
  return first === "tool" && second === "poetry" && third === "dependencies" && typeof fourth === "string";
}

/** A key of `[tool.fal-lint]`, whose values are names of rules, words and paths. */
function isLintKey([key, ...rest]: KeyPath): boolean {
  return lintKeys.some((known) => known === key) && rest.length <= 1;
}

function isImageKey(key: string): boolean {
  return keys.dockerfileImage.includes(key) || keys.referenceImage.includes(key);
}
