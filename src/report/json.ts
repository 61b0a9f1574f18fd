import { printable } from "../text/printable.ts";
import type { Report } from "./types.ts";

/** The report as JSON, in pieces of one file or diagnostic each. */
export function json(report: Report): Iterable<string> {
  return jsonDocument({ ...report });
}

/**
 * A document as `JSON.stringify(document, null, 2)` writes it, one piece for each member, or for each item if the member is a list.
 * What a terminal would not show as it is, is escaped.
 */
export function* jsonDocument(document: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = "{\n";
  for (const [key, value] of Object.entries(document)) {
    yield `${separator}  ${JSON.stringify(key)}: `;
    separator = ",\n";
    if (Array.isArray(value) && value.length > 0) yield* jsonList(value);
    else yield indented(value, "  ");
  }
  yield "\n}\n";
}

/** A value as JSON on one line. */
export function jsonLine(value: unknown): string {
  return printable(JSON.stringify(value));
}

function* jsonList(items: readonly unknown[]): Generator<string> {
  let separator = "[\n    ";
  for (const item of items) {
    yield separator + indented(item, "    ");
    separator = ",\n    ";
  }
  yield "\n  ]";
}

function indented(value: unknown, indentation: string): string {
  // Within JSON a line end is always layout, and TOML's escape is JSON's too.
  return JSON.stringify(value, null, 2).split("\n").map(printable).join(`\n${indentation}`);
}
