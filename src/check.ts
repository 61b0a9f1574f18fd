import { readApps } from "./config/apps.ts";
import { readDocument } from "./config/document.ts";
import { noProject, type Project, readProject } from "./config/project.ts";
import { type AppFinding, diagnose, type RuleConfig } from "./diagnose.ts";
import { compileApp } from "./manifest/compile.ts";
import { resolveBuild } from "./manifest/resolve.ts";
import type { Manifest } from "./manifest/types.ts";
import { rules } from "./rules/index.ts";
import type { AppContext } from "./rules/rule.ts";
import type { Diagnostic } from "./text/diagnostic.ts";
import type { Files } from "./text/files.ts";
import type { Source } from "./text/source.ts";

export interface CheckOptions {
  /** The files around the pyproject.toml; absent: rules that need files say nothing. */
  readonly files?: Files;
  /** The time against which expiry is judged; absent: expiry is not judged. */
  readonly now?: Date;
  readonly config?: RuleConfig;
}

/** `no-apps`: there is no `[tool.fal.apps]`. */
export type FileStatus = "checked" | "no-apps" | "syntax-error" | "unreadable";

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
  readonly suppressed: number;
}

interface Result {
  readonly status: FileStatus;
  /** The keys of all apps, in the order of the file. */
  readonly apps: readonly string[];
  /** Sorted by file, offset, rule. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LintResult extends Result {
  readonly summary: Summary;
}

export interface CompileResult extends Result {
  /** In the order of the file; an app without one has an error among the diagnostics. */
  readonly manifests: readonly Manifest[];
}

export interface CheckResult extends LintResult, CompileResult {}

/** Checks one pyproject.toml by every rule, and compiles its apps. Total: any text gives a result. */
export function check(source: Source, options: CheckOptions = {}): CheckResult {
  const analysis = analyse(source, options);
  return { ...lintResult(analysis, source, options), manifests: manifests(analysis, source, options) };
}

/** Like {@link check} without manifests, for which every uploaded file would be read. */
export function lint(source: Source, options: CheckOptions = {}): LintResult {
  return lintResult(analyse(source, options), source, options);
}

/** Compiles the apps of one pyproject.toml; the diagnostics are what keeps an app from having a manifest. Total. */
export function compile(source: Source, options: CheckOptions = {}): CompileResult {
  const analysis = analyse(source, options);
  return {
    status: analysis.status,
    apps: analysis.apps,
    diagnostics: diagnose(analysis.findings, source.path, analysis.text, options),
    manifests: manifests(analysis, source, options),
  };
}

interface Analysis {
  readonly status: FileStatus;
  readonly text: string;
  readonly apps: readonly string[];
  readonly images: number;
  readonly credentials: number;
  /** What reading, the schema and resolving found. */
  readonly findings: readonly AppFinding[];
  readonly project: Project;
  /** The apps that passed the schema. */
  readonly contexts: readonly AppContext[];
}

function analyse(source: Source, { files = null, now = null }: { files?: Files | null; now?: Date | null }): Analysis {
  const { text, root, findings: readFindings } = readDocument(source);
  const findings: AppFinding[] = readFindings.map((finding) => ({ ...finding, app: null }));
  if (root === null) {
    const nothing = { apps: [], images: 0, credentials: 0, project: noProject, contexts: [] };
    return { status: "syntax-error", text, findings, ...nothing };
  }
  const project = readProject(root);
  const { keys, valid, images, credentials, findings: schemaFindings } = readApps(root);
  findings.push(...schemaFindings);
  const contexts = valid.map((app): AppContext => {
    const { build, findings: resolveFindings } = resolveBuild(app, files);
    findings.push(...resolveFindings.map((finding) => ({ ...finding, app: app.key })));
    return { ...app, build, project, files, now };
  });
  const status = keys === null ? "no-apps" : "checked";
  return { status, text, apps: keys ?? [], images, credentials, findings, project, contexts };
}

function lintResult(analysis: Analysis, source: Source, options: CheckOptions): LintResult {
  const { status, text, apps, images, credentials, contexts } = analysis;
  const findings = [
    ...analysis.findings,
    ...contexts.flatMap(applyRules),
    ...applyFileRules(analysis, source, options),
  ];
  const diagnostics = diagnose(findings, source.path, text, options);
  const count = (severity: string) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    status,
    apps,
    diagnostics,
    summary: {
      files: 1,
      apps: apps.length,
      images,
      credentials,
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      suppressed: 0,
    },
  };
}

function applyRules(app: AppContext): AppFinding[] {
  return rules.flatMap((rule) => Array.from(rule.check?.(app) ?? [], (finding) => ({ ...finding, app: app.key })));
}

function applyFileRules({ project, contexts }: Analysis, { path }: Source, options: CheckOptions): AppFinding[] {
  const file = { path, project, apps: contexts, files: options.files ?? null, now: options.now ?? null };
  return rules.flatMap((rule) => [...(rule.checkFile?.(file) ?? [])]);
}

function manifests({ contexts }: Analysis, { path }: Source, { files = null }: { files?: Files | null }): Manifest[] {
  return contexts.flatMap((app) => (app.build === null ? [] : compileApp(app, app.build, path, files)));
}
