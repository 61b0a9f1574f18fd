// Bar charts as an SVG that is read in light and dark, and needs no font from elsewhere.
import { shown } from "./results.mjs";

const [width, barLeft, barRight, rowHeight, titleHeight, padding] = [720, 170, 600, 26, 44, 16];

/** The charts one below the other, each with a scale of its own; the first bar of each is fal-lint. Values are milliseconds. */
export function drawing(charts) {
  let top = padding;
  const parts = charts.map(({ title, bars }) => {
    const most = Math.max(...bars.map(({ value }) => value));
    const rows = bars.map(({ label, value }, index) => {
      const y = top + titleHeight + index * rowHeight;
      const length = Math.max(1, Math.round(((barRight - barLeft) * value) / most));
      const kind = index === 0 ? "own" : "other";
      return `<text x="${barLeft - 10}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>
<rect class="${kind}" x="${barLeft}" y="${y}" width="${length}" height="18" rx="2"/>
<text x="${barLeft + length + 8}" y="${y + 14}">${shown(value)} ms</text>
`;
    });
    const heading = `<text class="heading" x="${padding}" y="${top + 24}">${escaped(title)}</text>\n`;
    top += titleHeight + bars.length * rowHeight;
    return heading + rows.join("");
  });
  const height = top + padding;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">Milliseconds from start to end, less is better</title>
<desc id="desc">${escaped(charts.map(described).join(" "))}</desc>
<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
.heading { font-weight: bold }
.frame { fill: #fff; stroke: #d0d7de }
.own { fill: #1a7f37 }
.other { fill: #818b98 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.frame { fill: #0d1117; stroke: #3d444d }
.own { fill: #3fb950 }
.other { fill: #656c76 }
}
</style>
<rect class="frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${parts.join("")}</svg>
`;
}

function described({ title, bars }) {
  return `${title}: ${bars.map(({ label, value }) => `${label} ${shown(value)} ms`).join(", ")}.`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
