import type { Diagnostic, Fix } from "./text/diagnostic.ts";
import { applyEdits, type RangeEdit } from "./toml/edit.ts";

/** A file on its way from one fix to the next. */
export interface Draft {
  /** As the report names it. */
  readonly path: string;
  readonly original: string;
  text: string;
  /** What has been done to it, in order. */
  readonly fixes: { readonly rule: string; readonly description: string }[];
}

/** Edits of one draft, by their places; no two touch. */
type Edits = Map<Draft, RangeEdit[]>;

/** Which fixes: those that cannot change what the user meant, or all. */
export type FixLevel = "safe" | "unsafe";

/**
 * Applies the fixes of diagnostics that were made of the drafts as they are. A fix is applied whole or not at all; one that touches
 * a place of an earlier one is left out, for the next time. Returns how many were applied.
 * @param draftOf gives the same draft for every name of a file; null if it cannot be edited
 */
export function applyFixes(
  diagnostics: readonly Diagnostic[],
  draftOf: (file: string) => Draft | null,
  level: FixLevel = "safe",
): number {
  const taken: Edits = new Map();
  let applied = 0;
  for (const { rule, fix } of diagnostics) {
    const own = fix?.safe || (fix && level === "unsafe") ? editsOf(fix, draftOf) : null;
    if (fix === null || own === null || !fits(own, taken)) continue;
    for (const [draft, edits] of own) {
      for (const edit of edits) insert(edit, draft, taken);
      draft.fixes.push({ rule, description: fix.description });
    }
    applied++;
  }
  for (const [draft, edits] of taken) {
    const edited = applyEdits(draft.text, edits);
    if ("text" in edited) draft.text = edited.text;
  }
  return applied;
}

/** Null if an edit cannot be made, or touches another one of the same fix. */
function editsOf({ edits }: Fix, draftOf: (file: string) => Draft | null): Edits | null {
  const own: Edits = new Map();
  for (const { file, range, text } of edits) {
    const draft = draftOf(file);
    const edit = { span: [range.start.offset, range.end.offset], text } as const;
    if (draft === null || !fits(new Map([[draft, [edit]]]), own)) return null;
    insert(edit, draft, own);
  }
  return own;
}

function fits(edits: Edits, taken: Edits): boolean {
  for (const [draft, list] of edits) {
    const others = taken.get(draft) ?? [];
    for (const { span } of list) {
      const next = indexFor(span[0], others);
      // Side by side is too near: two apps with one Dockerfile ask for the same insertion.
      if (
        (others[next - 1]?.span[1] ?? -1) >= span[0] ||
        (others[next]?.span[0] ?? Number.POSITIVE_INFINITY) <= span[1]
      ) {
        return false;
      }
    }
  }
  return true;
}

function insert(edit: RangeEdit, draft: Draft, edits: Edits): void {
  const list = edits.get(draft) ?? [];
  list.splice(indexFor(edit.span[0], list), 0, edit);
  edits.set(draft, list);
}

/** Where an edit that begins at an offset goes in a list by offset. */
function indexFor(start: number, edits: readonly RangeEdit[]): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.span[0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
