import type { Baseline } from "../silence/baseline.ts";
import { readBaseline as readFile } from "../silence/baseline-file.ts";
import { normalizePath } from "../text/path.ts";
import { requireObject, requireText } from "./arguments.ts";

/**
 * Reads a baseline's file, as `fal-lint --update-baseline` writes it, for the option `baseline` of `check`. What is wrong with it is told
 * without its content.
 * @param source its path, from the same folder as the paths of what is checked, and its text
 * @throws TypeError if an argument cannot be meant
 * @example
 * ```ts
 * import { check, readBaseline } from "fal-lint";
 *
 * const read = readBaseline({ path: ".fal-lint.json", text: '{ "version": 1, "findings": [] }' });
 * if ("problem" in read) console.log(read.problem);
 * // its `key` is not 64 hexadecimal digits
 * else check({ path: "pyproject.toml", text: "" }, { baseline: read.baseline });
 * ```
 */
export function readBaseline(source: {
  readonly path: string;
  readonly text: string;
}): { readonly baseline: Baseline } | { readonly problem: string } {
  requireObject(source, "source");
  const { path, text } = source;
  requireText(path, "source.path");
  requireText(text, "source.text");
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return readFile(path, text, (file) => (file.startsWith("/") ? file : normalizePath(folder + file)));
}
