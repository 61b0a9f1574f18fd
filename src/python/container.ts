import type { EmbeddedFile } from "../config/language.ts";
import { type ContextPaths, contextPaths, rootPaths } from "../text/context-paths.ts";
import type { Files } from "../text/files.ts";
import { normalizePath } from "../text/path.ts";
import type { Span } from "../text/source.ts";
import { embeddedText } from "./embedded-text.ts";
import { concat, type MappedText } from "./mapped-text.ts";
import type { ImageValue, Value } from "./values.ts";

/** What an image is built from, as far as it is constant. */
export interface Container {
  readonly context: ContextPaths;
  /** Null: known only when the code runs, or its context or ignored files are. */
  readonly dockerfile: DockerfileSource | null;
  /** What stands in for the context's own .dockerignore; null: nothing does. */
  readonly ignore: EmbeddedFile | null;
}

/** `span`: where its expression is written. A path is relative to the folder in which fal is started. */
export type DockerfileSource = { readonly span: Span } & ({ readonly text: MappedText } | { readonly path: string });

/** What fal's client makes of the arguments of an image (container.py). */
export function readContainer(image: ImageValue, files: Files | null): Container {
  const dockerfile = readDockerfile(image);
  const context = readContext(image, files);
  const ignore = context === null ? "unknown" : readIgnored(image, context);
  if (dockerfile === null || context === null || ignore === "unknown" || image.isOpen) {
    return { context: context ?? rootPaths, dockerfile: null, ignore: null };
  }
  return { context, dockerfile, ignore };
}

function argument({ values }: ImageValue, name: string): Value | null {
  const value = values.get(name)?.value ?? null;
  return value?.kind === "none" ? null : value;
}

function readDockerfile(image: ImageValue): DockerfileSource | null {
  const value = argument(image, "dockerfile");
  if (value === null) return null;
  const { span } = value;
  if (image.form === "str") return value.kind === "string" ? { span, text: value.text } : null;
  const path = pathOf(value);
  return path === null ? null : { span, path };
}

/** Null: not known. */
function readContext(image: ImageValue, files: Files | null): ContextPaths | null {
  const value = argument(image, "context_dir");
  const path = value === null ? "." : pathOf(value);
  return path === null ? null : contextPaths(path, files);
}

function readIgnored(image: ImageValue, context: ContextPaths): EmbeddedFile | null | "unknown" {
  const { ignore } = image;
  if (ignore === "unknown") return "unknown";
  if (ignore !== null) return "patterns" in ignore ? patterns(ignore.patterns) : path(ignore.path, context);
  const list = argument(image, "dockerignore");
  if (list !== null) return patterns(list);
  const file = argument(image, "dockerignore_path");
  return file === null ? null : path(file, context);
}

/** A list of patterns, as the file that would say the same. */
function patterns(value: Value): EmbeddedFile | "unknown" {
  if (value.kind !== "list") return "unknown";
  const lines: MappedText[] = [];
  for (const item of value.items) {
    // A pattern that holds a line end would be two.
    if (item.kind !== "string" || /[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]/.test(item.text.value)) return "unknown";
    lines.push(item.text, lineEnd(item.span[1]));
  }
  return embeddedText(concat(lines), value.span, true);
}

function lineEnd(offset: number): MappedText {
  const piece = { start: 0, length: 1, source: [offset, offset], exact: false, literal: null, via: null } as const;
  return { value: "\n", pieces: [piece] };
}

function path(value: Value, context: ContextPaths): EmbeddedFile | "unknown" {
  const written = pathOf(value);
  return written === null ? "unknown" : { standsFor: context.inside(written) };
}

/** Relative to the folder in which fal is started; null if it is no path that can be told. */
function pathOf(value: Value): string | null {
  if (value.kind === "path") return value.path;
  return value.kind === "string" && value.text.value !== "" ? normalizePath(value.text.value) : null;
}
