import type { CheckOptions } from "./analyse.ts";
import type { CheckResult } from "./check.ts";
import { nodeFiles as filesOf, readFile, slashes } from "./cli/node-files.ts";
import { misuse, requireText } from "./library/arguments.ts";
import { check } from "./library/check.ts";
import { requireOptions } from "./library/check-arguments.ts";
import type { Files } from "./text/files.ts";

/** What was found in a file on disk, and why it could not be read; null if it could. */
export interface FileResult extends CheckResult {
  readonly reason: string | null;
}

export type { Files };

/**
 * The files of a project on disk, for the option `files` of `check`: read-only and synchronous, rooted at a folder. What cannot be read is
 * told as such, and nothing of it throws. Links are followed; of one file at most 64 MB are read.
 * @param folder that of the pyproject.toml, from the working directory
 * @throws TypeError if the folder is no string
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { check } from "fal-lint";
 * import { nodeFiles } from "fal-lint/node";
 *
 * const source = { path: "pyproject.toml", bytes: readFileSync("pyproject.toml") };
 * const { manifests } = check(source, { files: nodeFiles("."), now: new Date() });
 * for (const { app, build } of manifests) console.log(app, build.kind, build.uploads?.length ?? 0);
 * // upscaler dockerfile 4
 * // captioner image 0
 * // thumbnails virtualenv 0
 * ```
 */
export function nodeFiles(folder: string): Files {
  requireText(folder, "folder");
  return filesOf(folder === "" ? "." : folder);
}

/**
 * Checks a pyproject.toml on disk with the files around it and, unless `options` say otherwise, by the clock. A file that cannot be read
 * gives a result with status `unreadable`, the reason, and no diagnostics: look at the status before you call it clean.
 * @param path of the file, as the diagnostics will name it; from the working directory
 * @param options as those of `check`
 * @throws TypeError if an argument cannot be meant
 * @example
 * ```ts
 * import { formatReport } from "fal-lint";
 * import { checkFile } from "fal-lint/node";
 *
 * const results = ["pyproject.toml", "missing/pyproject.toml"].map((path) => checkFile(path));
 * for (const { path, status, reason } of results) console.log(path, status, reason);
 * // pyproject.toml checked null
 * // missing/pyproject.toml unreadable no such file or directory
 * console.log(formatReport(results, "compact").trimEnd().split("\n").at(-1));
 * // 2 files, 3 apps, 2 images, 1 credential: 0 errors, 0 warnings, 1 info, 1 file unreadable
 * ```
 */
export function checkFile(path: string, options: CheckOptions = {}): FileResult {
  requireText(path, "path");
  if (path === "") throw misuse("path", "the path of a file");
  requireOptions(options);
  const name = slashes(path);
  const bytes = readFile(path);
  if ("reason" in bytes) return { ...unreadable(name), reason: bytes.reason };
  const { files = filesOf(name.slice(0, name.lastIndexOf("/") + 1) || "."), now = new Date() } = options;
  return { ...check({ path: name, bytes }, { ...options, files, now }), reason: null };
}

function unreadable(path: string): CheckResult {
  const summary = { files: 1, apps: 0, images: 0, credentials: 0, errors: 0, warnings: 0, infos: 0, suppressed: 0 };
  return { path, status: "unreadable", apps: [], diagnostics: [], suppressed: [], manifests: [], summary };
}
