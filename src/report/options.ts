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
}
