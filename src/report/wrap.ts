import { displayWidth } from "../text/width.ts";

/**
 * Breaks prose at its spaces into lines of at most `width` columns; what stands between backquotes, or is longer than a line, stays whole.
 * No further line begins with `::`, which GitHub Actions would obey. At least one line.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of words(text)) {
    const columns = displayWidth(word);
    if (line !== "" && used + 1 + columns > width && !word.startsWith("::")) {
      lines.push(line);
      line = word;
      used = columns;
    } else {
      used += columns + (line === "" ? 0 : 1);
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function words(text: string): string[] {
  const isPaired = text.split("`").length % 2 === 1;
  return (isPaired ? text.match(/(?:`[^`]*`|[^ `])+/g) : text.match(/[^ ]+/g)) ?? [];
}
