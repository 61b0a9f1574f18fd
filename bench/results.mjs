// What a run has measured, as Markdown.

const threeDigits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** A number for people: whole ones as they are, others to three digits that count. */
export function shown(number) {
  return Number.isInteger(number) || number >= 1000
    ? Math.round(number).toLocaleString("en")
    : threeDigits.format(number);
}

/** The page RESULTS.md. `machine` is a list of facts by their names; each section has a title, a text, and a table. */
export function page(machine, sections) {
  const facts = Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`);
  return `# Results

Made by \`npm run bench\`, all in one run; the times are those of this machine, the ratios say more.

${facts.join("\n")}

![Bar charts of the times beside other tools, which are also in the table of that name](results.svg)

${sections.map(sectionText).join("\n")}`;
}

/** One section as Markdown. */
export function sectionText({ title, text, head, rows }) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const rule = line(head.map((_, index) => (index === 0 ? "---" : "--:")));
  const body = rows.map((row) => line(row.map((cell) => (typeof cell === "number" ? shown(cell) : cell))));
  return `## ${title}\n\n${text}\n\n${line(head)}${rule}${body.join("")}`;
}
