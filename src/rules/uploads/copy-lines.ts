import type { CopyRead } from "../../client/copy-sources.ts";
import {
  type Environment,
  type EscapeToken,
  expandWord,
  type Flag,
  type Instruction,
  readHeredocMark,
  type Word,
} from "../../container/dockerfile.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import { stageLines } from "../dockerfile/stage-variables.ts";
import { contextPath } from "./arrivals.ts";

/** A COPY or ADD that BuildKit reads, and what the client makes of the same line. */
export interface CopyLine {
  /** Behind ONBUILD: what stands there. */
  readonly instruction: Instruction;
  readonly onbuild: boolean;
  /** False in a stage that the target does not need, and behind an ONBUILD that nothing in this file runs. */
  readonly runs: boolean;
  /** `--from` of another stage or image; null if the sources lie in the context. */
  readonly from: Flag | null;
  /** Null: the client does not see the line. */
  readonly read: CopyRead | null;
  /** The paths that the client looks for, as it reads them and as they lie in the context. */
  readonly sought: ReadonlySet<string>;
  /** What BuildKit copies from the context; empty with `from`. */
  readonly sources: readonly LocalSource[];
}

/** A source of a COPY or ADD as BuildKit reads it. */
export interface LocalSource {
  readonly word: Word;
  /** `refused`: BuildKit cannot expand the word (a quote that is not closed, say). */
  readonly kind: "path" | "heredoc" | "url" | "git" | "refused";
  /** Relative to the context, variables expanded; `.` is the context. Null if it cannot be told. */
  readonly path: string | null;
  /** The word holds a variable, which the client does not expand. */
  readonly variable: boolean;
  readonly glob: boolean;
}

export interface CopyLines {
  readonly lines: readonly CopyLine[];
  /** What the client takes for a COPY or ADD and BuildKit does not. */
  readonly strays: readonly CopyRead[];
}

/** Puts the two readings of a Dockerfile side by side, instruction by instruction. */
export function readCopyLines(
  { dockerfile, graph, copySources }: DockerfileContent,
  buildArgs: Environment,
): CopyLines {
  const reads = new Map(copySources.reads.map((read) => [read.span[0], read]));
  const lines: CopyLine[] = [];
  for (const { stage, line, variables } of stageLines(dockerfile, graph.stages, buildArgs)) {
    const instruction = line.trigger ?? line;
    if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") continue;
    const onbuild = line.trigger !== null;
    const from = instruction.flags.find(({ name, value }) => name === "from" && value?.value) ?? null;
    const [start] = line.keywordSpan;
    const read = reads.get(start) ?? null;
    lines.push({
      instruction,
      onbuild,
      runs: onbuild ? stage.onbuildStage !== null : stage.reachable,
      from,
      read,
      sought: new Set(read?.sources.flatMap(({ path }) => [path, contextPath(path)])),
      sources: from === null ? sourcesOf(instruction, variables, dockerfile.escapeToken) : [],
    });
    reads.delete(start);
  }
  return { lines, strays: [...reads.values()] };
}

function sourcesOf(
  { form, arguments: words }: Instruction,
  variables: Environment,
  escapeToken: EscapeToken,
): LocalSource[] {
  return words.slice(0, -1).map((word): LocalSource => {
    const source = { word, path: null, variable: holdsVariable(word.value, escapeToken), glob: false };
    if (form === "shell" && readHeredocMark(word.value) !== null) return { ...source, kind: "heredoc" };
    const expansion = expandWord(word.value, variables, { escapeToken });
    if (!expansion.ok) return { ...source, kind: "refused" };
    const { value, unresolved } = expansion;
    const path = unresolved.length > 0 ? null : contextPath(value);
    return { ...source, kind: remoteKind(value) ?? "path", path, glob: holdsWildcard(value) };
  });
}

/** A `$` that stands for a value, and not for itself. */
function holdsVariable(word: string, escapeToken: EscapeToken): boolean {
  if (!word.includes("$")) return false;
  const bare = expandWord(word, new Map(), { escapeToken });
  return !bare.ok || bare.value.split("$").length !== word.split("$").length;
}

/** What BuildKit fetches by itself for an ADD, and refuses in a COPY. */
function remoteKind(source: string): "url" | "git" | null {
  if (/^https?:\/\//i.test(source)) return "url";
  // A user, a host and a path, as scp takes them.
  return source.includes(":") && /^(?:(?:git|ssh):\/\/|[\w.-]{1,256}@[\w.-]{1,256}:)/i.test(source) ? "git" : null;
}

/** In Go's filepath.Match a backslash takes the meaning of the next character away. */
function holdsWildcard(path: string): boolean {
  return /[*?[]/.test(path.replaceAll(/\\./gs, ""));
}
