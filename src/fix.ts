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

/** Edits of one text, by their places; no two touch. The key stands for the text, whichever name of its file is used. */
type Edits<Key> = Map<Key, RangeEdit[]>;

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
  const { edits, chosen } = chooseFixes(diagnostics, draftOf, level);
  for (const { rule, fix, keys } of chosen) {
    for (const draft of keys) draft.fixes.push({ rule, description: fix.description });
  }
  for (const [draft, list] of edits) {
    const edited = applyEdits(draft.text, list);
    if ("text" in edited) draft.text = edited.text;
  }
  return chosen.length;
}

/** A fix that can be made together with all others that were chosen. */
export interface ChosenFix<Key> {
  readonly rule: string;
  readonly fix: Fix;
  /** The texts that it edits. */
  readonly keys: readonly Key[];
}

/**
 * Chooses the fixes that can be made at once: the first of those that touch each other. A fix is taken whole or not at all.
 * @param keyOf gives the same key for every name of a file; null if it cannot be edited
 */
export function chooseFixes<Key>(
  diagnostics: readonly Diagnostic[],
  keyOf: (file: string) => Key | null,
  level: FixLevel = "safe",
): { readonly chosen: readonly ChosenFix<Key>[]; readonly edits: ReadonlyMap<Key, readonly RangeEdit[]> } {
  const edits: Edits<Key> = new Map();
  const chosen: ChosenFix<Key>[] = [];
  for (const { rule, fix } of diagnostics) {
    const own = fix?.safe || (fix && level === "unsafe") ? editsOf(fix, keyOf) : null;
    if (fix === null || own === null || !fits(own, edits)) continue;
    for (const [key, list] of own) for (const edit of list) insert(edit, key, edits);
    chosen.push({ rule, fix, keys: [...own.keys()] });
  }
  return { chosen, edits };
}

/** Null if an edit cannot be made, or touches another one of the same fix. */
function editsOf<Key>({ edits }: Fix, keyOf: (file: string) => Key | null): Edits<Key> | null {
  const own: Edits<Key> = new Map();
  for (const { file, range, text } of edits) {
    const key = keyOf(file);
    const edit = { span: [range.start.offset, range.end.offset], text } as const;
    if (key === null || !fits(new Map([[key, [edit]]]), own)) return null;
    insert(edit, key, own);
  }
  return own;
}

function fits<Key>(edits: Edits<Key>, taken: Edits<Key>): boolean {
  for (const [key, list] of edits) {
    const others = taken.get(key) ?? [];
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

function insert<Key>(edit: RangeEdit, key: Key, edits: Edits<Key>): void {
  const list = edits.get(key) ?? [];
  list.splice(indexFor(edit.span[0], list), 0, edit);
  edits.set(key, list);
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
