import { type CodeDocument, type EmbeddedFile, plainSurroundings } from "../config/language.ts";
import type { AppContext } from "../rules/rule.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { normalizePath } from "../text/path.ts";
import type { Span } from "../text/source.ts";
import { type Entry, pathOf } from "../toml/entry.ts";
import { copyMarkdown } from "./copy-words.ts";
import { credentialMarkdown } from "./credential-words.ts";
import { keyMarkdown, sinceMarkdown } from "./key-words.ts";
import { code, paragraphs } from "./markdown.ts";
import { appsBuiltFrom, appsOf, type IsFile, type Project, readProjectFile } from "./project.ts";
import { formsOf, meaningOf, type SchemaNode, schemaAt } from "./schema.ts";

/** What is shown about a place. */
export interface Hover {
  readonly markdown: string;
  /** What it is about. */
  readonly span: Span;
}

/** What there is to say about an offset of a project's own file; null if nothing. A broken text is read as far as it goes. */
export function hoverSource(project: Project, offset: number): Hover | null {
  const { positions, code: language } = readProjectFile(project);
  const found = entryAt(positions().entries, offset);
  if (found === null) return null;
  const { entry, span } = found;
  const path = pathOf(entry);
  if (language !== null && isEmbedded(path, language)) return hoverEmbedded(project, offset);
  // A call, or whatever else an argument is made of, is not its name; a path may be all that is written of one.
  const isMade = language !== null && entry.kind === "table" && span === entry.valueSpan;
  if (isMade && entry.key !== "dockerfile") return null;
  const [node] = schemaAt(path);
  const literal = span === entry.valueSpan ? project.text.slice(...span) : "";
  const markdown = paragraphs(
    secretWords(project, path),
    node === undefined ? null : (wordMarkdown(path, literal) ?? keyWords(path, node, language)),
  );
  return markdown === "" ? null : { markdown, span };
}

function keyWords(path: KeyPath, node: SchemaNode, language: CodeDocument | null): string {
  // Code could say many things long before a pyproject.toml could.
  return language === null
    ? keyMarkdown(node, sinceMarkdown(path))
    : language.words(keyMarkdown(node, null), plainSurroundings);
}

/** Whether a key stands for a Dockerfile that is written as a string. */
function isEmbedded([, , , app, , key]: KeyPath, { surroundings }: CodeDocument): boolean {
  const embedded: ReadonlyMap<string, EmbeddedFile> = surroundings.get(String(app))?.embedded ?? new Map();
  return key === "dockerfile" && [...embedded.values()].some((file) => "text" in file && !file.isThere);
}

/** What there is to say about an offset of a Dockerfile: what a COPY or ADD uploads. */
export function hoverDockerfile(project: Project, isDockerfile: IsFile, offset: number): Hover | null {
  return hoverCopy(appsBuiltFrom(project, isDockerfile), (app) => copyMarkdown(app, offset));
}

/** The same of Dockerfiles that are written as strings in the project's own file. */
function hoverEmbedded(project: Project, offset: number): Hover | null {
  return hoverCopy(appsOf(project), (app) => {
    const { build, surroundings } = app;
    const content = build?.kind === "dockerfile" ? build.content : null;
    const file = build?.kind === "dockerfile" ? surroundings.embedded.get(normalizePath(build.path)) : undefined;
    if (content === null || file === undefined || "standsFor" in file) return null;
    const isHere = ([start, end]: Span) => start <= offset && offset <= end;
    const instruction = content.dockerfile.instructions.find((one) => isHere(file.sourceSpan(one.span)));
    const copy = instruction && copyMarkdown(app, instruction.span[0]);
    return copy ? { markdown: copy.markdown, span: file.sourceSpan(copy.span) } : null;
  });
}

/** What is said of an instruction for each app that is built with it, once if they all do the same. */
function hoverCopy(apps: readonly AppContext[], hover: (app: AppContext) => Hover | null): Hover | null {
  const byWords = new Map<string, { readonly apps: string[]; readonly span: Span }>();
  for (const app of apps) {
    const copy = hover(app);
    if (copy === null) continue;
    const { apps } = byWords.get(copy.markdown) ?? { apps: [] };
    byWords.set(copy.markdown, { apps: [...apps, app.key], span: copy.span });
  }
  const parts = Array.from(byWords, ([words, { apps }]) =>
    byWords.size === 1 ? words : paragraphs(`For ${apps.map(code).join(", ")}:`, words),
  );
  const [first] = byWords.values();
  return first === undefined ? null : { markdown: parts.join("\n\n---\n\n"), span: first.span };
}

/** The innermost key or value that an offset lies in, its end included. */
function entryAt(entries: readonly Entry[], offset: number): { readonly entry: Entry; readonly span: Span } | null {
  let best: { entry: Entry; span: Span } | null = null;
  for (const entry of entries) {
    for (const span of [entry.keySpan, entry.valueSpan]) {
      if (span[0] > offset || offset > span[1]) continue;
      if (best === null || span[1] - span[0] <= best.span[1] - best.span[0]) best = { entry, span };
    }
  }
  return best;
}

/** What one word of a closed list means. */
function wordMarkdown(path: KeyPath, literal: string): string | null {
  const word = /^(?:"([^"\\]*)"|'([^']*)')$/.exec(literal);
  const value = word?.[1] ?? word?.[2];
  if (value === undefined) return null;
  const [meaning] = schemaAt(path)
    .flatMap(formsOf)
    .flatMap((form) => meaningOf(form, value) ?? []);
  return meaning === undefined ? null : `${code(value)}: ${meaning}`;
}

function secretWords(project: Project, path: KeyPath): string | null {
  const [tool, fal, , key, image, table, name] = path;
  if (tool !== "tool" || fal !== "fal" || image !== "image" || name === undefined) return null;
  if (table !== "registries" && table !== "secrets") return null;
  const app = appsOf(project).find((one) => one.key === key);
  return app === undefined ? null : credentialMarkdown(app, table, String(name));
}
