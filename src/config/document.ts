import type { Finding } from "../text/finding.ts";
import type { Source } from "../text/source.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import type { Toml11Syntax, TomlNotice } from "../toml/notices.ts";
import { readToml } from "../toml/read.ts";
import type { TomlTable } from "../toml/values.ts";

/** A pyproject.toml as TOML. */
export interface Document {
  /** As far as it could be decoded. */
  readonly text: string;
  /** Null if it is no TOML. */
  readonly root: TomlTable | null;
  readonly findings: readonly Finding[];
}

/** Decodes and parses one file. A pyproject.toml that cannot hold the key `fal` is dismissed unparsed: whatever it is, it is no concern of fal's. */
export function readDocument(source: Source): Document {
  const decoded = "text" in source ? { text: source.text } : decodeUtf8(source.bytes);
  if ("invalidAt" in decoded) {
    const end = decoded.textBefore.length;
    const message = hasUtf16Mark(source)
      ? "This file is UTF-16, and a TOML file must be UTF-8."
      : "Here is a byte that is no UTF-8, which a TOML file must be.";
    const help = "Save the file as UTF-8 (in most editors: Save with encoding).";
    return {
      text: decoded.textBefore,
      root: null,
      findings: [{ rule: "not-utf8", at: { span: [end, end] }, message, help }],
    };
  }
  const { text } = decoded;
  if (isDismissed(source.path, text)) return { text, root: Object.create(null), findings: [] };
  const toml = readToml(text);
  if (toml.kind === "document") return { text, root: toml.root, findings: noticeFindings(toml.notices) };
  const at = { span: [toml.offset, toml.offset] } as const;
  const help = isUtf16(text) ? "This looks like UTF-16: save the file as UTF-8." : undefined;
  return { text, root: null, findings: [{ rule: "syntax-error", at, message: toml.message, ...(help && { help }) }] };
}

/** The byte order mark of UTF-16, which is no UTF-8. */
function hasUtf16Mark(source: Source): boolean {
  const [first, second] = "bytes" in source ? source.bytes : [];
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** ASCII in UTF-16 without a mark is UTF-8 with a NUL at every other place. */
function isUtf16(text: string): boolean {
  const nul = text.indexOf("\0");
  return (nul === 0 || nul === 1) && text.charAt(nul + 2) === "\0";
}

// The word, or an escape that may stand for one of its letters; or what shows that the file is UTF-16.
const mayNameFal = /fal|\\[uUx]|\0/;

/** Not if it has another name: somebody then meant this file. */
function isDismissed(path: string, text: string): boolean {
  return /(?:^|\/)pyproject\.toml$/.test(path) && !mayNameFal.test(text);
}

const syntaxWords: Readonly<Record<Toml11Syntax, readonly [what: string, help: string]>> = {
  "newline-in-inline-table": [
    "A line break inside `{ … }`",
    "Write the inline table on one line, or as a table with a `[header]` of its own.",
  ],
  "trailing-comma-in-inline-table": ["A comma behind the last value of `{ … }`", "Remove the comma."],
  "escape-e": ["The escape `\\e`", "Write `\\u001B`."],
  "escape-x": ["An escape such as `\\x41`", "Write it with four digits: `\\u0041`."],
  "time-without-seconds": ["A time without seconds", "Add the seconds: `07:32:00`."],
};

/** Which tools refuse TOML 1.1 is told once. */
function noticeFindings(notices: readonly TomlNotice[]): Finding[] {
  const first = notices.find(({ kind }) => kind === "toml-1.1");
  return notices.map((notice) => noticeFinding(notice, notice === first));
}

function noticeFinding(notice: TomlNotice, isFirst: boolean): Finding {
  const at = { span: notice.span };
  switch (notice.kind) {
    case "bom":
      return {
        rule: "byte-order-mark",
        at,
        message:
          "The file begins with a byte order mark, which nobody sees: fal's client, pip and build refuse the whole file.",
        help: "Save it as UTF-8 without BOM.",
        fix: { description: "Remove the byte order mark", safe: true, edits: [{ at, text: "" }] },
      };
    case "impossible-date":
      return {
        rule: "impossible-date",
        at,
        message: "There is no such day: fal's client, pip and build refuse the whole file.",
        help: "Correct the date, or put it in quotes.",
      };
    case "toml-1.1": {
      const [what, help] = syntaxWords[notice.syntax];
      const message = isFirst
        ? `${what} is TOML 1.1: Python's tomllib up to 3.14 and tomli before 2.4, so pip, uv, build and older releases of fal, refuse the whole file.`
        : `${what} is TOML 1.1, too.`;
      return { rule: "toml-1-1-syntax", at, message, help };
    }
  }
}
