import { printable } from "../text/printable.ts";

/** The most of a word that is shown. */
const longest = 120;

/** A word from the user's file as Markdown code that ends where it should: in more backquotes than it holds, on one line. */
export function code(text: string): string {
  const all = printable(text);
  const shown = all.length > longest ? `${all.slice(0, longest - 1)}…` : all;
  const fence = "`".repeat(1 + Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length)));
  const pad = /^`|`$|^ .* $/.test(shown) || shown === "" ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Paragraphs, those that are missing left out. */
export function paragraphs(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join("\n\n");
}

/** A list of lines. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
