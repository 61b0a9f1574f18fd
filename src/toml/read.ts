import { parse, type TomlTable as SmolTable, TomlError } from "smol-toml";
import { convertValues } from "./convert.ts";
import { mayHoldToml11, type TomlNotice } from "./notices.ts";
import { scan } from "./scan.ts";
import { malformedDate, syntaxErrorMessage } from "./syntax-errors.ts";
import type { TomlTable } from "./values.ts";

export interface TomlDocument {
  readonly kind: "document";
  readonly root: TomlTable;
  /** Sorted by offset; spans are half-open offsets in the text. */
  readonly notices: readonly TomlNotice[];
}

export interface TomlSyntaxError {
  readonly kind: "syntax-error";
  /** One sentence that holds nothing of the text. */
  readonly message: string;
  /** Where reading stopped: 0-based, in UTF-16 code units, at most the length of the text. */
  readonly offset: number;
}

/** Reads TOML 1.1. What other readers of the file refuse makes a notice; a text that is no TOML, however long or deep, is a syntax error. */
export function readToml(text: string): TomlDocument | TomlSyntaxError {
  const stray = strayCodeUnit.exec(text);
  if (stray) return syntaxError(stray[0] === "\r" ? loneCarriageReturn : loneSurrogate, stray.index);
  let table: SmolTable;
  try {
    // tomli, which reads the file for fal, folds CRLF; smol-toml would keep it in multi-line strings.
    table = parse(text.replaceAll("\r\n", "\n"), { integersAsBigInt: true });
  } catch (error) {
    return explain(error, text);
  }
  const { root, holdsDates } = convertValues(table);
  const notices: TomlNotice[] = text.startsWith("\ufeff") ? [{ kind: "bom", span: [0, 1] }] : [];
  if (holdsDates || mayHoldToml11(text)) {
    const scanned = scan(text);
    if (scanned.malformedDate) return syntaxError(malformedDate, scanned.malformedDate[0]);
    for (const notice of scanned.notices) notices.push(notice);
  }
  return { kind: "document", root, notices };
}

// Folding CRLF must not make a line end of CR CR LF; half a surrogate pair is no character, and has no UTF-8.
const strayCodeUnit = /\r(?!\n)|[\ud800-\udfff]/u;
const loneCarriageReturn = "A line must end in LF or CRLF: this carriage return stands alone.";
const loneSurrogate = "This is half a surrogate pair, which is no character.";

function syntaxError(message: string, offset: number): TomlSyntaxError {
  return { kind: "syntax-error", message, offset };
}

function explain(error: unknown, text: string): TomlSyntaxError {
  if (error instanceof TomlError) {
    const offset = offsetAt(text, error.line, error.column);
    return syntaxError(syntaxErrorMessage(error.message, text.charAt(offset)), offset);
  }
  // What an engine says of a number or text beyond its limits. Anything else is a bug.
  if (error instanceof RangeError || error instanceof SyntaxError) {
    return syntaxError("This file holds a number or text too long to be read.", 0);
  }
  throw error;
}

/** `line` and `column` are 1-based, and the same whether CRLF is folded or not. */
function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf("\n", start) + 1;
  return Math.min(start + column - 1, text.length);
}
