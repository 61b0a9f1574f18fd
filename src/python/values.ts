import type { Span } from "../text/source.ts";
import type { MappedText } from "./mapped-text.ts";

/** What a constant expression stands for. `span` is where its value is written, half-open, which may be another place than its use. */
export type Value =
  | { readonly kind: "string"; readonly span: Span; readonly text: MappedText }
  | { readonly kind: "integer"; readonly span: Span; readonly value: number | bigint }
  | { readonly kind: "float"; readonly span: Span; readonly value: number }
  | { readonly kind: "boolean"; readonly span: Span; readonly value: boolean }
  | { readonly kind: "none"; readonly span: Span }
  | ListValue
  | DictValue
  /** Relative to the folder in which fal is started, or absolute. */
  | { readonly kind: "path"; readonly span: Span; readonly path: string; readonly isResolved: boolean }
  | ImageValue
  /** Known only when the code runs. */
  | { readonly kind: "dynamic"; readonly span: Span };

export interface ListValue {
  readonly kind: "list";
  readonly span: Span;
  readonly items: readonly Value[];
  readonly isTuple: boolean;
}

export interface DictValue {
  readonly kind: "dict";
  readonly span: Span;
  /** In order; of several with one key the last counts. */
  readonly entries: readonly DictEntry[];
  /** It may have other keys too. */
  readonly isOpen: boolean;
}

export interface DictEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Value;
}

/** A call that makes a container image. */
export interface ImageValue {
  readonly kind: "image";
  readonly span: Span;
  /** What is called: the class itself takes its Dockerfile as `dockerfile_str`. */
  readonly form: "str" | "path";
  /** Every argument by its name, the first one too. */
  readonly values: ReadonlyMap<string, NamedValue>;
  /** Some arguments are not seen: `**options`. */
  readonly isOpen: boolean;
  /** Of the calls of `add_dockerignore` the one that counts; `unknown` if it cannot be told which. */
  readonly ignore: { readonly patterns: Value } | { readonly path: Value } | "unknown" | null;
}

export interface NamedValue {
  /** The keyword; of a positional argument the value. */
  readonly keySpan: Span;
  readonly value: Value;
}
