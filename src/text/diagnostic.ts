import type { Range } from "./source.ts";

/** An error is a deploy that will fail or a secret that leaks, a warning a risk, an info a hint. */
export type Severity = "error" | "warning" | "info";

/** A list of keys from the document's root; a number is an index into an array. Never a dotted string: keys may hold dots. */
export type KeyPath = readonly (string | number)[];

/** One replacement of the text at `range` of `file`. */
export interface Edit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
}

/** A change that removes the finding. `safe`: it cannot change what the user meant. */
export interface Fix {
  readonly description: string;
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

/** Another place that explains a finding. */
export interface Related {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** One finding as it is reported. Holds no text of the source and no secret. */
export interface Diagnostic {
  /** Id of the rule: `fal-lint explain <rule>` says more. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** Key of the app it belongs to; null if it belongs to the whole file. */
  readonly app: string | null;
  /** The key in the pyproject.toml; null if the place is not one (a syntax error, a line of a Dockerfile). */
  readonly keyPath: KeyPath | null;
  /** What is wrong, in one or two sentences. */
  readonly message: string;
  /** What to write instead, or do next. */
  readonly help: string | null;
  readonly range: Range;
  readonly related: readonly Related[];
  readonly fix: Fix | null;
}

/** A finding that is known, and left out of the report. */
export interface SuppressedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly by: "comment" | "baseline";
  /** Why, as the comment or the baseline says, on one line and without the tokens in it; null: it does not say. */
  readonly reason: string | null;
}

/** By code unit, so that the order is the same in every locale. */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The one order of a report: file, offset, rule, then what else differs, so that equal input gives equal bytes. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareStrings(a.file, b.file) ||
    a.range.start.offset - b.range.start.offset ||
    compareStrings(a.rule, b.rule) ||
    a.range.end.offset - b.range.end.offset ||
    compareStrings(a.app ?? "", b.app ?? "") ||
    compareStrings(a.message, b.message)
  );
}
