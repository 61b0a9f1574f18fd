import { type LintResult, lint as lintSource } from "../lint.ts";
import { count, summarize } from "../report/summary.ts";
import type { FileReport, Report } from "../report/types.ts";
import { version } from "../report/version.ts";
import type { Baseline } from "../silence/baseline.ts";
import { compareDiagnostics, type Diagnostic, type SuppressedDiagnostic } from "../text/diagnostic.ts";
import { type BadUsage, type Invocation, isBadUsage } from "./arguments.ts";
import { findDestinations } from "./destinations.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { findInputs, type Input, nothingFound } from "./inputs.ts";
import { complain } from "./output.ts";
import { projectOf } from "./project.ts";
import { type Checked, deliver, writeReports } from "./reports.ts";
import { checkOptions, readSettings, type Settings } from "./settings.ts";
import { type ByteSource, readSource } from "./sources.ts";

/** Checks every input and prints one report. What a clean file does not need is loaded when it is needed. */
export async function lint(invocation: Invocation, host: Host): Promise<number | BadUsage> {
  const { operands } = invocation;
  const settings = readSettings(invocation, host);
  if (isBadUsage(settings)) return settings;
  const inputs = findInputs(invocation, host);
  if (isBadUsage(inputs)) return inputs;
  const destinations = findDestinations(invocation, inputs, host);
  if (isBadUsage(destinations)) return destinations;
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
  const drafts = (await fixing?.fixAll(inputs, level, settings, host)) ?? [];
  const isFixed = isDryRun || ((await fixing?.writeFixes(drafts, host)) ?? true);
  const isUpdate = baseline !== null && invocation.values.has("update-baseline");
  const renewed = isUpdate ? ((await known?.updateBaseline(baseline, inputs, settings, host)) ?? null) : baseline;
  const checked = await checkAll(inputs, settings, renewed ?? baseline, known?.lostEntries, host);
  const { report } = checked;
  const written =
    fixing !== null && isDryRun
      ? await deliver([{ path: destinations[0]?.path ?? null, pieces: fixing.dryRun(drafts, report) }], report, host)
      : await writeReports(checked, destinations, invocation, host);
  return written && isFixed && (renewed !== null || !isUpdate) ? verdict(report, settings, host) : exit.unusable;
}

async function baselineOf({ values }: Invocation): Promise<typeof import("./baseline.ts") | null> {
  return values.has("baseline") || values.has("update-baseline") ? await import("./baseline.ts") : null;
}

type LostEntries = typeof import("./baseline.ts").lostEntries;

async function checkAll(
  inputs: readonly Input[],
  settings: Settings,
  baseline: Baseline | null,
  lostEntries: LostEntries | undefined,
  host: Host,
): Promise<Checked> {
  const files: FileReport[] = [];
  const diagnostics: Diagnostic[] = [];
  const summaries: LintResult["summary"][] = [];
  const suppressed: SuppressedDiagnostic[] = [];
  const sources: ByteSource[] = [];
  for (const input of inputs) {
    const { path } = input;
    const source = readSource(input, host);
    if (source === null) {
      files.push({ path, status: "unreadable", apps: [] });
      continue;
    }
    const options = { ...checkOptions(settings), ...(await projectOf(source, host)) };
    const result = lintSource(source, { ...options, ...(baseline !== null && { baseline }) });
    files.push({ path, status: input.from === "unused" ? "unused" : result.status, apps: result.apps });
    summaries.push(result.summary);
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    for (const known of result.suppressed) suppressed.push(known);
    if (result.diagnostics.length > 0) sources.push(source);
  }
  const lost = baseline === null ? [] : (lostEntries?.(baseline, inputs, settings, host) ?? []);
  const sorted = [...diagnostics, ...lost].sort(compareDiagnostics);
  const sum = summarize(summaries);
  const summary = { ...sum, files: files.length, warnings: sum.warnings + lost.length };
  const report = { version: 1, tool: { name: "fal-lint", version }, files, diagnostics: sorted, summary } as const;
  return { report, suppressed, sources };
}

function verdict({ files, summary }: Report, { maxWarnings }: Settings, host: Host): number {
  const tooMany = maxWarnings !== null && summary.warnings > maxWarnings;
  if (tooMany) complain(host, `${count(summary.warnings, "warning")}, but --max-warnings allows ${maxWarnings}`);
  if (files.some(({ status }) => status === "unreadable" || status === "bad-configuration")) return exit.unusable;
  return summary.errors > 0 || tooMany ? exit.findings : exit.ok;
}
