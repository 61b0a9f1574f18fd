import type { Span } from "./source.ts";

// C0 and C1 controls, the bidirectional controls that can reorder a line (U+061C, U+200E-F, U+202A-E, U+2066-9), zero-width and
// line-separating characters, the byte order mark and what is no character, surrogates without a partner; and the second `#` of `##[`, which
// is a command to GitHub Actions wherever in a line of the log it stands.
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]|#(?<=##)(?=\[)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text on one line that a terminal shows as it is: what is unprintable becomes TOML's `\uXXXX`. */
export function printable(text: string): string {
  return text.replace(unprintable, escaped);
}

/** The same for what stands at the start of a line, where `::` begins a command to GitHub Actions. */
export function printableLine(text: string): string {
  return printable(text).replace(/^ *:(?=:)/, (start) => start.slice(0, -1) + escaped(":"));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Stands for what is not shown: it tells neither length nor first letters. */
export const mask = "********";

/** The text with {@link mask} in the place of each span; they are in order, and do not overlap. */
export function masked(text: string, spans: readonly Span[]): string {
  let shown = "";
  let done = 0;
  for (const [start, end] of spans) {
    shown += text.slice(done, start) + mask;
    done = end;
  }
  return shown + text.slice(done);
}

// `https://user:password@host`, as a key of `registries` may be. Variables are no passwords.
const urlPassword = /(:\/\/[^\s/?#@:"']{0,256}:)[^\s/?#@"'${}%<>]{1,1024}(?=@)/g;

/** A word from the user's file for use within a message: printable, in backquotes, without the password of a URL, at most 80 characters. */
export function quote(text: string): string {
  const shown = printable(text.includes("://") ? text.replace(urlPassword, `$1${mask}`) : text);
  return "`" + (shown.length > 80 ? `${shown.slice(0, 79)}…` : shown) + "`";
}
