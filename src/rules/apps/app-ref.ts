import type { CodeModules } from "../../config/code-modules.ts";
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
  return config.ref === undefined ? null : splitRef(config.ref);
}

function splitRef(ref: string): AppRef {
  const at = ref.indexOf("::");
  const file = at < 0 ? ref : ref.slice(0, at);
  return { file, path: normalizePath(file), symbol: at < 0 ? null : ref.slice(at + 2) };
}

/** A `ref` in the documented form: a `.py` file, and the name of one thing in it, if any. Any other is the matter of entry-point-format. */
export function isWellFormed({ file, symbol }: AppRef): boolean {
  return file.endsWith(".py") && !file.includes(":") && (symbol === null || isPythonName(symbol));
}

/**
 * A `ref` whose file may set what the table of its app sets too; null of every other: that file need not be read.
 * @param keys those of the table
 */
export function jointRef(written: string, keys: readonly string[], modules: CodeModules): AppRef | null {
  const ref = splitRef(written);
  // An absolute path belongs to one machine, and this may be another.
  const isHere = isWellFormed(ref) && !ref.path.startsWith("/");
  return isHere && modules.maySet(ref.path, keys) ? ref : null;
}

/** Whether the text can be the name of a class or function. */
export function isPythonName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(text);
}
