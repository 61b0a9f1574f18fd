import { keys } from "../config/validator.generated.js";
import { tokenSpans } from "../container/token-spans.ts";
import { type MappedText, sourceSpan } from "../python/mapped-text.ts";
import { readLiteral } from "../python/string-literal.ts";
import { mask } from "../text/printable.ts";
import type { Span } from "../text/source.ts";
import { hiddenInOther, type Piece, suppressionLength, withoutOverlap } from "./hidden.ts";

/**
 * Everything in a Python module that is not shown, in order: comments, and strings but for Dockerfiles, the keys of dicts and the values of
 * names that are known to be harmless. Where quotes do not match, what looks like code may be a string: of such a line nothing is shown, and
 * nothing at all where a string has no end. Takes linear time.
 */
export function hiddenInPython(text: string): Piece[] {
  const hidden: Piece[] = tokenSpans(text).map((span) => ({ span, shown: mask }));
  const opening = /[#"']/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const at = match.index;
    if (match[0] === "#") {
      const end = lineEnd(text, at);
      hidden.push({ span: [at + suppressionLength(text.slice(at, end)), end], shown: "" });
      opening.lastIndex = end;
      continue;
    }
    const prefix = /(?<![\p{L}\p{N}_])[A-Za-z]{1,2}$/u.exec(text.slice(Math.max(at - 3, 0), at))?.[0] ?? "";
    const literal = readString(text, at, prefix);
    const { end, isLong, isClosed } = literal;
    opening.lastIndex = end;
    if (isLong && !isClosed) return [{ span: [0, text.length], shown: mask }];
    const isApart = isClosed && !/[\p{L}\p{N}_]/u.test(text.charAt(at - prefix.length - 1) + text.charAt(end));
    if (isApart) for (const piece of hiddenInString(text, literal)) hidden.push(piece);
    else hidden.push({ span: [lineStart(text, at), lineEnd(text, end)], shown: mask });
  }
  return withoutOverlap(hidden);
}

/** A string as it is written, closed or not. */
interface StringToken {
  /** With its prefix. */
  readonly start: number;
  /** Where its quotes begin. */
  readonly quote: number;
  /** Behind it; of one that is not closed the end of its line, or of the text. */
  readonly end: number;
  /** In three quotes. */
  readonly isLong: boolean;
  readonly isClosed: boolean;
  /** What stands in the braces of an f-string, braces included. */
  readonly replacements: readonly Span[];
}

function hiddenInString(text: string, literal: StringToken): Piece[] {
  const { start, quote, end } = literal;
  const span: Span = [start, end];
  const written = text.slice(quote, end);
  if (startsDockerfile.test(written)) return hiddenInDockerfile(text, literal);
  const isHarmless = isKey(text, span) || isHarmlessValue(text, start);
  // An escape could spell a token out so that it is not recognised.
  return isHarmless && !/\\[xuUN0-7]/.test(written) ? [] : [{ span, shown: mask }];
}

const startsDockerfile = /^["']+(?:\\\r?\n)?\s*(?:#[^\n]*\n\s*)*(?:FROM|ARG)[ \t]/i;

/** As in a file, with every escape read; and the code in the braces of an f-string, unless it is a name. */
function hiddenInDockerfile(text: string, { start, end, replacements }: StringToken): Piece[] {
  const span: Span = [start, end];
  const filled = replacements.map((replacement) => ({ span: replacement, text: placeholder(replacement) }));
  const dockerfile = readLiteral(text, span, filled);
  if (dockerfile === null) return [{ span, shown: mask }];
  const code = replacements.filter((replacement) => !/^\{\w*\}$/.test(text.slice(...replacement)));
  return [
    ...hiddenInOther(dockerfile.value).map((piece) => ({
      span: sourceSpan(dockerfile, piece.span, span),
      shown: mask,
    })),
    ...code.map((replacement) => ({ span: replacement, shown: mask })),
  ];
}

function placeholder(span: Span): MappedText {
  return { value: "x", pieces: [{ start: 0, length: 1, source: span, exact: false, literal: null, via: null }] };
}

/** `{"key": …`, a name or a host. */
function isKey(text: string, [start, end]: Span): boolean {
  const isBehind = /[{,]\s{0,200}$/.test(text.slice(Math.max(start - 201, 0), start));
  return (
    isBehind && /^\s{0,200}:/.test(text.slice(end, end + 201)) && /^["'][\w./:-]+["']$/.test(text.slice(start, end))
  );
}

const harmless: ReadonlySet<string> = new Set([
  // `auth` is a password to most that takes one.
  ...keys.app.filter((key) => key !== "secrets" && key !== "auth"),
  "app_name",
  "app_auth",
  "builder",
  "compression",
  "context_dir",
  "dockerignore_path",
  "kind",
]);

/** Behind `name=` or `"username":`. */
function isHarmlessValue(text: string, start: number): boolean {
  const before = text.slice(Math.max(start - 100, 0), start);
  if (/["']username["']\s{0,8}:\s{0,8}$/.test(before)) return true;
  const name = /\b(\w{1,64})\s{0,8}=\s{0,8}$/.exec(before)?.[1];
  return name !== undefined && harmless.has(name);
}

const lineBreak = /[\r\n]/g;

function lineEnd(text: string, from: number): number {
  lineBreak.lastIndex = from;
  return lineBreak.exec(text)?.index ?? text.length;
}

function lineStart(text: string, from: number): number {
  return Math.max(text.lastIndexOf("\n", from - 1), text.lastIndexOf("\r", from - 1)) + 1;
}

function readString(text: string, quote: number, prefix: string): StringToken {
  const mark = text.charAt(quote);
  const isLong = text.startsWith(mark.repeat(3), quote);
  const closing = isLong ? mark.repeat(3) : mark;
  const isFormat = /[ft]/i.test(prefix);
  const replacements: Span[] = [];
  const token = (end: number, isClosed: boolean) => ({
    start: quote - prefix.length,
    quote,
    end,
    isLong,
    isClosed,
    replacements,
  });
  let braces = 0;
  let brace = quote;
  for (let at = quote + closing.length; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at += text.startsWith("\r\n", at + 1) ? 2 : 1;
    else if (!isLong && (character === "\n" || character === "\r")) return token(at, false);
    else if (isFormat && character === "{") {
      if (text.charAt(at + 1) === "{" && braces === 0) at++;
      else if (braces++ === 0) brace = at;
    } else if (isFormat && character === "}" && braces > 0) {
      if (--braces === 0) replacements.push([brace, at + 1]);
    } else if (braces === 0 && text.startsWith(closing, at)) return token(at + closing.length, true);
  }
  return token(text.length, false);
}
