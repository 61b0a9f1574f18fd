import { type CompileResult, compile } from "../check.ts";
import { jsonDocument } from "../report/json.ts";
import type { FormatOptions } from "../report/options.ts";
import { prettyDiagnostics } from "../report/pretty.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printable, quote } from "../text/printable.ts";
import { type BadUsage, didYouMean, type Invocation, isBadUsage, lastValue } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { findInputs, folderOf, type Input, nothingFound } from "./inputs.ts";
import { complain, outputPath, paletteFor, print, save } from "./output.ts";
import { type ByteSource, readSource, textLookup } from "./sources.ts";

/** Prints the manifests of all apps, or of the one that `--app` names, and says why an app has none. */
export function compileCommand(invocation: Invocation, host: Host): number | BadUsage {
  const inputs = findInputs(invocation, host);
  if (isBadUsage(inputs)) return inputs;
  const output = outputPath(invocation, inputs, host);
  if (isBadUsage(output)) return output;
  if (inputs.length === 0) {
    complain(host, nothingFound(invocation));
    return exit.nothingFound;
  }
  const compiled = inputs.flatMap((input) => compileInput(input, host) ?? []);
  const complete = compiled.length === inputs.length;
  const only = lastValue(invocation, "app");
  if (only !== null && complete && compiled.every((file) => !mayHold(file, only))) {
    const known = compiled.flatMap(({ result }) => result.apps);
    return { badUsage: `there is no app ${quote(only)}${didYouMean(only, known)}` };
  }
  const failures = compiled.flatMap((file) => failureOf(file, only) ?? []);
  const sources = compiled.map(({ source }) => source);
  const options: FormatOptions = {
    text: textLookup(sources, host),
    palette: paletteFor(host.stderr, invocation, host.env),
    width: host.stderr.columns,
    quiet: false,
  };
  for (const failure of failures) tell(failure, options, host);
  const manifests = compiled
    .flatMap(({ result }) => result.manifests)
    .filter(({ app }) => only === null || app === only);
  const pieces = jsonDocument({ version: 1, manifests });
  const written = output === null ? print(host, pieces) : save(host, output, pieces);
  if (!written || !complete) return exit.unusable;
  return failures.length > 0 ? exit.findings : exit.ok;
}

interface Compiled {
  readonly source: ByteSource;
  readonly result: CompileResult;
}

/** The apps of a file that have no manifest (none is named if they cannot be known), and the errors that say why. */
interface Failure {
  readonly path: string;
  readonly apps: readonly string[];
  readonly errors: readonly Diagnostic[];
}

function compileInput(input: Input, host: Host): Compiled | null {
  const source = readSource(input, host);
  if (source === null) return null;
  const result = compile(source, { files: host.files(folderOf(input.path)) });
  if (result.status === "no-apps") {
    host.stderr.write(`${printable(input.path)}: no [tool.fal.apps], nothing to compile\n`);
  }
  return { source, result };
}

function mayHold({ result }: Compiled, app: string): boolean {
  return result.status === "syntax-error" || result.apps.includes(app);
}

function failureOf({ source: { path }, result }: Compiled, only: string | null): Failure | null {
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  if (result.apps.length === 0) return errors.length > 0 ? { path, apps: [], errors } : null;
  const failed = new Set(result.apps.filter((app) => only === null || app === only));
  for (const { app } of result.manifests) failed.delete(app);
  if (failed.size === 0) return null;
  return { path, apps: [...failed], errors: errors.filter(({ app }) => app === null || failed.has(app)) };
}

function tell({ path, apps, errors }: Failure, options: FormatOptions, host: Host): void {
  for (const text of prettyDiagnostics(errors, new Set([path]), options)) host.stderr.write(text);
  for (const app of apps) complain(host, `${printable(path)}: no manifest for app ${quote(app)}`);
  if (apps.length === 0) complain(host, `${printable(path)}: no manifests`);
}
