import { lint } from "../lint.ts";
import type { Diagnostic, Related } from "../text/diagnostic.ts";
import type { Project } from "./project.ts";

/** What an editor does with the text of a finding besides underlining it: strike it through, or fade it out. */
export type Tag = "deprecated" | "unnecessary";

const tags: ReadonlyMap<string, Tag> = new Map([
  ["deprecated-key", "deprecated"],
  ["unused-suppression", "unnecessary"],
  ["unused-registry", "unnecessary"],
  ["reserved-secret", "unnecessary"],
  ["negative-retries", "unnecessary"],
]);

/** The tag of a rule's findings; null for none. */
export function tagOf(rule: string): Tag | null {
  return tags.get(rule) ?? null;
}

/** Everything that is found in a project, in its own file and in those that its apps name. */
export function findingsOf({ path, text, options }: Project): readonly Diagnostic[] {
  return withoutRepetition(lint({ path, text }, options).diagnostics);
}

/** What several apps find at one place in the same words, a Dockerfile that they share say, is one finding with all their places. */
export function withoutRepetition(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPlace = new Map<string, { readonly first: Diagnostic; readonly related: Related[] }>();
  for (const diagnostic of diagnostics) {
    const { rule, file, range, message, related } = diagnostic;
    const place = JSON.stringify([rule, file, range.start.offset, range.end.offset, message]);
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, { first: diagnostic, related: [...related] });
    else known.related.push(...related);
  }
  return Array.from(byPlace.values(), ({ first, related }) => ({ ...first, related }));
}
