import type { Dockerfile } from "../container/dockerfile.ts";
import { reportPath } from "../diagnose.ts";
import { instructionAt } from "../rules/dockerfile/instruction-at.ts";
import type { AppContext } from "../rules/rule.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { Files } from "../text/files.ts";
import type { Place } from "../text/finding.ts";
import { Lines, type Span } from "../text/source.ts";
import { type Positions, scanPositions } from "../toml/positions.ts";
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

/** What holds comments about one pyproject.toml. Files without any are left out. */
export function commentedFiles(
  path: string,
  text: string,
  apps: readonly AppContext[],
  files: Files | null,
): CommentedFile[] {
  return commentableFiles(path, text, apps, files)
    .filter((file) => file.text.includes(marker))
    .map(({ open }) => open());
}

/** What may hold comments about one pyproject.toml: itself, the apps' Dockerfiles, and the .dockerignore. */
export function commentableFiles(
  path: string,
  text: string,
  apps: readonly AppContext[],
  files: Files | null,
): CommentableFile[] {
  const found: CommentableFile[] = [{ path, text, open: () => tomlFile(path, text) }];
  const dockerfiles = new Map(apps.flatMap(({ build }) => (build?.kind === "dockerfile" ? [[build.path, build]] : [])));
  for (const { path: file, content } of dockerfiles.values()) {
    if (content === null) continue;
    const open = () => dockerfile(path, file, content.text, content.dockerfile);
    found.push({ path: reportPath(path, file), text: content.text, open });
  }
  const isIgnoreRead = apps.some(
    ({ config, build }) =>
      config.image?.dockerfile !== undefined &&
      (build?.kind !== "dockerfile" || build.content?.ignore.from === ".dockerignore"),
  );
  const ignore = isIgnoreRead ? files?.readText(ignorePath) : undefined;
  if (ignore?.kind === "text") {
    found.push({ path: reportPath(path, ignorePath), text: ignore.text, open: () => ignoreFile(path, ignore.text) });
  }
  return found;
}

const ignorePath = ".dockerignore";

function tomlFile(path: string, text: string): CommentedFile {
  const positions = scanPositions(text);
  return {
    path,
    text,
    comments: positions.comments,
    place: (span) => ({ span }),
    holder: ({ keyPath }) => (keyPath === null ? null : keyOffset(positions, keyPath)),
  };
}

/** Where the key stands whose value a place is, or is an element of. */
function keyOffset(positions: Positions, keyPath: NonNullable<Diagnostic["keyPath"]>): number {
  let entry = positions.nearest(keyPath);
  while (typeof entry.key === "number" && entry.parent !== null) entry = entry.parent;
  return entry.keySpan[0];
}

function dockerfile(
  project: string,
  file: string,
  text: string,
  { comments, instructions }: Dockerfile,
): CommentedFile {
  return {
    path: reportPath(project, file),
    text,
    comments: comments.map(({ span }) => span),
    place: (span) => ({ file, span }),
    holder: ({ range: { start } }) => {
      const instruction = instructionAt(instructions, start.offset);
      return instruction !== null && start.offset < instruction.span[1] ? instruction.span[0] : null;
    },
  };
}

function ignoreFile(project: string, text: string): CommentedFile {
  const file = ignorePath;
  const lines = new Lines(text);
  const comments: Span[] = [];
  for (let number = 1; number <= lines.count; number++) {
    const [start, end] = lines.line(number);
    const blanks = /^[\ufeff \t]*/.exec(text.slice(start, end))?.[0].length ?? 0;
    if (text.charAt(start + blanks) === "#") comments.push([start + blanks, end]);
  }
  return {
    path: reportPath(project, file),
    text,
    comments,
    place: (span) => ({ file, span }),
    holder: () => null,
  };
}
