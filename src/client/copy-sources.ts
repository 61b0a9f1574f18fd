import { lazy } from "../text/lazy.ts";
import type { Span } from "../text/source.ts";
import { Excerpt } from "./excerpt.ts";
import { skipSpace, spaces, trimmedEnd } from "./white-space.ts";
import { jsonWords, shellWords, type Word, type WordProblem } from "./words.ts";

/** What fal's client takes for local files in a Dockerfile: `parse_copy_add_sources` of its container.py. */
export interface CopySources {
  /** The paths of all reads in order, duplicates kept: what the client goes looking for. */
  readonly sources: readonly string[];
  /** Every COPY and ADD that its line reader sees, in order. */
  readonly reads: readonly CopyRead[];
}

export interface CopyRead {
  readonly instruction: "COPY" | "ADD";
  /** From the keyword to the last character of the arguments; lines that the client joins are part of it. */
  readonly span: Span;
  /** Null if it was not read as a list of words. */
  readonly form: "shell" | "json" | null;
  readonly sources: readonly CopySource[];
  /** Why there are no sources; null if there are. */
  readonly skipped: CopySkip | null;
}

export interface CopySource {
  /** Relative to the context; leading slashes are cut, so that `/` is empty and means the whole context. */
  readonly path: string;
  /** The word as written, quotes included. */
  readonly span: Span;
}

/** `from-flag`: begins with `--from=`; `url`: http:// or https:// somewhere in an ADD; a {@link WordProblem} makes the client print a warning. */
export type CopySkip = "from-flag" | "url" | "too-few-words" | WordProblem;

/** Reads a Dockerfile line by line as the client does, which knows of no heredoc, indentation, comment, ONBUILD or variable. Takes any text. */
export function readCopySources(dockerfile: string): CopySources {
  const reads: CopyRead[] = [];
  for (let at = 0; at < dockerfile.length; ) {
    const found = instructionAt(dockerfile, at);
    const line = joinedLine(dockerfile, found?.argumentsAt ?? at);
    if (found !== null) {
      const args = argumentsOf(dockerfile, line);
      const end = args.span([0, args.text.length])[1];
      reads.push({ instruction: found.instruction, span: [at, end], ...readArguments(found.instruction, args) });
    }
    at = line.next;
  }
  return { sources: reads.flatMap((read) => read.sources.map((source) => source.path)), reads };
}

const keyword = /COPY|ADD/iy;

/** A keyword and at least one blank before something else. The blanks may reach over line ends: a lone COPY takes the next line. */
function instructionAt(text: string, at: number): { instruction: "COPY" | "ADD"; argumentsAt: number } | null {
  keyword.lastIndex = at;
  const word = keyword.exec(text)?.[0];
  if (word === undefined) return null;
  const argumentsAt = skipBlank(text, at + word.length);
  if (argumentsAt === at + word.length || argumentsAt === text.length) return null;
  return { instruction: word.length === 4 ? "COPY" : "ADD", argumentsAt };
}

// The client opens the file in text mode, which makes CRLF and a lone CR into LF before anything else is looked at.
function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** Skips white space, line ends and continuations. */
function skipBlank(text: string, from: number): number {
  let at = skipSpace(text, from);
  while (text.charAt(at) === "\\" && isLineEnd(text.charCodeAt(at + 1))) at = skipSpace(text, at + 1);
  return at;
}

interface JoinedLine {
  /** What stands between continuations, each of which the client makes a space. */
  readonly pieces: readonly Span[];
  /** Where the next line begins, give or take the LF of a CRLF. */
  readonly next: number;
}

/** A continuation is a backslash at a line's end with all white space after it, blank lines included. */
function joinedLine(text: string, start: number): JoinedLine {
  const pieces: Span[] = [];
  for (let from = start; ; ) {
    let end = from;
    while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
    if (end === text.length || end === from || text.charAt(end - 1) !== "\\") {
      pieces.push([from, end]);
      return { pieces, next: end + 1 };
    }
    pieces.push([from, end - 1]);
    from = skipSpace(text, end);
  }
}

/** The arguments on one line, without white space and without a backslash that ends the file. */
function argumentsOf(text: string, line: JoinedLine): Excerpt {
  const joined = new Excerpt(text, line.pieces, " ");
  const atEnd = line.next > text.length && joined.text.length > 1 && joined.text.endsWith("\\");
  const end = trimmedEnd(joined.text, 0, joined.text.length - (atEnd ? 1 : 0));
  return new Excerpt(joined, [[0, end]]);
}

function readArguments(instruction: "COPY" | "ADD", args: Excerpt): Pick<CopyRead, "form" | "sources" | "skipped"> {
  const skip = (skipped: CopySkip, form: CopyRead["form"] = null) => ({ form, sources: [], skipped });
  if (instruction === "COPY" && /^--from=/i.test(args.text)) return skip("from-flag");
  if (instruction === "ADD" && /https?:\/\//iu.test(args.text)) return skip("url");
  const rest = withoutFlags(args);
  const form = rest.text.endsWith("]") ? "json" : "shell";
  const words = form === "json" ? jsonWords(rest.text) : shellWords(rest.text);
  if (typeof words === "string") return skip(words);
  if (words.length < 2) return skip("too-few-words", form);
  const source = (word: Word) => ({ path: word.text.replace(/^\/+/, ""), span: rest.span(word.span) });
  return { form, sources: words.slice(0, -1).map(source), skipped: null };
}

// Also within a word and within quotes. `\w` is Python's, which knows letters and numbers of all scripts.
const flag = lazy(() => new RegExp(`--[\\p{L}\\p{N}_]+(?:=[^\\]${spaces}]+)?`, "gu"));

function withoutFlags(args: Excerpt): Excerpt {
  const kept: Span[] = [];
  let from = 0;
  const flags = args.text.includes("--") ? args.text.matchAll(flag()) : [];
  for (const match of flags) {
    kept.push([from, match.index]);
    from = match.index + match[0].length;
  }
  kept.push([from, args.text.length]);
  const rest = new Excerpt(args, kept);
  const start = skipSpace(rest.text, 0);
  return new Excerpt(rest, [[start, trimmedEnd(rest.text, start, rest.text.length)]]);
}
