import { type Analysis, analyse, type CheckOptions, inSource, type Result } from "./analyse.ts";
import { mergeConfig } from "./configuration.ts";
import { type AppFinding, diagnose, isOn, type RuleConfig } from "./diagnose.ts";
import { rules } from "./rules/index.ts";
import type { AppContext } from "./rules/rule.ts";
import { applyBaseline, applyComments, type Renewal, renew } from "./silence/apply.ts";
import type { CheckedFile } from "./silence/checked-file.ts";
import { compareDiagnostics, type Diagnostic, type SuppressedDiagnostic } from "./text/diagnostic.ts";
import type { Source } from "./text/source.ts";

/** How much was checked, and what came out. */
export interface Summary {
  readonly files: number;
  readonly apps: number;
  /** Apps with an `image` table. */
  readonly images: number;
  /** Entries of `registries`. */
  readonly credentials: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Left out by a comment or by the baseline. */
  readonly suppressed: number;
}

/** What all rules find in one file. */
export interface LintResult extends Result {
  /** What a comment or the baseline let pass, in the same order. */
  readonly suppressed: readonly SuppressedDiagnostic[];
  readonly summary: Summary;
}

/** Checks one pyproject.toml by every rule. Total: any text gives a result. */
export function lint(source: Source, options: CheckOptions = {}): LintResult {
  return lintResult(analyse(source, options), source, options);
}

/** What a baseline holds of one pyproject.toml once it is renewed; null if its configuration is bad. `today` is YYYY-MM-DD. Total. */
export function renewBaseline(
  source: Source,
  { baseline, ...options }: CheckOptions & Required<Pick<CheckOptions, "baseline">>,
  today: string,
): Renewal | null {
  const analysis = analyse(source, options);
  if (analysis.configuration.findings.length > 0) return null;
  const { diagnostics, file } = lintDiagnostics(analysis, source, options);
  return renew(diagnostics, file, baseline, today);
}

/** What the rules find in a file that has been analysed. */
export function lintResult(analysis: Analysis, source: Source, options: CheckOptions): LintResult {
  const { status, apps, images, credentials, configuration } = analysis;
  const { diagnostics, suppressed } = lintDiagnostics(analysis, source, options);
  const count = (severity: string) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    path: source.path,
    status: configuration.findings.length > 0 ? "bad-configuration" : status,
    apps,
    diagnostics,
    suppressed,
    summary: {
      files: 1,
      apps: apps.length,
      images,
      credentials,
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      suppressed: suppressed.length,
    },
  };
}

interface Linted {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly SuppressedDiagnostic[];
  readonly file: CheckedFile;
}

/** What all rules find, less what comments and the baseline let pass. */
function lintDiagnostics(analysis: Analysis, source: Source, options: CheckOptions): Linted {
  const { contexts, configuration, document, located } = analysis;
  const { now = null, secrets, env, baseline } = options;
  const config = mergeConfig(configuration.rules, options.config ?? {});
  const found = [...applyRules(contexts, config), ...applyFileRules(analysis, config, source, options)];
  const findings = [...analysis.findings, ...configuration.findings, ...inSource(found, document.code)];
  const given = { secrets: secrets !== undefined, env: env !== undefined };
  const file = { ...located, contexts, config, now, given };
  const all = diagnose(findings, located, config);
  const commented = options.suppressions === false ? { diagnostics: all, suppressed: [] } : applyComments(all, file);
  if (baseline === undefined) return { ...commented, file };
  const { diagnostics, suppressed } = applyBaseline(commented.diagnostics, file, baseline);
  return { diagnostics, suppressed: [...commented.suppressed, ...suppressed].sort(bySuppressed), file };
}

function bySuppressed(a: SuppressedDiagnostic, b: SuppressedDiagnostic): number {
  return compareDiagnostics(a.diagnostic, b.diagnostic);
}

function applyRules(apps: readonly AppContext[], config: RuleConfig): AppFinding[] {
  if (apps.length === 0) return [];
  const checks = rules.flatMap((rule) => (isOn(rule, config) && rule.check) || []);
  const findings: AppFinding[] = [];
  for (const app of apps) {
    for (const check of checks) for (const finding of check(app)) findings.push({ ...finding, app: app.key });
  }
  return findings;
}

function applyFileRules(
  { project, contexts }: Analysis,
  config: RuleConfig,
  { path }: Source,
  options: CheckOptions,
): AppFinding[] {
  const apps = contexts.filter(({ surroundings }) => surroundings.isApp);
  const file = { path, project, apps, files: options.files ?? null, now: options.now ?? null };
  return rules.flatMap((rule) => (rule.checkFile && isOn(rule, config) ? [...rule.checkFile(file)] : []));
}
