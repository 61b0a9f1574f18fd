import { type LintResult, lint as lintSource } from "../check.ts";
import { type Format, formats } from "../report/index.ts";
import type { FormatOptions } from "../report/options.ts";
import { closingLine, count, summarize } from "../report/summary.ts";
import type { FileReport, Report } from "../report/types.ts";
import { version } from "../report/version.ts";
import { compareDiagnostics, type Diagnostic } from "../text/diagnostic.ts";
import { type BadUsage, type Invocation, isBadUsage, lastValue } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { findInputs, folderOf, type Input, nothingFound } from "./inputs.ts";
import { complain, outputPath, paletteFor, print, save } from "./output.ts";
import { readSettings, type Settings } from "./settings.ts";
import { type ByteSource, readSource, textLookup } from "./sources.ts";

/** Checks every input and prints one report. */
export function lint(invocation: Invocation, host: Host): number | BadUsage {
  const settings = readSettings(invocation, host);
  if (isBadUsage(settings)) return settings;
  const inputs = findInputs(invocation, host);
  if (isBadUsage(inputs)) return inputs;
  const output = outputPath(invocation, inputs, host);
  if (isBadUsage(output)) return output;
  if (inputs.length === 0) {
    complain(host, nothingFound(invocation));
    return exit.nothingFound;
  }
  const { report, sources } = checkAll(inputs, settings, host);
  const format = formats[(lastValue(invocation, "format") ?? "pretty") as Format];
  const quiet = invocation.values.has("quiet");
  const options: FormatOptions = {
    text: textLookup(sources, host),
    palette: paletteFor(output === null ? host.stdout : null, invocation, host.env),
    width: output === null ? host.stdout.columns : 80,
    quiet,
  };
  const pieces = format(quiet ? errorsOnly(report) : report, options);
  const written =
    output === null ? print(host, pieces) : save(host, output, pieces) && print(host, [`${closingLine(report)}\n`]);
  return written ? verdict(report, settings, host) : exit.unusable;
}

interface Checked {
  readonly report: Report;
  /** Those with something to show. */
  readonly sources: readonly ByteSource[];
}

function checkAll(inputs: readonly Input[], { now, config }: Settings, host: Host): Checked {
  const files: FileReport[] = [];
  const diagnostics: Diagnostic[] = [];
  const summaries: LintResult["summary"][] = [];
  const sources: ByteSource[] = [];
  for (const input of inputs) {
    const { path } = input;
    const source = readSource(input, host);
    if (source === null) {
      files.push({ path, status: "unreadable", apps: [] });
      continue;
    }
    const result = lintSource(source, { files: host.files(folderOf(path)), now, config });
    files.push({ path, status: result.status, apps: result.apps });
    summaries.push(result.summary);
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    if (result.diagnostics.length > 0) sources.push(source);
  }
  diagnostics.sort(compareDiagnostics);
  const summary = { ...summarize(summaries), files: files.length };
  return { report: { version: 1, tool: { name: "fal-lint", version }, files, diagnostics, summary }, sources };
}

function errorsOnly(report: Report): Report {
  return { ...report, diagnostics: report.diagnostics.filter(({ severity }) => severity === "error") };
}

function verdict({ files, summary }: Report, { maxWarnings }: Settings, host: Host): number {
  const tooMany = maxWarnings !== null && summary.warnings > maxWarnings;
  if (tooMany) complain(host, `${count(summary.warnings, "warning")}, but --max-warnings allows ${maxWarnings}`);
  if (files.some(({ status }) => status === "unreadable")) return exit.unusable;
  return summary.errors > 0 || tooMany ? exit.findings : exit.ok;
}
