import { normalizePath } from "../../text/path.ts";
import type { AppContext } from "../rule.ts";

/** A `ref` as fal's client splits it. */
export interface AppRef {
  /** As written. */
  readonly file: string;
  /** Relative to the folder of the pyproject.toml: the client reads the file of the project root only, and joins the two. */
  readonly path: string;
  /** Null without `::`. */
  readonly symbol: string | null;
}

/** The app's `ref`, split; null without one. */
export function appRef({ config }: Pick<AppContext, "config">): AppRef | null {
  if (config.ref === undefined) return null;
  const at = config.ref.indexOf("::");
  const file = at < 0 ? config.ref : config.ref.slice(0, at);
  return { file, path: normalizePath(file), symbol: at < 0 ? null : config.ref.slice(at + 2) };
}

/** A `ref` in the documented form: a `.py` file, and the name of one thing in it, if any. Any other is the matter of entry-point-format. */
export function isWellFormed({ file, symbol }: AppRef): boolean {
  return file.endsWith(".py") && !file.includes(":") && (symbol === null || isPythonName(symbol));
}

/** Whether the text can be the name of a class or function. */
export function isPythonName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(text);
}
