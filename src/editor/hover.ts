import type { KeyPath } from "../text/diagnostic.ts";
import type { Span } from "../text/source.ts";
import { type Entry, pathOf, scanPositions } from "../toml/positions.ts";
import { copyMarkdown } from "./copy-words.ts";
import { credentialMarkdown } from "./credential-words.ts";
import { keyMarkdown } from "./key-words.ts";
import { code, paragraphs } from "./markdown.ts";
import { appsBuiltFrom, appsOf, type IsFile, type Project } from "./project.ts";
import { formsOf, meaningOf, schemaAt } from "./schema.ts";

/** What is shown about a place. */
export interface Hover {
  readonly markdown: string;
  /** What it is about. */
  readonly span: Span;
}

/** What there is to say about an offset of a pyproject.toml; null if nothing. A text that is not TOML is read as far as it goes. */
export function hoverPyproject(project: Project, offset: number): Hover | null {
  const found = entryAt(scanPositions(project.text).entries, offset);
  if (found === null) return null;
  const { entry, span } = found;
  const path = pathOf(entry);
  const [node] = schemaAt(path);
  const literal = span === entry.valueSpan ? project.text.slice(...span) : "";
  const markdown = paragraphs(
    secretWords(project, path),
    node === undefined ? null : (wordMarkdown(path, literal) ?? keyMarkdown(path, node)),
  );
  return markdown === "" ? null : { markdown, span };
}

/** What there is to say about an offset of a Dockerfile: what a COPY or ADD uploads. */
export function hoverDockerfile(project: Project, isDockerfile: IsFile, offset: number): Hover | null {
  const byWords = new Map<string, { readonly apps: string[]; readonly span: Span }>();
  for (const app of appsBuiltFrom(project, isDockerfile)) {
    const copy = copyMarkdown(app, offset);
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
