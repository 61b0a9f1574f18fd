import { applyFixes, type Draft, type FixLevel } from "../fix.ts";
import { lint } from "../lint.ts";
import { unifiedDiff } from "../report/diff.ts";
import { languageOf } from "../report/frame.ts";
import { closingLine, count } from "../report/summary.ts";
import type { Report } from "../report/types.ts";
import { printable } from "../text/printable.ts";
import { Drafts } from "./drafts.ts";
import { type Host, isFailure } from "./host.ts";
import type { Input } from "./inputs.ts";
import { complain, save } from "./output.ts";
import { projectOf } from "./project.ts";
import { checkOptions, type Settings } from "./settings.ts";

/** How often a file is linted and fixed: a fix may make room for another. */
const mostPasses = 10;

/** Applies every fix of the level, in memory. */
export async function fixAll(
  inputs: readonly Input[],
  level: FixLevel,
  settings: Settings,
  host: Host,
): Promise<readonly Draft[]> {
  const drafts = new Drafts(host);
  for (const { path, from } of inputs) {
    if (from === "file") await fixFile(path, level, settings, drafts);
  }
  return drafts.changed();
}

/** Writes the drafts, each whole or not at all, and says what was done. False if one could not be written, which has then been told. */
export async function writeFixes(drafts: readonly Draft[], host: Host): Promise<boolean> {
  const written: Draft[] = [];
  for (const draft of drafts) if (await write(draft, host)) written.push(draft);
  complain(host, `made ${fixCount(written)}`);
  return written.length === drafts.length;
}

/** What {@link writeFixes} would do: for every file the fixes, and a diff; then the closing line of the report on the files as they are. */
export function* dryRun(drafts: readonly Draft[], report: Report): Generator<string> {
  const checked = new Set(report.files.map(({ path }) => path));
  for (const { path, original, text, fixes } of drafts) {
    for (const { rule, description } of fixes) yield `${printable(`${path}: ${description} [${rule}]`)}\n`;
    yield* unifiedDiff(path, original, text, languageOf(path, checked));
    yield "\n";
  }
  yield `${fixCount(drafts)} to make\n${closingLine(report)}\n`;
}

/** `3 fixes in 2 files` */
function fixCount(drafts: readonly Draft[]): string {
  const fixes = drafts.reduce((sum, draft) => sum + draft.fixes.length, 0);
  return `${count(fixes, "fix", "fixes")} in ${count(drafts.length, "file")}`;
}

async function fixFile(path: string, level: FixLevel, settings: Settings, drafts: Drafts): Promise<void> {
  for (let pass = 0; pass < mostPasses; pass++) {
    const bytes = drafts.host.read(path);
    if (isFailure(bytes)) return;
    const source = { path, bytes };
    const { diagnostics } = lint(source, { ...checkOptions(settings), ...(await projectOf(source, drafts.host)) });
    if (applyFixes(diagnostics, (file) => drafts.of(file), level) === 0) return;
  }
}

async function write({ path, original, text }: Draft, host: Host): Promise<boolean> {
  const bytes = host.read(path);
  const isSame = !isFailure(bytes) && Buffer.from(original).equals(bytes);
  if (isSame) return save(host, path, [text]);
  complain(host, `${printable(path)}: has changed since it was read, and is left as it is`);
  return false;
}
