import { ShellLexer } from "./shell-lexer.ts";
import type { EscapeToken } from "./syntax-tree.ts";

/** The variables in force: build arguments and ENV. */
export type Environment = ReadonlyMap<string, string>;

export type Expansion =
  | {
      readonly ok: true;
      /** What BuildKit makes of the word: a variable that is not set is empty. */
      readonly value: string;
      /** The variables that the value lacks because they are not set, each once; one with a default is none. */
      readonly unresolved: readonly string[];
    }
  | {
      readonly ok: false;
      /** A few words; names of variables, never their values. */
      readonly error: string;
    };

/** A word of a split line, with the part of the line it came from. */
export interface ShellWord {
  readonly value: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Expands the variables of one word and takes its quotes and escapes away, as BuildKit does for FROM, ARG, ENV, COPY and so on. */
export function expandWord(
  word: string,
  environment: Environment,
  { escapeToken }: { readonly escapeToken: EscapeToken },
): Expansion {
  const lexer = new ShellLexer(word, { escapeToken, environment, rawQuotes: false });
  const value = lexer.read({ rawEscapes: false });
  return value === null
    ? { ok: false, error: lexer.error }
    : { ok: true, value, unresolved: [...new Set(lexer.unresolved)] };
}

export interface SplitOptions {
  readonly escapeToken: EscapeToken;
  /** Null: variables stay as they are written. */
  readonly environment: Environment | null;
  /** What stays in the words beside it. */
  readonly keep: "nothing" | "quotes" | "quotes and escapes";
}

/** Expands and splits a line at white space, also at that of an unquoted variable's value; null if a quote or brace is not closed. */
export function splitShellWords(
  line: string,
  { escapeToken, environment, keep }: SplitOptions,
): readonly ShellWord[] | null {
  const lexer = new ShellLexer(line, { escapeToken, environment, rawQuotes: keep !== "nothing" });
  return lexer.read({ rawEscapes: keep === "quotes and escapes" }) === null ? null : lexer.words();
}
