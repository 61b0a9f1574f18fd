import type { CopyRead } from "../client/copy-sources.ts";
import type { SourceOutcome, UploadFile } from "../client/uploads.ts";
import type { DockerfileContent } from "../manifest/resolve.ts";
import { shown } from "../manifest/shown.ts";
import { count } from "../report/summary.ts";
import { cell, type UnsentSource, unsentSources } from "../report/unsent-sources.ts";
import { abortWords, describeAbort } from "../report/uploads.ts";
import { instructionAt } from "../rules/dockerfile/instruction-at.ts";
import type { AppContext } from "../rules/rule.ts";
import type { JudgedLine } from "../rules/uploads/copy-judge.ts";
import { copyReport } from "../rules/uploads/copy-verdicts.ts";
import { byteSize } from "../text/size.ts";
import { Lines, type Span } from "../text/source.ts";
import { code, list, paragraphs } from "./markdown.ts";

/** The most files that are listed one by one. */
const mostFiles = 12;

/** What fal's client uploads for the COPY or ADD at an offset of an app's Dockerfile, or why nothing, in Markdown; null if there is none. */
export function copyMarkdown(
  app: AppContext,
  offset: number,
): { readonly markdown: string; readonly span: Span } | null {
  const content = app.build?.kind === "dockerfile" ? app.build.content : null;
  if (content === null) return null;
  const instruction = instructionAt(content.dockerfile.instructions, offset);
  if (instruction === null || offset > instruction.span[1]) return null;
  const own = instruction.trigger ?? instruction;
  const line = copyReport(app)?.lines.find((one) => one.instruction === own);
  if (line === undefined) return null;
  const { keyword, span } = own;
  const files = sentFiles(content, line.read);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const [abort] = content.uploads.aborts;
  const heading = files.length === 0 ? "nothing" : `${count(files.length, "file")}, ${byteSize(total)}`;
  const unsent = unsentWithin(app, content, instruction.span);
  return {
    span,
    markdown: paragraphs(
      `**${keyword} uploads ${heading}**`,
      abort === undefined ? null : `fal's client stops and sends nothing at all: ${abortWords(describeAbort(abort))}.`,
      files.length === 0 && abort === undefined ? elsewhere(line, unsent) : null,
      fileList(files),
      unsent.length === 0 ? null : "Nothing is sent for",
      list(unsent.map(({ source, reason }) => `${code(cell(source))}: ${reason}`)),
    ),
  };
}

function fileList(files: readonly UploadFile[]): string {
  const rows = files.slice(0, mostFiles).map(({ path, size }) => `${code(cell(shown(path)))} ${byteSize(size)}`);
  const more = files.length - rows.length;
  return list(more > 0 ? [...rows, `and ${more} more`] : rows);
}

/** The files that are sent for a line as fal's client reads it, by path, whichever other line asks for them too. */
function sentFiles({ copySources, uploads }: DockerfileContent, read: CopyRead | null): readonly UploadFile[] {
  if (read === null || uploads.aborts.length > 0) return [];
  const first = copySources.reads
    .slice(0, copySources.reads.indexOf(read))
    .reduce((sum, one) => sum + one.sources.length, 0);
  const outcomes = uploads.outcomes.slice(first, first + read.sources.length);
  return uploads.uploads.filter(({ path }) => outcomes.some((outcome) => brings(outcome, path)));
}

function brings(outcome: SourceOutcome, path: string): boolean {
  if (outcome.kind === "file") return outcome.path === path;
  return outcome.kind === "directory" && (outcome.path === "." || path.startsWith(`${outcome.path}/`));
}

function unsentWithin(app: AppContext, { text }: DockerfileContent, span: Span): readonly UnsentSource[] {
  const lines = new Lines(text);
  const [first, last] = [lines.position(span[0]).line, lines.position(span[1]).line];
  return unsentSources(app).filter(({ line }) => first <= line && line <= last);
}

/** Why a line sends nothing although nothing is wrong with it; null if something is. */
function elsewhere({ from, sources, onbuild }: JudgedLine, unsent: readonly UnsentSource[]): string | null {
  if (from !== null) return "It copies from another stage or image.";
  if (unsent.length > 0) return null;
  if (onbuild) return "fal's client does not look behind ONBUILD.";
  if (sources.length > 0 && sources.every(({ kind }) => kind === "url" || kind === "git"))
    return "The builder fetches it.";
  return sources.some(({ kind }) => kind === "heredoc") ? "What it copies stands in the Dockerfile itself." : null;
}
