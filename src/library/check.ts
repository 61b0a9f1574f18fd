import type { CheckOptions } from "../analyse.ts";
import { type CheckResult, check as checkSource } from "../check.ts";
import { type CompileResult, compile as compileSource } from "../compile.ts";
import { type LintResult, lint as lintSource } from "../lint.ts";
import type { Source } from "../text/source.ts";
import { requireCheck } from "./check-arguments.ts";

/**
 * Checks one pyproject.toml by every rule, and compiles its apps into manifests. Any text gives a result: what is wrong with it is among
 * the diagnostics, sorted by file, offset and rule. Lines and columns are 1-based, offsets 0-based; both count UTF-16 code units. Neither
 * the text nor a secret is in the result.
 * @param source the file: the path that the diagnostics name, and its text or bytes
 * @param options what is known besides; what needs an option that is absent is not judged
 * @throws TypeError if an argument cannot be meant. The sentence names the argument, and holds nothing of what was given
 * @example
 * ```ts
 * import { check } from "fal-lint";
 *
 * const text = `[tool.fal.apps.server]
 * exposed_port = "8000"
 * image = { image = "ghcr.io/me/server:1.2" }
 * `;
 * const { diagnostics, summary } = check({ path: "pyproject.toml", text }, { now: new Date() });
 * for (const { file, range, severity, rule, message } of diagnostics) {
 *   console.log(`${file}:${range.start.line}:${range.start.column}: ${severity} ${rule}: ${message}`);
 * }
 * // pyproject.toml:2:16: error wrong-type: `exposed_port` must be an integer, not a string.
 * console.log(summary.errors);
 * // 1
 * ```
 */
export function check(source: Source, options: CheckOptions = {}): CheckResult {
  requireCheck(source, options);
  return checkSource(source, options);
}

/**
 * Like {@link check}, but makes no manifests: the files that a build would upload are not read for their digests.
 * @throws TypeError if an argument cannot be meant
 * @example
 * ```ts
 * import { lint } from "fal-lint";
 *
 * const text = `[tool.fal.apps.server]
 * ref = "server.py::Server"
 * machine_typ = "GPU-A100"
 * `;
 * for (const { keyPath, help, fix } of lint({ path: "pyproject.toml", text }).diagnostics) {
 *   console.log(keyPath?.at(-1), help, fix?.safe ?? "no fix");
 * }
 * // machine_typ Did you mean `machine_type`? no fix
 * ```
 */
export function lint(source: Source, options: CheckOptions = {}): LintResult {
  requireCheck(source, options);
  return lintSource(source, options);
}

/**
 * Compiles the apps of one pyproject.toml into canonical manifests, in the order of the file. An app has one if fal's client would accept
 * it, whatever the rules think of it; the diagnostics say why another has none. No secret's value is in a manifest.
 * @throws TypeError if an argument cannot be meant
 * @example
 * ```ts
 * import { compile } from "fal-lint";
 *
 * const text = `[tool.fal.apps.server]
 * exposed_port = 8000
 * image = { image = "python:3.12" }
 * `;
 * const [manifest] = compile({ path: "pyproject.toml", text }).manifests;
 * console.log(manifest?.build.reference?.canonical);
 * // docker.io/library/python:3.12
 * ```
 */
export function compile(source: Source, options: CheckOptions = {}): CompileResult {
  requireCheck(source, options);
  return compileSource(source, options);
}
