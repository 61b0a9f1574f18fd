import { type Analysis, analyse, type CheckOptions, type Result } from "./analyse.ts";
import { diagnose } from "./diagnose.ts";
import { compileApp } from "./manifest/compile.ts";
import type { Manifest } from "./manifest/types.ts";
import type { AppContext } from "./rules/rule.ts";
import type { Source } from "./text/source.ts";

/** What the apps of one file mean. */
export interface CompileResult extends Result {
  /** In the order of the file; an app without one has an error among the diagnostics. */
  readonly manifests: readonly Manifest[];
}

/** What there is to know of the apps of one file, before any rule is asked. */
export interface InspectResult extends Result {
  /** The apps that passed the schema, in the order of the file. */
  readonly contexts: readonly AppContext[];
}

/** Compiles the apps of one pyproject.toml; the diagnostics are what keeps an app from having a manifest. Total. */
export function compile(source: Source, options: CheckOptions = {}): CompileResult {
  const { contexts, ...result } = inspect(source, options);
  return { ...result, manifests: manifests(contexts, source) };
}

/** Reads the apps of one pyproject.toml and what they are built from; the diagnostics are what stands in the way of it. Total. */
export function inspect(source: Source, options: CheckOptions = {}): InspectResult {
  return inspectResult(analyse(source, options), source, options);
}

/** What an analysis tells of the apps; of the text of the file, which may hold secrets, it keeps nothing. */
export function inspectResult(analysis: Analysis, { path }: Source, { config }: CheckOptions): InspectResult {
  const { status, apps, findings, contexts, located } = analysis;
  return { path, status, apps, contexts, diagnostics: diagnose(findings, located, config) };
}

/** What the apps mean, of all that can be built. */
export function manifests(contexts: readonly AppContext[], { path }: Source): Manifest[] {
  return contexts.flatMap((app) => {
    const { isApp, isRefused } = app.surroundings;
    return app.build === null || !isApp || isRefused ? [] : compileApp(app, app.build, path, app.files);
  });
}
