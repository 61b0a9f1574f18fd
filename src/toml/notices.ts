import type { Span } from "../text/source.ts";

/** What TOML 1.1 added to 1.0. A comment inside an inline table comes with a newline, and is told as one. */
export type Toml11Syntax =
  /** `span` is the opening brace; one notice a table. */
  | "newline-in-inline-table"
  /** `span` is the comma. */
  | "trailing-comma-in-inline-table"
  /** `\e`; `span` is the escape. */
  | "escape-e"
  /** `\xHH`; `span` is the escape. */
  | "escape-x"
  /** `span` is the whole date-time or time. */
  | "time-without-seconds";

/** Something that smol-toml reads and other readers of the same file, tomli and tomllib among them, refuse. */
export type TomlNotice =
  /** The text begins with U+FEFF. */
  | { readonly kind: "bom"; readonly span: Span }
  /** A day that its month does not have, or the year 0. */
  | { readonly kind: "impossible-date"; readonly span: Span }
  | { readonly kind: "toml-1.1"; readonly syntax: Toml11Syntax; readonly span: Span };

/**
 * Whether the text may hold syntax of TOML 1.1 (dates aside, which the values tell): never false when it does, rarely true when it does not.
 * A newline or trailing comma belongs to an inline table that opens on some line, and that line shows it: it is read from its
 * first character on, which is right unless a multi-line string ends on it, and then there are three quotes.
 */
export function mayHoldToml11(text: string): boolean {
  if (/\\[ex]/.test(text)) return true;
  for (let brace = text.indexOf("{"); brace !== -1; ) {
    const newline = text.indexOf("\n", brace);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(text.lastIndexOf("\n", brace) + 1, end);
    if (line.includes('"""') || line.includes("'''") || !isPlain(line)) return true;
    brace = text.indexOf("{", end);
  }
  return false;
}

/** Whether all inline tables of a line are closed on it, and none ends in a comma. */
function isPlain(line: string): boolean {
  let depth = 0;
  let last = "";
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === " " || character === "\t") continue;
    if (character === "#") break;
    if (character === '"' || character === "'") {
      at = stringEnd(line, at);
      if (at === line.length) return false;
    } else if (character === "{") depth++;
    else if (character === "}" && (last === "," || depth-- === 0)) return false;
    last = character;
  }
  return depth === 0;
}

/** Where the quote stands that closes a string; the end of the line if none does. */
function stringEnd(line: string, start: number): number {
  const quote = line.charAt(start);
  for (let at = start + 1; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === quote) return at;
    if (character === "\\" && quote === '"') at++;
  }
  return line.length;
}
