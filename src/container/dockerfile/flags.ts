import { isBlank, skip } from "./characters.ts";
import type { LogicalLine } from "./lines.ts";
import type { EscapeToken, Flag, Mount, MountField, Problem } from "./syntax-tree.ts";
import type { Part } from "./words.ts";

/** A flag with its quotes and escapes taken away. */
interface DecodedFlag {
  readonly text: string;
  /** Where each character of `text` stands in the logical line. */
  readonly at: readonly number[];
  readonly line: LogicalLine;
  readonly start: number;
  readonly end: number;
}

export interface Flags {
  readonly flags: readonly Flag[];
  readonly mounts: readonly Mount[];
  /** Where the arguments start. */
  readonly end: number;
}

/** Reads the words that begin with `--`, up to the first other word or a lone `--`, which is skipped. */
export function readFlags(
  { line, start, end }: Part,
  keyword: string,
  escapeToken: EscapeToken,
  problems: Problem[],
): Flags {
  const flags: Flag[] = [];
  const mounts: Mount[] = [];
  let at = skip(line.text, start, end, isBlank);
  while (line.text.startsWith("--", at) && at + 1 < end) {
    const decoded = decodeFlag({ line, start: at, end }, escapeToken);
    at = decoded.end;
    if (decoded.text === "--") break;
    const flag = splitFlag(decoded);
    flags.push(flag);
    if (keyword === "RUN" && flag.name === "mount") mounts.push(readMount(decoded, flag, problems));
    at = skip(line.text, at, end, isBlank);
  }
  return { flags, mounts, end: at };
}

function decodeFlag({ line, start, end }: Part, escapeToken: EscapeToken): DecodedFlag {
  const at: number[] = [];
  let text = "";
  let quote: string | null = null;
  let index = start;
  for (; index < end; index++) {
    let character = line.text[index] ?? "";
    if (character === quote) {
      quote = null;
      continue;
    }
    if (quote === null) {
      if (isBlank(character.charCodeAt(0))) break;
      if (character === "'" || character === '"') {
        quote = character;
        continue;
      }
    }
    if (character === escapeToken) {
      index++;
      if (index === end) break;
      character = line.text[index] ?? "";
    }
    at.push(index);
    text += character;
  }
  return { text, at, line, start, end: index };
}

function splitFlag({ text, at, line, start, end }: DecodedFlag): Flag {
  const equals = text.indexOf("=");
  const span = line.span(start, end);
  if (equals < 0) return { name: text.slice(2), value: null, span };
  const value = { value: text.slice(equals + 1), span: line.span((at[equals] ?? start) + 1, end) };
  return { name: text.slice(2, equals), value, span };
}

function readMount(decoded: DecodedFlag, { value, span }: Flag, problems: Problem[]): Mount {
  const fields = value === null ? [] : readFields(decoded);
  if (fields !== null) return { fields, span };
  const message = "the fields of --mount are separated by commas; a quote must enclose a whole field";
  problems.push({ kind: "mount", span, message });
  return { fields: [], span };
}

/** The comma-separated fields of a flag's value; null if its quotes are not those of a line of CSV. */
function readFields(flag: DecodedFlag): MountField[] | null {
  const { text } = flag;
  const fields: MountField[] = [];
  let at = text.indexOf("=") + 1;
  if (at === text.length) return null;
  for (;;) {
    const quoted = text[at] === '"';
    const start = quoted ? at + 1 : at;
    const end = quoted ? closingQuote(text, start) : nextComma(text, start);
    const content = text.slice(start, end);
    if (end < 0 || (!quoted && content.includes('"'))) return null;
    fields.push(splitField(flag, start, content));
    at = quoted ? end + 1 : end;
    if (at === text.length) return fields;
    if (text[at] !== ",") return null;
    at++;
  }
}

function nextComma(text: string, start: number): number {
  const comma = text.indexOf(",", start);
  return comma < 0 ? text.length : comma;
}

/** The quote that ends a field (a doubled one stands for itself); negative if there is none. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function splitField({ at, line, end }: DecodedFlag, start: number, content: string): MountField {
  const spanOf = (from: number, to: number) => {
    const first = at[from] ?? end;
    return line.span(first, to > from ? (at[to - 1] ?? end - 1) + 1 : first);
  };
  const unquote = (part: string) => part.replaceAll('""', '"');
  const equals = content.indexOf("=");
  const span = spanOf(start, start + content.length);
  if (equals < 0) return { key: unquote(content).toLowerCase(), value: null, span };
  return {
    key: unquote(content.slice(0, equals)).toLowerCase(),
    value: { value: unquote(content.slice(equals + 1)), span: spanOf(start + equals + 1, start + content.length) },
    span,
  };
}
