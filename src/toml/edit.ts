import type { Span } from "../text/source.ts";

/** Puts `text` in the place of `span`; an empty span inserts. */
export interface RangeEdit {
  readonly span: Span;
  readonly text: string;
}

/** The edited text, or the indices of the first two edits that touch the same characters, the one that begins earlier first. */
export type EditedText = { readonly text: string } | { readonly overlapping: readonly [number, number] };

/** Applies edits whose spans all refer to `text` as it is given, in any order. Insertions at one offset keep the order of the list. */
export function applyEdits(text: string, edits: readonly RangeEdit[]): EditedText {
  const sorted = edits
    .map((edit, index) => ({ start: edit.span[0], end: edit.span[1], text: edit.text, index }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let edited = "";
  let done = 0;
  let last = 0;
  for (const edit of sorted) {
    if (edit.start < done) return { overlapping: [last, edit.index] };
    edited += text.slice(done, edit.start) + edit.text;
    done = edit.end;
    last = edit.index;
  }
  return { text: edited + text.slice(done) };
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/** The value as a basic string on one line, escaped only where it must be (and at tabs, which nobody would see). Half a surrogate pair cannot be written in TOML and becomes U+FFFD. */
export function tomlString(value: string): string {
  const body = value
    .replaceAll(/[\ud800-\udfff]/gu, "\ufffd")
    .replaceAll(/["\\\u0000-\u001f\u007f]/g, (character) => escapes[character] ?? unicodeEscape(character));
  return `"${body}"`;
}

/** The key as one segment of a path: bare if it may be, else a basic string. */
export function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlString(key);
}

// Not the shorter \xHH: TOML 1.0 lacks it.
function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
