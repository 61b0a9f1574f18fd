import { displayWidth } from "../text/width.ts";
import type { FrameLine } from "./frame.ts";
import type { Palette } from "./palette.ts";

type Mark = FrameLine["marks"][number];

/** Columns that a shortened line shows before its first mark. */
const lead = 20;

/** A line of source beside its number, in a gutter of `gutter` columns, with carets under what is marked; of a long line the part around it. */
export function snippet(
  frame: FrameLine,
  gutter: number,
  width: number,
  { dim }: Palette,
  caret: (text: string) => string,
): string {
  const { text, marks } = shorten(frame, Math.max(width - gutter - 3, 2 * lead));
  const bar = (label: string, code: string) => `${dim(`${label.padStart(gutter)} |`)}${code && ` ${code}`}\n`;
  return bar("", "") + bar(String(frame.line), text) + bar("", caret(carets(text, marks)));
}

function carets(text: string, marks: readonly Mark[]): string {
  let line = "";
  for (const [start, end] of marks) {
    line += " ".repeat(Math.max(displayWidth(text.slice(0, start)) - line.length, 0));
    line += "^".repeat(Math.max(displayWidth(text.slice(start, end)), 1));
  }
  return line;
}

/** The part of a line that fits, its marks moved with it; what is cut away is an ellipsis. */
function shorten(frame: FrameLine, width: number): FrameLine {
  const { line, text, marks } = frame;
  if (text.length <= width && displayWidth(text) <= width) return frame;
  const first = marks[0]?.[0] ?? 0;
  const from = first + lead < width ? 0 : boundary(text, first - lead);
  const head = from > 0 ? "…" : "";
  let to = Math.min(text.length, from + width - 2);
  while (displayWidth(text.slice(from, to)) > width - 2) to--;
  to = boundary(text, to);
  const part = head + text.slice(from, to) + (to < text.length ? "…" : "");
  const moved = (column: number) => Math.min(Math.max(column - from + head.length, 0), part.length);
  return { line, text: part, marks: marks.map(([start, end]) => [moved(start), moved(end)]) };
}

/** The index, or the one before it if it would cut a surrogate pair in two. */
function boundary(text: string, index: number): number {
  return /[\udc00-\udfff]/.test(text[index] ?? "") && index > 0 ? index - 1 : index;
}
