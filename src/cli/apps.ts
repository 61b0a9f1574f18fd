import type { CheckOptions } from "../analyse.ts";
import type { InspectResult } from "../compile.ts";
import { noApps } from "../report/closing.ts";
import type { FormatOptions } from "../report/options.ts";
import { prettyDiagnostics } from "../report/pretty.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printable, quote } from "../text/printable.ts";
import { type BadUsage, didYouMean, type Invocation, isBadUsage, lastValue } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { findInputs, type Input, nothingFound } from "./inputs.ts";
import { complain, outputPath, paletteFor, print, save } from "./output.ts";
import { projectOf } from "./project.ts";
import { type ByteSource, readSource, textLookup } from "./sources.ts";

/** What a command learns about the apps of one file. */
type AppsResult = Pick<InspectResult, "status" | "apps" | "diagnostics">;

/** A command that prints one document about all apps, or about the one that `--app` names. */
export interface AppsCommand<Result extends AppsResult> {
  /** What it has to tell of an app, in the singular: `manifest`. */
  readonly what: string;
  /** What to say of a file without apps: `nothing to compile`. */
  readonly nothing: string;
  /** The files that it reads; absent: all. */
  readonly isOf?: (path: string) => boolean;
  /** What to say of folders without such files; absent: that there is no pyproject.toml. */
  readonly notFound?: string;
  readonly read: (source: ByteSource, project: CheckOptions) => Result;
  /** The apps that it can tell of. */
  readonly told: (result: Result) => readonly string[];
  /** `isWanted`: an app that `--app` does not leave out. */
  readonly document: (
    files: readonly Told<Result>[],
    isWanted: (app: string) => boolean,
  ) => Iterable<string> | BadUsage;
}

/** What was learnt about one file. */
export interface Told<Result> {
  readonly source: ByteSource;
  readonly result: Result;
}

/** Prints the document, and says on standard error why an app is not in it. */
export async function runOverApps<Result extends AppsResult>(
  command: AppsCommand<Result>,
  invocation: Invocation,
  host: Host,
): Promise<number | BadUsage> {
  const found = findInputs(invocation, host);
  if (isBadUsage(found)) return found;
  const { isOf } = command;
  const inputs = isOf === undefined ? found : found.filter(({ path, from }) => typeof from === "object" || isOf(path));
  const output = outputPath(invocation, inputs, host);
  if (isBadUsage(output)) return output;
  if (inputs.length === 0) {
    complain(host, nothingFound(invocation, command.notFound));
    return exit.nothingFound;
  }
  const files: Told<Result>[] = [];
  for (const input of inputs) files.push(...(await readInput(input, command, host)));
  const isComplete = files.length === inputs.length;
  const only = lastValue(invocation, "app");
  if (only !== null && isComplete && files.every(({ result }) => !mayHold(result, only))) {
    const known = files.flatMap(({ result }) => result.apps);
    return { badUsage: `there is no app ${quote(only)}${didYouMean(only, known)}` };
  }
  const isWanted = (app: string) => only === null || app === only;
  const failures = files.flatMap((file) => failureOf(file, command, isWanted) ?? []);
  tell(failures, command.what, files, invocation, host);
  const pieces = command.document(files, isWanted);
  if (isBadUsage(pieces)) return pieces;
  const written = output === null ? print(host, pieces) : await save(host, output, pieces);
  if (!written || !isComplete) return exit.unusable;
  return failures.length > 0 ? exit.findings : exit.ok;
}

/** The apps of a file that nothing can be told of (none is named if they cannot be known), and the errors that say why. */
interface Failure {
  readonly path: string;
  readonly apps: readonly string[];
  readonly errors: readonly Diagnostic[];
}

async function readInput<Result extends AppsResult>(
  input: Input,
  { nothing, read }: AppsCommand<Result>,
  host: Host,
): Promise<Told<Result>[]> {
  const source = readSource(input, host);
  if (source === null) return [];
  const result = read(source, await projectOf(source, host));
  if (result.status === "no-apps") {
    const reason = input.from === "unused" ? "no app is built from it" : noApps(input.path);
    host.stderr.write(`${printable(input.path)}: ${reason}, ${nothing}\n`);
  }
  return [{ source, result }];
}

function mayHold({ status, apps }: AppsResult, app: string): boolean {
  return status === "syntax-error" || apps.includes(app);
}

function failureOf<Result extends AppsResult>(
  { source: { path }, result }: Told<Result>,
  { told }: AppsCommand<Result>,
  isWanted: (app: string) => boolean,
): Failure | null {
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  if (result.apps.length === 0) return errors.length > 0 ? { path, apps: [], errors } : null;
  const failed = new Set(result.apps.filter(isWanted));
  for (const app of told(result)) failed.delete(app);
  if (failed.size === 0) return null;
  return { path, apps: [...failed], errors: errors.filter(({ app }) => app === null || failed.has(app)) };
}

function tell(
  failures: readonly Failure[],
  what: string,
  files: readonly { readonly source: ByteSource }[],
  invocation: Invocation,
  host: Host,
): void {
  const sources = files.map(({ source }) => source);
  const options: FormatOptions = {
    text: textLookup(sources, host),
    palette: paletteFor(host.stderr, invocation, host.env),
    width: host.stderr.columns,
    quiet: false,
  };
  for (const { path, apps, errors } of failures) {
    for (const text of prettyDiagnostics(errors, new Set([path]), options)) host.stderr.write(text);
    for (const app of apps) complain(host, `${printable(path)}: no ${what} for app ${quote(app)}`);
    if (apps.length === 0) complain(host, `${printable(path)}: no ${what}s`);
  }
}
