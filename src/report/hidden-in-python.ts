import { keys } from "../config/validator.generated.js";
import { tokenSpans } from "../container/token-spans.ts";
import { mask } from "../text/printable.ts";
import type { Span } from "../text/source.ts";
import { hiddenInOther, type Piece, suppressionLength, withoutOverlap } from "./hidden.ts";

/**
 * Everything in a Python module that is not shown, in order: comments, and strings but for Dockerfiles, the keys of dicts and the values of
 * names that are known to be harmless. Of a string that does not end, nothing is shown. Takes linear time.
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
    const end = stringEnd(text, at, /[ft]/i.test(prefix));
    for (const piece of hiddenInString(text, [at - prefix.length, end], at)) hidden.push(piece);
    opening.lastIndex = end;
  }
  return withoutOverlap(hidden);
}

function hiddenInString(text: string, span: Span, quote: number): Piece[] {
  const literal = text.slice(quote, span[1]);
  // An escape could spell a token out so that it is not recognised.
  if (/\\[xuUN0-7]/.test(literal)) return [{ span, shown: mask }];
  if (startsDockerfile.test(literal)) {
    return hiddenInOther(literal).map(({ span: [from, to], shown }) => ({ span: [quote + from, quote + to], shown }));
  }
  return isKey(text, span) || isHarmlessValue(text, span[0]) ? [] : [{ span, shown: mask }];
}

const startsDockerfile = /^["']+\s*(?:#[^\n]*\n\s*)*(?:FROM|ARG)[ \t]/i;

/** `{"key": …`, a name or a host. */
function isKey(text: string, [start, end]: Span): boolean {
  const isBehind = /[{,]\s{0,200}$/.test(text.slice(Math.max(start - 201, 0), start));
  return (
    isBehind && /^\s{0,200}:/.test(text.slice(end, end + 201)) && /^["'][\w./:-]+["']$/.test(text.slice(start, end))
  );
}

const harmless: ReadonlySet<string> = new Set([
  ...keys.app.filter((key) => key !== "secrets"),
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

/** Behind the string that begins at a quote; the end of the text if it does not end, of the line if it must not go on. */
function stringEnd(text: string, start: number, isFormat: boolean): number {
  const quote = text.charAt(start);
  const closing = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  let braces = 0;
  for (let at = start + closing.length; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (closing.length === 1 && (character === "\n" || character === "\r")) return at;
    else if (isFormat && character === "{") {
      if (text.charAt(at + 1) === "{" && braces === 0) at++;
      else braces++;
    } else if (isFormat && character === "}" && braces > 0) braces--;
    else if (braces === 0 && text.startsWith(closing, at)) return at + closing.length;
  }
  return text.length;
}
