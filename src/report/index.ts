import { compact } from "./compact.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import type { FormatOptions } from "./options.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";
import type { Report } from "./types.ts";

/** The name of a format. */
export type Format = "pretty" | "compact" | "json" | "sarif" | "github" | "gitlab" | "junit";

/** Every format by its name, each a function from the report to the pieces of its text. */
export const formats: Readonly<Record<Format, (report: Report, options: FormatOptions) => Iterable<string>>> = {
  pretty,
  compact,
  json,
  sarif,
  github,
  gitlab,
  junit,
};
