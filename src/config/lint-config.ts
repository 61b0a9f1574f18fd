/**
 * The `[tool.fal-lint]` table of a pyproject.toml: what fal-lint does with that file. The JSON Schema in `schema/` is made from these
 * comments; change a key here and run `npm run generate`. The command line, and the options of `check`, come first.
 *
 * @title fal-lint
 * @description Settings of fal-lint for this file.
 */
export interface LintConfig {
  /**
   * Only these rules; rules that keep an app from being checked always speak. Default: all that are not optional.
   * @title Rules to check
   * @minItems 1
   * @examples [["plaintext-password", "expired-ecr-token"]]
   */
  select?: string[];

  /**
   * Not these rules.
   * @title Rules to leave out
   * @examples [["unpinned-image"]]
   */
  ignore?: string[];

  /**
   * How loud a rule is. Without `select`, a level also switches an optional rule on.
   * @title Severities
   * @examples [{ "unpinned-image": "error", "public-gpu": "warning" }]
   */
  severity?: Record<string, LintLevel>;

  /**
   * Files and folders that a search through folders leaves out, as paths relative to this file's folder, with `*`, `?` and `**` as in a
   * .gitignore. What is named on the command line is checked all the same.
   * @title Paths to leave out
   * @examples [["examples", "services/*\/legacy"]]
   */
  exclude?: string[];
}

const keys: Readonly<Record<keyof LintConfig, true>> = { select: true, ignore: true, severity: true, exclude: true };

/** The keys of `[tool.fal-lint]`. */
export const lintKeys: readonly string[] = Object.keys(keys);

/** `info` does not fail a run, `off` is as good as `ignore`. */
export type LintLevel = "error" | "warning" | "info" | "off";
