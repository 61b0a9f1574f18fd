import { renewBaseline } from "../lint.ts";
import { count } from "../report/summary.ts";
import { type Renewal, staleEntry } from "../silence/apply.ts";
import type { Baseline, BaselineEntry, Refusal } from "../silence/baseline.ts";
import { readBaseline, writeBaseline } from "../silence/baseline-file.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { normalizePath } from "../text/path.ts";
import { printable, quote } from "../text/printable.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import { type Host, isFailure } from "./host.ts";
import type { Input } from "./inputs.ts";
import { complain, save } from "./output.ts";
import { projectOf } from "./project.ts";
import { folderOf, join } from "./search.ts";
import { checkOptions, type Settings } from "./settings.ts";
import type { ByteSource } from "./sources.ts";

/** The baseline that `--baseline` names, or an empty one that `--update-baseline` will create; null without. */
export function openBaseline(invocation: Invocation, inputs: readonly Input[], host: Host): Baseline | null | BadUsage {
  const written = lastValue(invocation, "baseline");
  const isUpdate = invocation.values.has("update-baseline");
  if (written === null) return isUpdate ? { badUsage: "--update-baseline goes with --baseline FILE" } : null;
  const path = host.relative(written);
  const misuse = isUpdate ? updateMisuse(path, invocation, inputs, host) : null;
  if (misuse !== null) return { badUsage: misuse };
  if (host.kind(path) === null) {
    if (isUpdate) return { path, key: host.randomKey(), entries: [] };
    return { badUsage: `--baseline ${quote(path)}: no such file; --update-baseline creates it` };
  }
  const bytes = host.read(path);
  if (isFailure(bytes)) return { badUsage: `--baseline ${quote(path)}: ${bytes.reason}` };
  const decoded = decodeUtf8(bytes);
  const toReport = (file: string) => host.relative(join(folderOf(path), file));
  const read = "text" in decoded ? readBaseline(path, decoded.text, toReport) : { problem: "it is not UTF-8" };
  return "problem" in read ? { badUsage: `--baseline ${quote(path)}: ${read.problem}` } : read.baseline;
}

function updateMisuse(path: string, invocation: Invocation, inputs: readonly Input[], host: Host): string | null {
  if (inputs.some(({ from }) => from === "stdin")) return "--update-baseline takes files, not standard input";
  if (invocation.values.has("fix-dry-run")) return "--fix-dry-run writes nothing, so not with --update-baseline";
  const place = host.realPath(path);
  const isTaken = inputs.some((input) => host.realPath(input.path) === place);
  return isTaken ? `--update-baseline would overwrite ${quote(path)}, which is for something else` : null;
}

/** Writes the baseline anew, as the files are now, and says what came of it. Null if it could not be written, which has then been told. */
export async function updateBaseline(
  old: Baseline,
  inputs: readonly Input[],
  settings: Settings,
  host: Host,
): Promise<Baseline | null> {
  const entries: BaselineEntry[] = [];
  const refused: Refusal[] = [];
  for (const { path } of inputs) {
    const bytes = host.read(path);
    const renewal = isFailure(bytes) ? null : await renew({ path, bytes }, old, settings, host);
    if (renewal === null) {
      complain(host, `${printable(old.path)}: left as it is, since ${printable(path)} cannot be checked as it should`);
      return null;
    }
    for (const entry of renewal.entries) entries.push(entry);
    for (const refusal of renewal.refused) refused.push(refusal);
  }
  const checked = new Set(inputs.map(({ path }) => path));
  const others = old.entries.filter(({ project }) => !checked.has(project) && host.kind(project) !== null);
  const baseline = { ...old, entries: [...others, ...entries] };
  const folder = folderOf(old.path);
  const pieces = writeBaseline(baseline, (path) => pathFrom(folder, path, host));
  if (!(await save(host, old.path, pieces))) return null;
  tell(old, baseline, refused, host);
  return baseline;
}

async function renew(source: ByteSource, baseline: Baseline, settings: Settings, host: Host): Promise<Renewal | null> {
  const options = { ...checkOptions(settings), ...(await projectOf(source, host)), baseline };
  return renewBaseline(source, options, today(settings));
}

/** Entries for a pyproject.toml that is no more, as diagnostics. */
export function lostEntries(
  baseline: Baseline,
  inputs: readonly Input[],
  { config }: Settings,
  host: Host,
): Diagnostic[] {
  const checked = new Set(inputs.map(({ path }) => path));
  return baseline.entries
    .filter(({ project }) => !checked.has(project) && host.kind(project) === null)
    .flatMap((entry) => staleEntry(entry, baseline, config));
}

function tell(old: Baseline, { path, entries }: Baseline, refused: readonly Refusal[], host: Host): void {
  const kept = new Set(old.entries);
  const added = entries.filter((entry) => !kept.has(entry)).length;
  const gone = old.entries.length + added - entries.length;
  complain(host, `${printable(path)}: ${count(entries.length, "finding")} known, ${added} new, ${gone} gone`);
  for (const [refusal, why] of Object.entries(reasons)) {
    const times = refused.filter((other) => other === refusal).length;
    if (times > 0) complain(host, `${printable(path)}: ${count(times, "finding")} not accepted: ${why}`);
  }
}

const reasons: Readonly<Record<Refusal, string>> = {
  required: "what keeps something from being checked never is",
  "live-credential": "a credential that may still work never is",
};

function today({ knowledge }: Settings): string {
  return knowledge.now.toISOString().slice(0, 10);
}

/** A path as reports name it, relative to a folder that is named likewise. */
function pathFrom(folder: string, path: string, host: Host): string {
  const root = host.realPath(".").replaceAll("\\", "/");
  const segments = (name: string) =>
    normalizePath(name.startsWith("/") ? name : `${root}/${name}`)
      .split("/")
      .filter((segment) => segment !== ".");
  const from = segments(folder);
  const to = segments(path);
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}
