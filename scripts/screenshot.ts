// The picture in the README: what a command prints on a terminal, with its colours, as an SVG that needs no font from elsewhere.
import { main } from "../src/cli/main.ts";
import { nodeHost } from "../src/cli/node-host.ts";

const operand = "examples/broken";
const columns = 80;
const [lineHeight, fontSize, padding] = [17, 13, 20];

/** What monospaced fonts take for a character at most, in parts of the font's size. */
const advance = 0.62;

/** The text's classes by the SGR codes that begin them. */
const styles: Readonly<Record<string, string>> = {
  1: "bold",
  2: "dim",
  31: "red",
  32: "green",
  33: "yellow",
  34: "blue",
};

const description =
  "fal-lint lists what is wrong with an example project, each mistake with its place, the line, and what to write instead. The text is also what the command prints.";

/** Runs the command on the example, and draws what it prints. */
export async function screenshot(): Promise<string> {
  let printed = "";
  const host = nodeHost(process, ".");
  const stdout = {
    write(text: string) {
      printed += text;
      return null;
    },
    color: true,
    columns,
  };
  await main([operand], { ...host, stdout, env: {}, now: () => new Date(0) });
  return drawing(`$ npx fal-lint ${operand}\n\n${printed}`);
}

function drawing(text: string): string {
  const lines = text.trimEnd().split("\n");
  const width = Math.ceil(columns * fontSize * advance) + 2 * padding;
  const height = lines.length * lineHeight + 2 * padding;
  const spans = lines.map((line, index) => {
    const y = padding + index * lineHeight + fontSize;
    return line === "" ? "" : `<text x="${padding}" y="${y}">${colored(line)}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">What npx fal-lint ${operand} prints</title>
<desc id="desc">${description}</desc>
<style>
text { font: ${fontSize}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328 }
rect { fill: #fff; stroke: #d0d7de }
.bold { font-weight: bold }
.dim { fill: #59636e }
.red { fill: #cf222e }
.green { fill: #1a7f37 }
.yellow { fill: #9a6700 }
.blue { fill: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
rect { fill: #0d1117; stroke: #3d444d }
.dim { fill: #9198a1 }
.red { fill: #ff7b72 }
.green { fill: #3fb950 }
.yellow { fill: #d29922 }
.blue { fill: #58a6ff }
}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${spans.join("")}</svg>
`;
}

/** A line with its SGR codes turned into spans. No colour is put within another. */
function colored(line: string): string {
  return line
    .split(/\u001b\[(\d+)m/)
    .map((piece, index) => {
      if (index % 2 === 0) return piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
      const style = styles[piece];
      return style === undefined ? "</tspan>" : `<tspan class="${style}">`;
    })
    .join("");
}
