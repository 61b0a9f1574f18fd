import type { Rule } from "../rules/rule.ts";
import type { SuppressedDiagnostic } from "../text/diagnostic.ts";
import type { Palette } from "./palette.ts";

/** What a format may know besides the report. */
export interface FormatOptions {
  /** The text of a file that the report names, for code frames; null if it is not at hand. */
  readonly text: (path: string) => string | null;
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
  /** Says nothing about files that have no apps. */
  readonly quiet: boolean;
  /** What a comment or the baseline let pass, for the formats that can tell it; absent: nothing. */
  readonly suppressed?: readonly SuppressedDiagnostic[];
  /** What there is to read about a rule; absent: what the rule itself holds. */
  readonly documentation?: (rule: string) => RuleDocumentation;
  /** Where a terminal finds the page of a rule; absent: rules are no links. */
  readonly ruleUrl?: (rule: string) => string;
}

export type RuleDocumentation = Pick<Rule, "why" | "sources">;
