import { compact } from "./compact.ts";
import { json } from "./json.ts";
import type { FormatOptions } from "./options.ts";
import { pretty } from "./pretty.ts";
import type { Report } from "./types.ts";

/** The name of a format. */
export type Format = "pretty" | "compact" | "json";

/** Every format by its name, each a function from the report to the pieces of its text. */
export const formats: Readonly<Record<Format, (report: Report, options: FormatOptions) => Iterable<string>>> = {
  pretty,
  compact,
  json,
};
