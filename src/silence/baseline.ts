import { pathText } from "../config/wording.ts";
import { fingerprint } from "../container/credential.ts";
import { type Located, reportPath } from "../diagnose.ts";
import { quoteWord } from "../rules/dockerfile/dockerfile-finding.ts";
import type { Diagnostic, KeyPath } from "../text/diagnostic.ts";
import { Secret } from "../text/secret.ts";
import { Lines, type Range } from "../text/source.ts";
import { readToml } from "../toml/read.ts";
import { isLiveCredential } from "./live-credential.ts";
import { isRequired } from "./suppress.ts";

/** The findings that are known and left for later. */
export interface Baseline {
  /** Of its file, as reports name it. */
  readonly path: string;
  /** Random, and of this baseline alone: what its fingerprints are made with. */
  readonly key: Uint8Array;
  readonly entries: readonly BaselineEntry[];
}

/** What a known finding is recognised by: names, never a line, and a keyed fingerprint of what stands at its place. */
export interface Identity {
  readonly rule: string;
  /** As reports name it. */
  readonly file: string;
  /** The pyproject.toml that leads to the file, which may be the file itself. */
  readonly project: string;
  readonly app: string | null;
  readonly keyPath: KeyPath | null;
  /** Of a single value, or of a line where there is no key path; null of a table, an array or a key. */
  readonly fingerprint: string | null;
}

/** One finding that is known. */
export interface BaselineEntry extends Identity {
  /** The day on which it was accepted, YYYY-MM-DD. */
  readonly since: string;
  readonly reason: string | null;
  /** Where it stands in the baseline's file; null if it is not written yet. */
  readonly range: Range | null;
}

/** Why a finding is never accepted: it keeps something from being checked, or a credential that may work stands at its place. */
export type Refusal = "required" | "live-credential";

/** A file with apps and what is around it, as it was checked. */
export type CheckedProject = Pick<Located, "path" | "text" | "folder" | "files"> & { readonly now: Date | null };

/** The diagnostics of one project beside the entries for it. */
export interface Comparison {
  /** What no entry stands for, in the order in which it came; `acceptable` is what it would be known by. */
  readonly fresh: readonly { readonly diagnostic: Diagnostic; readonly acceptable: Identity | Refusal }[];
  readonly known: readonly { readonly diagnostic: Diagnostic; readonly entry: BaselineEntry }[];
  /** Entries that stand for nothing any more. */
  readonly stale: readonly BaselineEntry[];
}

/** Tells known findings from new ones. An entry stands for one finding. */
export function compareWithBaseline(
  diagnostics: readonly Diagnostic[],
  { key, entries }: Baseline,
  project: CheckedProject,
): Comparison {
  const waiting = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    if (entry.project !== project.path) continue;
    const same = waiting.get(keyOf(entry));
    if (same === undefined) waiting.set(keyOf(entry), [entry]);
    else same.push(entry);
  }
  const places = new Places(project);
  const fresh: Comparison["fresh"][number][] = [];
  const known: Comparison["known"][number][] = [];
  for (const diagnostic of diagnostics) {
    const acceptable = places.refusal(diagnostic) ?? places.identity(diagnostic, key);
    const entry = typeof acceptable === "string" ? undefined : waiting.get(keyOf(acceptable))?.pop();
    if (entry === undefined) fresh.push({ diagnostic, acceptable });
    else known.push({ diagnostic, entry });
  }
  return { fresh, known, stale: [...waiting.values()].flat() };
}

/** What to say of an entry that stands for nothing any more. */
export function staleDiagnostic(entry: BaselineEntry, { path }: Baseline): Omit<Diagnostic, "severity"> {
  const { rule, app, file, keyPath, range } = entry;
  const place = keyPath === null ? "" : ` at ${quoteWord(pathText(keyPath))}`;
  return {
    rule: "stale-baseline",
    file: path,
    app,
    keyPath: null,
    message: `No finding is left for this entry: ${quoteWord(rule)} in ${quoteWord(file)}${place}.`,
    help: "Remove it, or renew the file with `--update-baseline`.",
    range: range ?? new Lines("").range([0, 0]),
    related: [],
    fix: null,
  };
}

/** Equal for what counts as the same finding. */
function keyOf({ rule, file, app, keyPath, fingerprint }: Identity): string {
  return JSON.stringify([rule, file, app, keyPath, fingerprint]);
}

/** Looks at what stands where a diagnostic points. */
class Places {
  readonly #project: CheckedProject;
  readonly #lines = new Map<string, { readonly text: string; readonly lines: Lines }>();

  constructor(project: CheckedProject) {
    this.#project = project;
  }

  refusal(diagnostic: Diagnostic): Refusal | null {
    if (isRequired(diagnostic)) return "required";
    const { keyPath } = diagnostic;
    const written = this.#written(diagnostic);
    const value = keyPath === null ? written : (singleValue(written) ?? written);
    return isLiveCredential(value, keyPath, this.#project.now) ? "live-credential" : null;
  }

  identity(diagnostic: Diagnostic, key: Uint8Array): Identity {
    const { rule, file, app, keyPath } = diagnostic;
    const { path: project } = this.#project;
    const content = this.#content(diagnostic);
    // With its place, so that equal values in two places are not seen to be equal; without the file, whose name depends on the working directory.
    const message = JSON.stringify([rule, app, keyPath, content]);
    return {
      rule,
      file,
      project,
      app,
      keyPath,
      fingerprint: content === null ? null : fingerprint(new Secret(message), key),
    };
  }

  /** What of the text a finding is recognised by. */
  #content(diagnostic: Diagnostic): string | null {
    const { keyPath, file, range } = diagnostic;
    if (keyPath !== null) return singleValue(this.#written(diagnostic));
    // A line of TOML may hold a password beside what is found.
    if (file === this.#project.path) return this.#written(diagnostic);
    const { text, lines } = this.#file(file);
    return text.slice(...lines.line(range.start.line)).trim();
  }

  #written({ file, range }: Diagnostic): string {
    return this.#file(file).text.slice(range.start.offset, range.end.offset);
  }

  #file(file: string): { readonly text: string; readonly lines: Lines } {
    const cached = this.#lines.get(file);
    if (cached) return cached;
    const { path, text: own, folder, files } = this.#project;
    const content = file === path ? null : files?.readText(pathBelow(folder, file));
    const text = content === null ? own : content?.kind === "text" ? content.text : "";
    const read = { text, lines: new Lines(text) };
    this.#lines.set(file, read);
    return read;
  }
}

/** The path of a file that {@link reportPath} names, relative to the folder. */
function pathBelow(folder: string, file: string): string {
  const start = reportPath(folder, "");
  return file.startsWith(start) ? file.slice(start.length) : file;
}

/** What a literal stands for, so that another spelling is the same; null for an array or a table, and for a key. */
function singleValue(literal: string): string | null {
  if (/^[[{]/.test(literal)) return null;
  const toml = readToml(`value = ${literal}`);
  if (toml.kind !== "document") return null;
  const { value } = toml.root;
  return typeof value === "string" ? value : literal;
}
