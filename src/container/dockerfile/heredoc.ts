import type { Span } from "../../text/source.ts";
import type { LineCursor, LogicalLine } from "./lines.ts";
import { splitShellWords } from "./shell-words.ts";
import type { Heredoc, Problem } from "./syntax-tree.ts";

/** A heredoc's mark: what `<<-"EOF"` says. */
export type HeredocMark = Omit<Heredoc, "span" | "body">;

// BuildKit looks for marks with the backslash as escape token, whatever the file says, and with no variable set.
const unknown = { escapeToken: "\\", environment: null } as const;

const markPattern = /^(\d*)<<(-?)([^<]*)$/;

/** Reads a word as the mark of a heredoc; null if it is none, `broken` if its quotes are. */
export function readHeredocMark(word: string): HeredocMark | "broken" | null {
  const [, descriptor = "", dash, rest] = (word.includes("<<") && markPattern.exec(word)) || [];
  if (rest === undefined) return null;
  const written = rest.replace(/^[\t\n\f\r ]+/, "");
  const words = splitShellWords(written, { ...unknown, keep: "nothing" });
  const rawWords = splitShellWords(written, { ...unknown, keep: "quotes" });
  if (words === null || rawWords === null) return "broken";
  const [name] = words;
  const [rawName] = rawWords;
  if (words.length !== 1 || name === undefined || rawName === undefined) return null;
  return {
    name: name.value,
    quoted: countQuotes(name.value) !== countQuotes(rawName.value),
    chomp: dash === "-",
    fileDescriptor: Number(descriptor),
  };
}

/**
 * Reads the bodies of the heredocs that the line's marks announce, one behind the other from the cursor's line on, and leaves the
 * cursor behind the last. One that is not closed takes the rest of the file.
 */
export function readHeredocs(cursor: LineCursor, line: LogicalLine, problems: Problem[]): Heredoc[] {
  const heredocs: Heredoc[] = [];
  if (!line.text.includes("<<")) return heredocs;
  for (const word of splitShellWords(line.text, { ...unknown, keep: "quotes and escapes" }) ?? []) {
    const mark = readHeredocMark(word.value);
    if (mark === null) continue;
    const span = line.span(word.start, word.end);
    if (mark === "broken") {
      problems.push({ kind: "heredoc", span, message: "a quote in the name of this heredoc is not closed" });
      break;
    }
    const [body, closed] = readBody(cursor, mark);
    heredocs.push({ ...mark, span, body });
    if (!closed) {
      const message = "this heredoc is not closed: its name must stand alone on a line, nothing in front or behind";
      problems.push({ kind: "heredoc", span, message });
      break;
    }
  }
  return heredocs;
}

function readBody(cursor: LineCursor, { name, chomp }: HeredocMark): [body: Span, closed: boolean] {
  const { text } = cursor;
  const start = cursor.current?.start ?? text.length;
  for (let line = cursor.current; line !== null; line = cursor.current) {
    let first = line.start;
    while (chomp && text[first] === "\t" && first < line.end) first++;
    cursor.advance();
    if (line.end - first === name.length && text.startsWith(name, first)) return [[start, line.start], true];
  }
  return [[start, text.length], false];
}

function countQuotes(text: string): number {
  return text.split(/['"]/).length;
}
