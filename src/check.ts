import { readApps } from "./config/apps.ts";
import { type CodeDocument, type Language, plainSurroundings } from "./config/language.ts";
import { noProject, type Project, readProject } from "./config/project.ts";
import { type Configuration, mergeConfig, noConfiguration, readConfiguration } from "./configuration.ts";
import { type AppFinding, diagnose, folderOf, isOn, type Located, type RuleConfig } from "./diagnose.ts";
import { compileApp } from "./manifest/compile.ts";
import { resolveBuild } from "./manifest/resolve.ts";
import type { Manifest } from "./manifest/types.ts";
import { type AppsFile, readAppsFile } from "./read.ts";
import { relocate, untold } from "./relocate.ts";
import { rules } from "./rules/index.ts";
import type { AppContext, ListedSecret } from "./rules/rule.ts";
import { applyBaseline, applyComments, type Renewal, renew } from "./silence/apply.ts";
import type { Baseline } from "./silence/baseline.ts";
import type { CheckedFile } from "./silence/checked-file.ts";
import { compareDiagnostics, type Diagnostic, type SuppressedDiagnostic } from "./text/diagnostic.ts";
import type { Files } from "./text/files.ts";
import { filesInContext } from "./text/files-in-context.ts";
import { Secret } from "./text/secret.ts";
import type { Source } from "./text/source.ts";
import { readToml } from "./toml/read.ts";

/** What is known besides the file. What needs something that is absent is not judged. */
export interface CheckOptions {
  /** The files around the source; absent: rules that need files say nothing. */
  readonly files?: Files;
  /** Where the source stands in the project that `files` shows; absent: they are rooted at its own folder. */
  readonly project?: ProjectPlace;
  /** Those besides TOML that a source may be written in. */
  readonly languages?: readonly Language[];
  /** The time against which expiry is judged; absent: expiry is not judged. */
  readonly now?: Date;
  /** What `fal secrets list` tells; absent: whether a secret exists, and how old it is, is not judged. */
  readonly secrets?: readonly ListedSecret[];
  /** Values of fal secrets by their names, to judge what a `$NAME` holds. They are in nothing that comes out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it names, it decides; for the rest `[tool.fal-lint]` of the file does. */
  readonly config?: RuleConfig;
  /** False: comments suppress nothing, and are not judged. */
  readonly suppressions?: boolean;
  /** Findings that are known, and left out; absent: none. */
  readonly baseline?: Baseline;
}

/** Where a source stands, if its project has another folder: the one of a pyproject.toml above it, or the working directory. */
export interface ProjectPlace {
  /** The folder that the files are rooted at, as the user would name it. */
  readonly folder: string;
  /** The source, relative to that folder. */
  readonly file: string;
}

/** `no-apps`: there is no `[tool.fal.apps]`; `bad-configuration`: all was checked, but not as `[tool.fal-lint]` wants it. */
export type FileStatus = "checked" | "no-apps" | "bad-configuration" | "syntax-error" | "unreadable";

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

interface Result {
  /** The file, as it was named. */
  readonly path: string;
  readonly status: FileStatus;
  /** The keys of all apps, in the order of the file. */
  readonly apps: readonly string[];
  /** Sorted by file, offset, rule. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What all rules find in one file. */
export interface LintResult extends Result {
  /** What a comment or the baseline let pass, in the same order. */
  readonly suppressed: readonly SuppressedDiagnostic[];
  readonly summary: Summary;
}

/** What the apps of one file mean. */
export interface CompileResult extends Result {
  /** In the order of the file; an app without one has an error among the diagnostics. */
  readonly manifests: readonly Manifest[];
}

/** Both: what the rules find, and what the apps mean. */
export interface CheckResult extends LintResult, CompileResult {}

export interface InspectResult extends Result {
  /** The apps that passed the schema, in the order of the file. */
  readonly contexts: readonly AppContext[];
}

/** Checks one pyproject.toml by every rule, and compiles its apps. Total: any text gives a result. */
export function check(source: Source, options: CheckOptions = {}): CheckResult {
  const analysis = analyse(source, options);
  return { ...lintResult(analysis, source, options), manifests: manifests(analysis.contexts, source) };
}

/** Like {@link check} without manifests, for which every uploaded file would be read. */
export function lint(source: Source, options: CheckOptions = {}): LintResult {
  return lintResult(analyse(source, options), source, options);
}

/** Compiles the apps of one pyproject.toml; the diagnostics are what keeps an app from having a manifest. Total. */
export function compile(source: Source, options: CheckOptions = {}): CompileResult {
  const { contexts, ...result } = inspect(source, options);
  return { ...result, manifests: manifests(contexts, source) };
}

/** Reads the apps of one pyproject.toml and what they are built from; the diagnostics are what stands in the way of it. Total. */
export function inspect(source: Source, options: CheckOptions = {}): InspectResult {
  const { status, apps, findings, contexts, located } = analyse(source, options);
  return { path: source.path, status, apps, contexts, diagnostics: diagnose(findings, located, options.config) };
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

interface Analysis {
  readonly status: FileStatus;
  readonly document: AppsFile;
  readonly located: Located;
  readonly apps: readonly string[];
  readonly images: number;
  readonly credentials: number;
  /** What reading, the schema and resolving found. */
  readonly findings: readonly AppFinding[];
  readonly project: Project;
  readonly configuration: Configuration;
  /** The apps that passed the schema. */
  readonly contexts: readonly AppContext[];
}

function analyse(source: Source, options: CheckOptions): Analysis {
  const { files = null, now = null, secrets = null, languages = [] } = options;
  const folder = options.project?.folder ?? folderOf(source.path);
  const path = options.project?.file ?? source.path.slice(source.path.lastIndexOf("/") + 1);
  const document = readAppsFile(source, { languages, path, files });
  const { text, root, positions, code } = document;
  const located = { path: source.path, text, folder, files, positions };
  if (root === null) {
    const { findings } = document;
    const nothing = {
      apps: [],
      images: 0,
      credentials: 0,
      project: noProject,
      configuration: noConfiguration,
      contexts: [],
    };
    return { status: "syntax-error", document, located, findings, ...nothing };
  }
  const project = code === null ? readProject(root) : noProject;
  const env = secretsOf(options.env ?? {});
  const surroundingsOf = (key: string) => code?.surroundings.get(key) ?? plainSurroundings;
  const { keys, valid, images, credentials, findings: schemaFindings } = readApps(root, surroundingsOf);
  const findings = [...schemaFindings];
  const contexts = valid.map((app): AppContext => {
    const { context, embedded } = app.surroundings;
    const own = code === null || files === null ? files : filesInContext(files, context, embedded);
    const { build, findings: resolveFindings } = resolveBuild(app, own);
    for (const finding of resolveFindings) findings.push({ ...finding, app: app.key });
    return { ...app, build, project, files: own, now, secrets, env };
  });
  return {
    status: keys === null ? "no-apps" : "checked",
    document,
    located,
    apps: (keys ?? []).filter((key) => surroundingsOf(key).isApp),
    images,
    credentials,
    findings: [...document.findings, ...inSource(findings, code)],
    project,
    configuration: code === null ? readConfiguration(root) : projectConfiguration(files),
    contexts,
  };
}

/** Code is configured by the pyproject.toml of its project. What is wrong with that is told where it is checked itself. */
function projectConfiguration(files: Files | null): Configuration {
  const file = files?.readText("pyproject.toml");
  const toml = file?.kind === "text" ? readToml(file.text) : null;
  return toml?.kind === "document" ? { ...readConfiguration(toml.root), findings: [] } : noConfiguration;
}

/** Findings about code with their places in it, under the keys of apps alone. */
function inSource(findings: readonly AppFinding[], code: CodeDocument | null): readonly AppFinding[] {
  if (code === null) return findings;
  return untold(findings, code).map((finding) => {
    const { app } = finding;
    const isApp = app === null || code.surroundings.get(app)?.isApp;
    return { ...relocate(finding, code), app: isApp ? app : null };
  });
}

function secretsOf(env: NonNullable<CheckOptions["env"]>): ReadonlyMap<string, Secret> {
  return new Map(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, new Secret(value)]])),
  );
}

function lintResult(analysis: Analysis, source: Source, options: CheckOptions): LintResult {
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

const appRules = rules.filter(({ check }) => check !== undefined);
const fileRules = rules.filter(({ checkFile }) => checkFile !== undefined);

function applyRules(apps: readonly AppContext[], config: RuleConfig): AppFinding[] {
  if (apps.length === 0) return [];
  const checks = appRules.flatMap((rule) => (isOn(rule, config) && rule.check) || []);
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
  return fileRules.flatMap((rule) => (isOn(rule, config) ? [...(rule.checkFile?.(file) ?? [])] : []));
}

function manifests(contexts: readonly AppContext[], { path }: Source): Manifest[] {
  return contexts.flatMap((app) => {
    const { isApp, isRefused } = app.surroundings;
    return app.build === null || !isApp || isRefused ? [] : compileApp(app, app.build, path, app.files);
  });
}
