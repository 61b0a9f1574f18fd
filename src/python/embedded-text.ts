import type { EmbeddedText } from "../config/language.ts";
import type { Span } from "../text/source.ts";
import type { RangeEdit } from "../toml/edit.ts";
import { indexAt, type Literal, type MappedText, sourceSpan } from "./mapped-text.ts";

/** A string of the source as the file that it stands for. `written`: where its expression stands. */
export function embeddedText(text: MappedText, written: Span, isThere: boolean): EmbeddedText {
  return {
    text: text.value,
    isThere,
    sourceSpan: (span) => sourceSpan(text, span, written),
    sourceEdit: (edit) => sourceEdit(text, edit, written),
  };
}

/**
 * An edit within one literal of the string itself, of what stands there character by character. One that would add a line, or change what
 * the string takes over from elsewhere, is left to the user.
 */
function sourceEdit(
  { pieces }: MappedText,
  { span: [start, end], text }: RangeEdit,
  [from, to]: Span,
): RangeEdit | null {
  const first = pieces[indexAt(pieces, start)] ?? pieces.at(-1);
  const literal = first?.literal ?? null;
  if (first === undefined || !first.exact || literal === null) return null;
  if (literal.span[0] < from || literal.span[1] > to) return null;
  if (end > first.start + first.length) return null;
  const written = literalText(text, literal);
  if (written === null) return null;
  const offset = first.source[0] - first.start;
  return { span: [offset + start, offset + end], text: written };
}

/** How a text is written within a literal; null if it may not be in there. */
function literalText(text: string, { raw, format, quote }: Literal): string | null {
  if (/[\r\n]/.test(text) || text.includes(quote.charAt(0))) return null;
  if (raw && text.includes("\\")) return null;
  const escaped = raw ? text : text.replaceAll("\\", "\\\\");
  return format ? escaped.replaceAll(/[{}]/g, "$&$&") : escaped;
}
