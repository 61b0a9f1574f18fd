// The picture in the README; that it is what the command prints today is in generated.test.ts and readme.test.ts.
import { readFileSync } from "node:fs";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";

const svg = readFileSync("docs/broken.svg", "utf8");
const [, light = "", dark = ""] = /<style>([\s\S]*?)@media[^{]*\{([\s\S]*?)\}\n<\/style>/.exec(svg) ?? [];

test("is well-formed, small, and says what it shows", () => {
  const elements: string[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => elements.push(name));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(svg).close();
  expect(elements.slice(0, 3)).toEqual(["svg", "title", "desc"]);
  expect(svg).toMatch(/<svg [^>]*role="img" aria-labelledby="title desc"/);
  expect(svg.length).toBeLessThan(10_000);
});

test("needs nothing from elsewhere", () => {
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/href|url\(|@import|@font-face|<script/);
});

describe.each([
  ["light", light],
  ["dark", dark],
])("its colours for a %s page", (_name, style) => {
  const fill = (selector: string) => new RegExp(`^${selector} \\{.*fill: (#\\w+)`, "m").exec(style)?.[1] ?? "";
  const paper = fill("rect");

  test.each(["text", ".dim", ".red", ".green", ".yellow", ".blue"])("%s can be read", (selector) => {
    // https://www.w3.org/TR/WCAG22/#contrast-minimum
    expect(contrast(fill(selector), paper)).toBeGreaterThan(4.5);
  });
});

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Of `#rgb` or `#rrggbb`: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const digits = color.length === 4 ? color.replaceAll(/\w/g, "$&$&") : color;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
