import type { KeyPath, Severity } from "./diagnostic.ts";
import type { Span } from "./source.ts";

/** Where a finding lies: a key path in the pyproject.toml, a span of it, or a span of another file. Made a range last of all. */
export type Place =
  /** `part`: the key as written, its value, or (for what is missing) the table. Never written: its nearest written ancestor. */
  | { readonly keyPath: KeyPath; readonly part: "key" | "value" }
  | { readonly span: Span }
  /** `file` is relative to the folder of the pyproject.toml. */
  | { readonly file: string; readonly span: Span };

/** What a rule, or an earlier stage, has to say; made a {@link Diagnostic} by `check`. */
export interface Finding {
  readonly rule: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  readonly at: Place;
  /** What is wrong, in one or two sentences. */
  readonly message: string;
  /** What to write instead, or do next. */
  readonly help?: string;
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
  readonly fix?: {
    readonly description: string;
    readonly safe: boolean;
    readonly edits: readonly { readonly at: Place; readonly text: string }[];
  };
}
