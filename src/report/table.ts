import { printable } from "../text/printable.ts";
import { displayWidth } from "../text/width.ts";

/** How the columns of a table lie: `right` for numbers. */
export type Alignment = "left" | "right";

/** Lines of cells, each column as wide as its widest cell and two blanks from the next, indented by two. The cells may hold any text. */
export function* table(columns: readonly Alignment[], rows: readonly (readonly string[])[]): Generator<string> {
  const shown = rows.map((row) => row.map(printable));
  const widths = columns.map((_, i) => shown.reduce((most, row) => Math.max(most, displayWidth(row[i] ?? "")), 0));
  for (const row of shown) {
    const cells = columns.map((alignment, i) => {
      const cell = row[i] ?? "";
      const blanks = " ".repeat((widths[i] ?? 0) - displayWidth(cell));
      return alignment === "right" ? blanks + cell : cell + blanks;
    });
    yield `  ${cells.join("  ").trimEnd()}\n`;
  }
}
