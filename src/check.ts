import { analyse, type CheckOptions } from "./analyse.ts";
import { type CompileResult, manifests } from "./compile.ts";
import { type LintResult, lintResult } from "./lint.ts";
import type { Source } from "./text/source.ts";

/** Both: what the rules find, and what the apps mean. */
export interface CheckResult extends LintResult, CompileResult {}

/** Checks one pyproject.toml by every rule, and compiles its apps. Total: any text gives a result. */
export function check(source: Source, options: CheckOptions = {}): CheckResult {
  const analysis = analyse(source, options);
  return { ...lintResult(analysis, source, options), manifests: manifests(analysis.contexts, source) };
}
