import { diagnose, type RuleConfig, severityOf } from "../diagnose.ts";
import { rulesById } from "../rule-ids.ts";
import { compareDiagnostics, type Diagnostic, type SuppressedDiagnostic } from "../text/diagnostic.ts";
import {
  type Baseline,
  type BaselineEntry,
  compareWithBaseline,
  type Identity,
  type Refusal,
  staleDiagnostic,
} from "./baseline.ts";
import type { CheckedFile } from "./checked-file.ts";
import { commentedFiles } from "./commented-files.ts";
import { shownReason } from "./reason.ts";
import { isRequired, suppress } from "./suppress.ts";

/** Diagnostics in the one order, and those that were taken out. */
export interface Silenced {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly SuppressedDiagnostic[];
}

/** Takes out what comments suppress, and adds what is wrong with the comments. */
export function applyComments(all: readonly Diagnostic[], file: CheckedFile): Silenced {
  const { config, now } = file;
  const commented = all.some(isUnreadable) ? [] : commentedFiles(file);
  if (commented.length === 0) return { diagnostics: all, suppressed: [] };
  const { diagnostics, suppressed, findings } = suppress(all, commented, { now, isJudged: judge(all, file) });
  const added = diagnose(findings, file, config);
  return { diagnostics: [...diagnostics, ...added].sort(compareDiagnostics), suppressed };
}

/** Takes out what a baseline knows, and adds its entries that nothing is left for. */
export function applyBaseline(all: readonly Diagnostic[], file: CheckedFile, baseline: Baseline): Silenced {
  const { fresh, known, stale } = compareWithBaseline(all, baseline, file);
  const isJudged = judge(all, file);
  const gone = stale.filter(({ rule }) => isJudged(rule)).flatMap((entry) => staleEntry(entry, baseline, file.config));
  const diagnostics = [...fresh.map(({ diagnostic }) => diagnostic), ...gone].sort(compareDiagnostics);
  const suppressed = known.map(
    ({ diagnostic, entry }) =>
      ({ diagnostic, by: "baseline", reason: entry.reason === null ? null : shownReason(entry.reason) }) as const,
  );
  return { diagnostics, suppressed };
}

/** What a baseline holds of one pyproject.toml once it is renewed, and why the rest is not accepted. */
export interface Renewal {
  readonly entries: readonly BaselineEntry[];
  readonly refused: readonly Refusal[];
}

/** Accepts the diagnostics into a baseline: what was known keeps its day and reason. `today`: YYYY-MM-DD. */
export function renew(all: readonly Diagnostic[], file: CheckedFile, baseline: Baseline, today: string): Renewal {
  const { fresh, known, stale } = compareWithBaseline(all, baseline, file);
  const isJudged = judge(all, file);
  const kept = stale.filter(({ rule }) => !isJudged(rule));
  const refused: Refusal[] = [];
  const accepted: Identity[] = [];
  for (const { acceptable } of fresh) {
    if (typeof acceptable === "string") refused.push(acceptable);
    else accepted.push(acceptable);
  }
  const added = accepted.map((identity) => ({ ...identity, since: today, reason: null, range: null }));
  return { entries: [...known.map(({ entry }) => entry), ...kept, ...added], refused };
}

/** An entry that nothing is left for, as a diagnostic, if that rule is on. */
export function staleEntry(entry: BaselineEntry, baseline: Baseline, config: RuleConfig): Diagnostic[] {
  const diagnostic = staleDiagnostic(entry, baseline);
  const severity = severityOf(diagnostic, config);
  return severity === "off" ? [] : [{ ...diagnostic, severity }];
}

function isUnreadable({ rule }: Diagnostic): boolean {
  return rule === "syntax-error" || rule === "not-utf8";
}

/** Whether the silence of a rule means that there is nothing to find: it is on, what it goes by is given, and nothing kept it from looking. */
function judge(all: readonly Diagnostic[], { config, files, now, given }: CheckedFile): (rule: string) => boolean {
  if (files === null || now === null || all.some(isRequired)) return () => false;
  return (id) => {
    const rule = rulesById.get(id);
    if (rule === undefined) return true;
    return severityOf({ rule: id }, config) !== "off" && (rule.needs === undefined || given[rule.needs]);
  };
}
