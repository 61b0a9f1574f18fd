import { withoutTokens } from "../container/token-spans.ts";
import { wrap } from "../report/wrap.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import { isTomlTable, type TomlTable } from "../toml/values.ts";
import { type Comments, placeOf } from "../toml/write.ts";

/** What is said of an app's table: above the key that it is about, or behind the last one of its table. */
export interface Note {
  /** Within the app. */
  readonly path: KeyPath;
  /** Prose, which is broken into lines. */
  readonly text: string;
  /** A command, which stays whole. */
  readonly command?: string;
}

// Columns, without the `# ` of the comment.
const width = 98;

/** The lines of a comment; those of an item of a list stand under its first word. */
export function prose(text: string): string[] {
  const [first = "", ...more] = wrap(printable(withoutTokens(text)), width);
  return [first, ...more.map((line) => (first.startsWith("- ") ? `  ${line}` : line))];
}

/** Where the notes stand in the text: each at its key, or in the nearest table that is written. No note holds a token. */
export function commentsOf(notes: readonly Note[], app: TomlTable, appPath: readonly string[]): Comments {
  const comments = new Map<string, string[]>();
  for (const { path, text, command } of notes) {
    const place = placeOf([...appPath, ...nearestWritten(path, app)]);
    const known = comments.get(place) ?? [];
    comments.set(place, known);
    known.push(...prose(text), ...(command === undefined ? [] : [`  ${withoutTokens(command)}`]));
  }
  return comments;
}

function nearestWritten(path: KeyPath, app: TomlTable): KeyPath {
  let table = app;
  for (const [index, key] of path.entries()) {
    const value = Object.hasOwn(table, String(key)) ? table[String(key)] : undefined;
    if (value === undefined) return path.slice(0, index);
    if (!isTomlTable(value)) return path.slice(0, index + 1);
    table = value;
  }
  return path;
}
