import type { CopyRead } from "../../client/copy-sources.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import type { Files } from "../../text/files.ts";
import type { AppContext } from "../rule.ts";
import { Arrivals, foldersAbove } from "./arrivals.ts";
import { type Effects, effectsOf, type JudgedLine, type JudgedSource, judgeLine } from "./copy-judge.ts";
import { type CopyLine, type LocalSource, readCopyLines } from "./copy-lines.ts";
import { type LostFile, lostFiles } from "./lost-files.ts";

/** A line, the rule that claims it, and the sources that it is about (none: the line as a whole). */
export interface CopyVerdict {
  readonly rule: CopyRule;
  readonly line: JudgedLine;
  readonly sources: readonly JudgedSource[];
}

/** All that there is to tell about what an app uploads. */
export interface CopyReport {
  readonly verdicts: readonly CopyVerdict[];
  readonly lines: readonly JudgedLine[];
  /** What the client takes for a COPY or ADD and BuildKit does not. */
  readonly strays: readonly { readonly read: CopyRead; readonly effects: Effects }[];
  readonly lost: readonly LostFile[];
  readonly arrivals: Arrivals;
}

/** The rules that may claim a line. */
export type CopyRule =
  | "copy-from-after-flag"
  | "onbuild-copy"
  | "copy-comment-in-continuation"
  | "copy-outside-context"
  | "upload-too-large"
  | "copy-unparsable"
  | "copy-indented"
  | "copy-variable"
  | "copy-glob"
  | "copy-symlink"
  | "copy-source-ignored"
  | "copy-source-missing"
  | "add-git-source"
  | "copy-heredoc-source";

/** Null leaves the line to the next rule. `takenBack`: whether a path, or something in it, is lost by a `!` in the .dockerignore. */
type Claim = (line: JudgedLine, takenBack: (path: string) => boolean) => readonly JudgedSource[] | null;

/**
 * One line gives one finding, of the first rule that claims it: what is wrong with the line as a whole, then what stops the client, then
 * how the client reads the line, then the single sources. A difference that changes nothing, since another line sends the files, is none.
 */
const claims: readonly (readonly [CopyRule, Claim])[] = [
  ["copy-from-after-flag", ({ from, read }) => when(from !== null && read?.skipped === null)],
  ["onbuild-copy", ({ onbuild, runs, sources, unmet }) => (onbuild ? some(runs ? unmet : sources) : null)],
  [
    "copy-comment-in-continuation",
    ({ instruction, from, read, unmet }) =>
      instruction.comments.length > 0 && from === null && read !== null ? unmet : null,
  ],
  ["copy-outside-context", ({ effects }) => when(effects.aborts.some(({ kind }) => kind === "parent-reference"))],
  ["upload-too-large", ({ effects }) => when(effects.aborts.some(({ kind }) => kind === "too-large"))],
  ["copy-unparsable", (line) => some(line.unmet.filter((source) => isMisread(line, source)))],
  ["copy-indented", ({ unseen, unmet }) => (unseen === "indented" ? some(unmet) : null)],
  ["copy-variable", ({ unmet }) => some(unmet.filter(({ variable }) => variable))],
  [
    "copy-glob",
    ({ sources, unmet }) =>
      some(unmet.filter(({ state }) => state.kind === "matches")) ??
      (sources.every(({ glob, state }) => glob && state.kind === "nothing") ? some(sources) : null),
  ],
  ["copy-symlink", ({ unmet }) => some(unmet.filter(({ state }) => state.kind === "link"))],
  [
    "copy-source-ignored",
    // What is lost by a `!` is told where the `!` stands.
    ({ unmet }, takenBack) => some(unmet.filter(({ state }) => state.kind === "ignored" && !takenBack(state.path))),
  ],
  ["copy-source-missing", ({ unmet }) => some(unmet.filter(({ state }) => state.kind !== "ignored"))],
  ["add-git-source", (line) => some(line.sources.filter((source) => source.kind === "git" && isSought(line, source)))],
  [
    "copy-heredoc-source",
    (line) => some(line.sources.filter((source) => source.kind === "heredoc" && isSought(line, source))),
  ],
];

function when(claimed: boolean): readonly JudgedSource[] | null {
  return claimed ? [] : null;
}

function some(sources: readonly JudgedSource[]): readonly JudgedSource[] | null {
  return sources.length > 0 ? sources : null;
}

/** The client looks for another path than BuildKit, or for none; and neither indentation nor a variable is why. */
function isMisread(line: JudgedLine, source: JudgedSource): boolean {
  if (source.state.kind === "refused" || line.unseen === "joined") return true;
  if (line.read === null || source.state.kind === "remote") return false;
  return line.read.skipped !== null || (!source.variable && !isSought(line, source));
}

/** Whether the client looks for the very path that BuildKit means; a glob or a repository is a path like any other to it. */
function isSought({ sought }: CopyLine, { path, word }: LocalSource): boolean {
  return (path !== null && sought.has(path)) || sought.has(word.value.replaceAll(/["']/g, ""));
}

const reports = new WeakMap<DockerfileContent, CopyReport>();

/** The two readings of an app's Dockerfile compared; null if it has none that can be read. The rules share one report. */
export function copyReport({ build, files, config }: AppContext): CopyReport | null {
  if (build?.kind !== "dockerfile" || build.content === null || files === null) return null;
  const { content } = build;
  const buildArgs = new Map(Object.entries(config.image?.build_args ?? {}));
  const report = reports.get(content) ?? compare(content, files, buildArgs);
  reports.set(content, report);
  return report;
}

/** The verdicts of one rule. */
export function verdictsOf(app: AppContext, rule: CopyRule): readonly CopyVerdict[] {
  return copyReport(app)?.verdicts.filter((verdict) => verdict.rule === rule) ?? [];
}

// No tree of sources has as many; it bounds what hostile globs cost.
const mostFolders = 50_000;

function compare(content: DockerfileContent, files: Files, buildArgs: ReadonlyMap<string, string>): CopyReport {
  const { lines, strays } = readCopyLines(content, buildArgs);
  const arrivals = new Arrivals(content, files);
  const effects = effectsOf(lines, content);
  const context = { arrivals, files, budget: { folders: mostFolders } };
  const judged = lines.map((line) => judgeLine(line, content.text, effects(line.read), context));
  const lost = lostFiles(content, files);
  const negated = new Set(lost.flatMap(({ path, pattern }) => (pattern.negated ? path : [])));
  const above = new Set([...negated].flatMap(foldersAbove));
  const takenBack = (path: string) =>
    above.has(path) || [path, ...foldersAbove(path)].some((each) => negated.has(each));
  return {
    verdicts: judged.flatMap((line) => verdictOn(line, takenBack) ?? []),
    lines: judged,
    strays: strays.map((read) => ({ read, effects: effects(read) })),
    lost,
    arrivals,
  };
}

function verdictOn(line: JudgedLine, takenBack: (path: string) => boolean): CopyVerdict | null {
  for (const [rule, claim] of claims) {
    const sources = claim(line, takenBack);
    if (sources !== null) return { rule, line, sources };
  }
  return null;
}
