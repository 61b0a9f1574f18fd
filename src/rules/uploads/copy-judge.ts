import type { CopyRead } from "../../client/copy-sources.ts";
import type { Abort, SourceOutcome } from "../../client/uploads.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import type { Files } from "../../text/files.ts";
import { type Arrival, type Arrivals, contextPath, foldersAbove } from "./arrivals.ts";
import type { CopyLine, LocalSource } from "./copy-lines.ts";
import { globMatches, type WalkBudget } from "./glob-matches.ts";

/** What becomes of a source. */
export type SourceState =
  | Arrival
  /** BuildKit gets it elsewhere: a heredoc, a URL or a repository of an ADD. */
  | { readonly kind: "elsewhere" }
  /** A URL or a repository, which BuildKit refuses in a COPY. */
  | { readonly kind: "remote" }
  /** BuildKit cannot expand the word. */
  | { readonly kind: "refused" }
  /** Its variables have no value that can be told here. */
  | { readonly kind: "unknown" }
  /** A glob: what it matches and the client does not send, out of so many that are not ignored. */
  | { readonly kind: "matches"; readonly unsent: readonly string[]; readonly total: number }
  /** A glob without a match, or a context of which nothing is sent: BuildKit copies nothing, without a word. */
  | { readonly kind: "nothing" };

export interface JudgedSource extends LocalSource {
  readonly state: SourceState;
}

export interface JudgedLine extends CopyLine {
  readonly sources: readonly JudgedSource[];
  /** Those that do not arrive as BuildKit needs them. */
  readonly unmet: readonly JudgedSource[];
  /** Why the client does not see the line: `joined` takes it for a part of the one above. Null if it does. */
  readonly unseen: "indented" | "joined" | null;
  readonly effects: Effects;
}

/** What the client does for a line beyond what BuildKit needs. */
export interface Effects {
  /** Paths that are sent and that no instruction copies. */
  readonly needless: readonly string[];
  /** Why the client stops at this line. */
  readonly aborts: readonly Abort[];
}

interface JudgeContext {
  readonly arrivals: Arrivals;
  readonly files: Files;
  /** Shared by all globs of a Dockerfile. */
  readonly budget: WalkBudget;
}

/** Finds out what becomes of the sources of a line; `text` is the Dockerfile's. */
export function judgeLine(line: CopyLine, text: string, effects: Effects, context: JudgeContext): JudgedLine {
  const sources = line.sources.map((source) => ({ ...source, state: judge(source, line, context) }));
  const unmet = sources.filter(({ state }) => !["arrives", "elsewhere", "nothing"].includes(state.kind));
  return { ...line, sources, unmet, unseen: unseen(line, text), effects };
}

function judge(source: LocalSource, { instruction }: CopyLine, { arrivals, files, budget }: JudgeContext): SourceState {
  const { kind, path, glob } = source;
  if (kind === "refused") return { kind };
  if (kind !== "path") return { kind: kind === "heredoc" || instruction.keyword === "ADD" ? "elsewhere" : "remote" };
  // Whatever it means, it is there if the whole context is.
  if (path === null) return { kind: arrivals.of(".").kind === "arrives" ? "arrives" : "unknown" };
  if (glob) {
    const parents = instruction.flags.some(({ name }) => name === "parents");
    const matches = globMatches(files, path, parents, budget);
    // Too large to be told; better nothing than something wrong.
    return matches === null ? { kind: "arrives" } : judgeMatches(matches, arrivals);
  }
  const arrival = arrivals.of(path);
  return path === "." && arrival.kind !== "arrives" && arrival.kind !== "unsent" ? { kind: "nothing" } : arrival;
}

function judgeMatches(matches: readonly string[], arrivals: Arrivals): SourceState {
  const judged = matches.map((match) => ({ match, arrival: arrivals.of(match) }));
  const [first] = judged;
  if (first === undefined) return { kind: "nothing" };
  const wanted = judged.filter(({ arrival }) => arrival.kind !== "ignored");
  if (wanted.length === 0) return first.arrival;
  const unsent = wanted.filter(({ arrival }) => arrival.kind !== "arrives").map(({ match }) => match);
  return unsent.length === 0 ? { kind: "arrives" } : { kind: "matches", unsent, total: wanted.length };
}

function unseen({ read, onbuild, instruction }: CopyLine, text: string): JudgedLine["unseen"] {
  if (read !== null || onbuild) return null;
  const [start] = instruction.keywordSpan;
  let above = start;
  while (above > 0 && /\s/.test(text.charAt(above - 1))) above--;
  const continued = text.charAt(above - 1) === "\\" && /[\r\n]/.test(text.charAt(above));
  return !continued && /[^\r\n]/.test(text.charAt(start - 1)) ? "indented" : "joined";
}

/** Looks up what the client does for a read beyond what BuildKit needs. */
export function effectsOf(
  lines: readonly CopyLine[],
  { copySources, uploads }: DockerfileContent,
): (read: CopyRead | null) => Effects {
  const wanted = new Map(lines.map(({ read, sources }) => [read, new Set(sources.map(({ path }) => path))]));
  const needed = new Set<string>();
  const needless = new Map<CopyRead, string[]>();
  /** Where the client meets a source first, and stops if it stops at all. */
  const firstReads = new Map<string, CopyRead>();
  const outcomes = uploads.outcomes.values();
  for (const read of copySources.reads) {
    const unwanted: string[] = [];
    for (const { path } of read.sources) {
      if (!firstReads.has(path)) firstReads.set(path, read);
      const sent = sentPath(outcomes.next().value);
      if (sent === null) continue;
      if (wanted.get(read)?.has(contextPath(path))) needed.add(sent);
      else unwanted.push(sent);
    }
    if (unwanted.length > 0) needless.set(read, unwanted);
  }
  const aborts = new Map<CopyRead, Abort[]>();
  for (const abort of uploads.aborts) {
    const read = abort.kind === "ignore-pattern" ? undefined : firstReads.get(abort.source);
    if (read === undefined) continue;
    const known = aborts.get(read);
    if (known === undefined) aborts.set(read, [abort]);
    else known.push(abort);
  }
  const isNeeded = (path: string) => needed.has(path) || foldersAbove(path).some((folder) => needed.has(folder));
  return (read) => ({
    needless: (read === null ? [] : (needless.get(read) ?? [])).filter((path) => !isNeeded(path)),
    aborts: read === null ? [] : (aborts.get(read) ?? []),
  });
}

function sentPath(outcome: SourceOutcome | undefined): string | null {
  if (outcome?.kind === "file") return outcome.path;
  return outcome?.kind === "directory" && outcome.files > 0 ? outcome.path : null;
}
