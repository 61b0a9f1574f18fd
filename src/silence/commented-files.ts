import { reportPath } from "../diagnose.ts";
import type { DockerfileContent } from "../manifest/resolve.ts";
import { instructionAt } from "../rules/dockerfile/instruction-at.ts";
import type { AppContext } from "../rules/rule.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { Place } from "../text/finding.ts";
import { normalizePath } from "../text/path.ts";
import { Lines, type Span } from "../text/source.ts";
import type { Positions } from "../toml/positions.ts";
import type { CheckedFile } from "./checked-file.ts";
import { marker } from "./suppression-comment.ts";

/** A file that holds comments to fal-lint. */
export interface CommentedFile {
  /** As the report names it. */
  readonly path: string;
  readonly text: string;
  /** All of its comments, in order; each begins with `#` and ends with its line. */
  readonly comments: readonly Span[];
  readonly place: (span: Span) => Place;
  /** Offset of the key or instruction that a diagnostic is about, which may begin on an earlier line; null if there is none. */
  readonly holder: (diagnostic: Diagnostic) => number | null;
}

/** A file that may hold comments to fal-lint, not yet looked into. */
export interface CommentableFile {
  /** As the report names it. */
  readonly path: string;
  readonly text: string;
  readonly open: () => CommentedFile;
}

/** What holds comments about the apps of one file. Files without any are left out. */
export function commentedFiles(file: CheckedFile): CommentedFile[] {
  return commentableFiles(file)
    .filter(({ text }) => text.includes(marker))
    .map(({ open }) => open());
}

/** A file with apps, and what they are built from. */
export type CommentableProject = Omit<CheckedFile, "config" | "now" | "given">;

/** What may hold comments about the apps of one file: itself, their Dockerfiles, and the .dockerignore. */
export function commentableFiles(file: CommentableProject): CommentableFile[] {
  const { path, text, folder, contexts, files } = file;
  const found = new Map<string, CommentableFile>([[path, { path, text, open: () => checkedFile(file) }]]);
  for (const app of contexts) {
    const { build, surroundings } = app;
    const { embedded, context } = surroundings;
    const content = build?.kind === "dockerfile" ? build.content : null;
    // One that is written in the source is a part of that.
    if (build?.kind === "dockerfile" && content !== null && !embedded.has(normalizePath(build.path))) {
      const place = context.outside(build.path);
      const name = reportPath(folder, place);
      found.set(name, { path: name, text: content.text, open: () => dockerfile(name, place, content) });
    }
    const ignorePath = ignoreFileOf(app);
    const ignore = ignorePath === null ? undefined : files?.readText(ignorePath);
    if (ignorePath === null || ignore?.kind !== "text") continue;
    const name = reportPath(folder, ignorePath);
    found.set(name, { path: name, text: ignore.text, open: () => ignoreFile(name, ignorePath, ignore.text) });
  }
  return [...found.values()];
}

/** The .dockerignore that counts for an app, relative to the root; null if none does, or it is written in the source. */
function ignoreFileOf({ config, build, surroundings: { embedded, context } }: AppContext): string | null {
  if (config.image?.dockerfile === undefined) return null;
  if (build?.kind === "dockerfile" && build.content?.ignore.from !== ".dockerignore") return null;
  const own = embedded.get(".dockerignore");
  if (own === undefined) return context.outside(".dockerignore");
  return "standsFor" in own ? context.outside(own.standsFor) : null;
}

/** The checked file, with the Dockerfiles that are written in it. */
function checkedFile({
  path,
  text,
  positions,
  contexts,
}: Pick<CheckedFile, "path" | "text" | "positions" | "contexts">): CommentedFile {
  const inside = contexts.flatMap(({ build, surroundings }) => {
    const own = build?.kind === "dockerfile" ? surroundings.embedded.get(normalizePath(build.path)) : undefined;
    const content = build?.kind === "dockerfile" ? build.content : null;
    return own === undefined || "standsFor" in own || content === null ? [] : [{ ...own, content }];
  });
  const unique = [...new Map(inside.map((one) => [one.sourceSpan([0, 1])[0], one])).values()];
  const comments = unique.flatMap(({ content, sourceSpan }) =>
    content.dockerfile.comments.map(({ span }) => sourceSpan(span)),
  );
  const instructions = unique
    .flatMap(({ content, sourceSpan }) =>
      content.dockerfile.instructions.map(({ span }) => ({ span: sourceSpan(span) })),
    )
    .sort((a, b) => a.span[0] - b.span[0]);
  return {
    path,
    text,
    comments: [...positions().comments, ...comments].sort((a, b) => a[0] - b[0]),
    place: (span) => ({ span }),
    holder: ({ keyPath, range: { start } }) => {
      if (keyPath !== null) return keyOffset(positions(), keyPath);
      const instruction = instructionAt(instructions, start.offset);
      return instruction !== null && start.offset < instruction.span[1] ? instruction.span[0] : null;
    },
  };
}

/** Where the key stands whose value a place is, or is an element of. */
function keyOffset(positions: Positions, keyPath: NonNullable<Diagnostic["keyPath"]>): number {
  let entry = positions.nearest(keyPath);
  while (typeof entry.key === "number" && entry.parent !== null) entry = entry.parent;
  return entry.keySpan[0];
}

function dockerfile(
  path: string,
  file: string,
  { text, dockerfile: { comments, instructions } }: DockerfileContent,
): CommentedFile {
  return {
    path,
    text,
    comments: comments.map(({ span }) => span),
    place: (span) => ({ file, span }),
    holder: ({ range: { start } }) => {
      const instruction = instructionAt(instructions, start.offset);
      return instruction !== null && start.offset < instruction.span[1] ? instruction.span[0] : null;
    },
  };
}

function ignoreFile(path: string, file: string, text: string): CommentedFile {
  const lines = new Lines(text);
  const comments: Span[] = [];
  for (let number = 1; number <= lines.count; number++) {
    const [start, end] = lines.line(number);
    const blanks = /^[\ufeff \t]*/.exec(text.slice(start, end))?.[0].length ?? 0;
    if (text.charAt(start + blanks) === "#") comments.push([start + blanks, end]);
  }
  return {
    path,
    text,
    comments,
    place: (span) => ({ file, span }),
    holder: () => null,
  };
}
