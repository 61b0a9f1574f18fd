import { isMarker } from "./marker.ts";
import { parseSpecifiers, type Specifier, type SpecifierProblem } from "./specifier.ts";

/** A requirement by PEP 508, such as `torch[extra]>=2.4; python_version < "3.13"`. */
export interface Requirement {
  /** As written. */
  readonly name: string;
  readonly extras: readonly string[];
  readonly specifiers: readonly Specifier[];
  /** Behind `@`; it may hold a password. */
  readonly url: string | null;
  /** Behind `;`. */
  readonly marker: string | null;
}

/** The part that cannot be read; `empty`: there is nothing to read. */
export type RequirementProblem = "empty" | "name" | "extras" | "url" | "marker" | SpecifierProblem;

// As pip's parser has it, a name may end in `_`.
const beginning = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?/;
const extraName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/;

/**
 * Reads one requirement as pip does, which is a little kinder than PEP 508: the first `;` begins the marker, also without a space behind a
 * URL, and the marker may be empty. Takes linear time.
 */
export function parseRequirement(text: string): Requirement | RequirementProblem {
  const semicolon = text.indexOf(";");
  const base = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const marker = semicolon < 0 ? "" : text.slice(semicolon + 1).trim();
  if (base === "") return "empty";
  const name = beginning.exec(base)?.[0];
  if (name === undefined) return "name";
  const { extras, rest } = readExtras(base.slice(name.length).trimStart());
  if (extras === null) return "extras";
  const source = rest.startsWith("@") ? readUrl(rest.slice(1).trim()) : readSpecifiers(rest);
  if (typeof source === "string") return source;
  if (marker !== "" && !isMarker(marker)) return "marker";
  return { name, extras, ...source, marker: marker === "" ? null : marker };
}

/** The one spelling of a package's name by PEP 503. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

function readExtras(text: string): { readonly extras: readonly string[] | null; readonly rest: string } {
  if (!text.startsWith("[")) return { extras: [], rest: text };
  const end = text.indexOf("]");
  const rest = text.slice(end + 1).trimStart();
  const inside = text.slice(1, end).trim();
  if (end < 0) return { extras: null, rest };
  if (inside === "") return { extras: [], rest };
  const extras = inside.split(",").map((extra) => extra.trim());
  return { extras: extras.every((extra) => extraName.test(extra)) ? extras : null, rest };
}

type Source = Pick<Requirement, "specifiers" | "url">;

function readUrl(url: string): Source | "url" {
  // `${NAME}` is filled in later.
  const isUrl = !/\s/.test(url) && (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith("${"));
  return isUrl ? { url, specifiers: [] } : "url";
}

function readSpecifiers(text: string): Source | RequirementProblem {
  const inside = text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1) : text;
  // What is no comma, semicolon or operator behind a name does not belong there: `my package`, `foo!`.
  const specifiers = parseSpecifiers(inside);
  return typeof specifiers === "string" ? specifiers : { specifiers, url: null };
}
