import { type PipOption, parsePipOption } from "../packaging/pip-option.ts";
import { parseRequirement, type Requirement, type RequirementProblem } from "../packaging/requirement.ts";

/** One entry of an app's `requirements`. fal gives each string to `pip install` as one argument, layer by layer. */
export type RequirementEntry =
  | { readonly kind: "package"; readonly requirement: Requirement }
  | { readonly kind: "invalid"; readonly problem: RequirementProblem; readonly text: string }
  /** Without a name; it may hold a password. */
  | { readonly kind: "url"; readonly url: string }
  /** A folder that is there: fal's client packs and uploads it. `path` is as written, without the extras. */
  | { readonly kind: "folder"; readonly path: string }
  /** A path, but not that of a folder: it goes to pip as it is. */
  | { readonly kind: "path"; readonly path: string }
  /** With its value, be it in the same string or the next; null: there is none. */
  | { readonly kind: "option"; readonly option: PipOption; readonly value: string | null };

/** With its place in the list: a flat one is one layer. */
export type ListedRequirement = RequirementEntry & { readonly layer: number; readonly index: number };

const url = /^(?:https?|ftp|file|(?:git|hg|svn|bzr)(?:\+[a-z]+)?):/i;

/**
 * Reads the list of one app, which is flat or in layers.
 * @param isFolder whether a path, as written, leads to a folder
 */
export function readRequirementList(
  list: readonly string[] | readonly (readonly string[])[],
  isFolder: (path: string) => boolean,
): readonly ListedRequirement[] {
  const layers = list.every((entry) => typeof entry === "string") ? [list] : list;
  return layers.flatMap((entries, layer) => {
    if (typeof entries === "string") return [];
    const read: ListedRequirement[] = [];
    for (let index = 0; index < entries.length; index++) {
      const entry = readEntry((entries[index] ?? "").trim(), entries[index + 1]?.trim(), isFolder);
      read.push({ layer, index, ...entry });
      if (entry.kind === "option" && entry.value !== entry.option.value) index++;
    }
    return read;
  });
}

function readEntry(text: string, next: string | undefined, isFolder: (path: string) => boolean): RequirementEntry {
  // The client looks for a folder of that name before anything else, also for a bare word.
  const path = withoutExtras(text);
  if (path !== "" && isFolder(path)) return { kind: "folder", path };
  const option = parsePipOption(text);
  if (option !== null) return { kind: "option", option, value: option.value ?? valueFrom(next, option) };
  if (url.test(text)) return { kind: "url", url: text };
  const requirement = parseRequirement(text);
  if (typeof requirement !== "string") return { kind: "package", requirement };
  return looksLikePath(path) ? { kind: "path", path } : { kind: "invalid", problem: requirement, text };
}

/** Whether an option that is not known here takes a value is not known either: a word behind it counts as one. */
function valueFrom(next: string | undefined, { takesValue }: PipOption): string | null {
  return takesValue === false || next === undefined || next.startsWith("-") ? null : next;
}

/** Without the `[…]` at the end, as the client cuts it off. */
function withoutExtras(text: string): string {
  if (!text.endsWith("]")) return text;
  const open = text.indexOf("[", text.lastIndexOf("]", text.length - 2) + 1);
  return open < 0 || open === text.length - 2 ? text : text.slice(0, open).trimEnd();
}

function looksLikePath(text: string): boolean {
  return /^[.~]/.test(text) || (/[\\/]/.test(text) && !/[<>=!;@\s]/.test(text));
}
