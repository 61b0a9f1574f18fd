import { type LintResult, lint as lintSource } from "../check.ts";
import { closing } from "../report/closing.ts";
import type { Format } from "../report/index.ts";
import { closingLine, count, summarize } from "../report/summary.ts";
import type { FileReport, Report } from "../report/types.ts";
import { version } from "../report/version.ts";
import type { Baseline } from "../silence/baseline.ts";
import { compareDiagnostics, type Diagnostic } from "../text/diagnostic.ts";
import { type BadUsage, type Invocation, isBadUsage, lastValue } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { findInputs, type Input, nothingFound } from "./inputs.ts";
import { complain, outputPath, paletteFor, print, save } from "./output.ts";
import { folderOf } from "./search.ts";
import { checkOptions, readSettings, type Settings } from "./settings.ts";
import { type ByteSource, readSource, textLookup } from "./sources.ts";

/** Checks every input and prints one report. What a clean file does not need is loaded when it is needed. */
export async function lint(invocation: Invocation, host: Host): Promise<number | BadUsage> {
  const { operands } = invocation;
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
  const known = await baselineOf(invocation);
  const baseline = known?.openBaseline(invocation, inputs, host) ?? null;
  if (isBadUsage(baseline)) return baseline;
  const isDryRun = invocation.values.has("fix-dry-run");
  const isFixing = isDryRun || invocation.values.has("fix");
  if (isDryRun && invocation.values.has("format"))
    return { badUsage: "--fix-dry-run prints a diff, whatever the --format" };
  const level = invocation.values.has("unsafe-fixes") ? "unsafe" : "safe";
  if (level === "unsafe" && !isFixing) return { badUsage: "--unsafe-fixes goes with --fix or --fix-dry-run" };
  if (isFixing && operands.includes("-")) return { badUsage: "only files can be fixed, not standard input" };
  const fixing = isFixing ? await import("./fix.ts") : null;
  const drafts = fixing?.fixAll(inputs, level, settings, host) ?? [];
  const isFixed = isDryRun || (fixing?.writeFixes(drafts, host) ?? true);
  const isUpdate = baseline !== null && invocation.values.has("update-baseline");
  const renewed = isUpdate ? (known?.updateBaseline(baseline, inputs, settings, host) ?? null) : baseline;
  const { report, sources } = checkAll(inputs, settings, renewed ?? baseline, known?.lostEntries, host);
  const pieces =
    fixing !== null && isDryRun
      ? fixing.dryRun(drafts, report)
      : await formatted(report, sources, invocation, output, host);
  const written =
    output === null ? print(host, pieces) : save(host, output, pieces) && print(host, [`${closingLine(report)}\n`]);
  return written && isFixed && (renewed !== null || !isUpdate) ? verdict(report, settings, host) : exit.unusable;
}

async function baselineOf({ values }: Invocation): Promise<typeof import("./baseline.ts") | null> {
  return values.has("baseline") || values.has("update-baseline") ? await import("./baseline.ts") : null;
}

async function formatted(
  report: Report,
  sources: readonly ByteSource[],
  invocation: Invocation,
  output: string | null,
  host: Host,
): Promise<Iterable<string>> {
  const name = (lastValue(invocation, "format") ?? "pretty") as Format;
  const quiet = invocation.values.has("quiet");
  const palette = paletteFor(output === null ? host.stdout : null, invocation, host.env);
  if (name === "pretty" && report.diagnostics.length === 0) return closing(report, { quiet, palette });
  const { formats } = await import("../report/index.ts");
  const format = formats[name];
  return format(quiet ? errorsOnly(report) : report, {
    text: textLookup(sources, host),
    palette,
    width: output === null ? host.stdout.columns : 80,
    quiet,
  });
}

interface Checked {
  readonly report: Report;
  /** Those with something to show. */
  readonly sources: readonly ByteSource[];
}

type LostEntries = typeof import("./baseline.ts").lostEntries;

function checkAll(
  inputs: readonly Input[],
  settings: Settings,
  baseline: Baseline | null,
  lostEntries: LostEntries | undefined,
  host: Host,
): Checked {
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
    const options = checkOptions(settings, host.files(folderOf(path)));
    const result = lintSource(source, { ...options, ...(baseline !== null && { baseline }) });
    files.push({ path, status: input.from === "unused" ? "unused" : result.status, apps: result.apps });
    summaries.push(result.summary);
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    if (result.diagnostics.length > 0) sources.push(source);
  }
  const lost = baseline === null ? [] : (lostEntries?.(baseline, inputs, settings, host) ?? []);
  const sorted = [...diagnostics, ...lost].sort(compareDiagnostics);
  const sum = summarize(summaries);
  const summary = { ...sum, files: files.length, warnings: sum.warnings + lost.length };
  return { report: { version: 1, tool: { name: "fal-lint", version }, files, diagnostics: sorted, summary }, sources };
}

function errorsOnly(report: Report): Report {
  return { ...report, diagnostics: report.diagnostics.filter(({ severity }) => severity === "error") };
}

function verdict({ files, summary }: Report, { maxWarnings }: Settings, host: Host): number {
  const tooMany = maxWarnings !== null && summary.warnings > maxWarnings;
  if (tooMany) complain(host, `${count(summary.warnings, "warning")}, but --max-warnings allows ${maxWarnings}`);
  if (files.some(({ status }) => status === "unreadable" || status === "bad-configuration")) return exit.unusable;
  return summary.errors > 0 || tooMany ? exit.findings : exit.ok;
}
