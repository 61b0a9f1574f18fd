import type { CodeDocument } from "../config/language.ts";
import type { Span } from "../text/source.ts";
import type { Entry } from "../toml/entry.ts";
import type { Positions } from "../toml/positions.ts";
import { literalAt } from "./string-literal.ts";

/** Writes into Python what is given as TOML: only in the place of one literal that stands where it is used. */
export function editor(source: string, positions: Positions): CodeDocument["edit"] {
  return (keyPath, part, text) => {
    const entry = positions.find(keyPath);
    const literal = pythonLiteral(text, part);
    if (entry === null || literal === null) return null;
    const span = part === "key" ? entry.keySpan : entry.valueSpan;
    const isInPlace = part === "key" ? literalAt(source, span) !== null : standsInPlace(source, entry);
    return isInPlace ? { span, text: literal } : null;
  };
}

/** A basic string of TOML is a string of Python too. */
function pythonLiteral(text: string, part: "key" | "value"): string | null {
  if (text.startsWith('"') && !text.startsWith('"""')) return text;
  if (part === "key") return /^[A-Za-z0-9_-]+$/.test(text) ? `"${text}"` : null;
  if (/^-?\d+$/.test(text)) return text;
  return { true: "True", false: "False" }[text] ?? null;
}

/** False of a value that a name stands for, which may have other uses, and of one that is put together. */
function standsInPlace(source: string, { keySpan, valueSpan, kind, parent }: Entry): boolean {
  const isScalar = kind === "integer" || kind === "boolean" || (kind === "string" && isLiteral(source, valueSpan));
  if (!isScalar) return false;
  if (keySpan[0] === valueSpan[0]) return parent !== null && contains(parent.valueSpan, valueSpan);
  const between = source.slice(keySpan[1], valueSpan[0]).trim();
  return keySpan[1] <= valueSpan[0] && /^(?::[^=;\n"'#]*)?=?$/.test(between);
}

function isLiteral(source: string, span: Span): boolean {
  const literal = literalAt(source, span);
  // Two literals side by side begin and end like one.
  return literal !== null && !literal.format && !source.slice(...literal.body).includes(literal.quote);
}

function contains(outer: Span, inner: Span): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}
