// What the benchmarks write of given numbers, and that their projects are in order.
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { drawing } from "../../bench/chart.mjs";
import { manyApps, small } from "../../bench/projects.mjs";
import { page, shown } from "../../bench/results.mjs";
import { check } from "../../src/check.ts";
import { memoryFiles } from "../memory-files.ts";

const machine = { Date: "2026-01-02", Node: "v20.20.0" };
const sections = [
  { title: "Cold start", text: "By turns.", head: ["", "ms", "×"], rows: [["fal-lint", 31.25, 1.204] as const] },
];
const charts = [
  {
    title: "Small <&> large",
    bars: [
      { label: "fal-lint", value: 31.25 },
      { label: "other & slow", value: 1234.5 },
    ],
  },
];

test.each([
  [0.0774, "0.0774"],
  [1.204, "1.2"],
  [31.25, "31.3"],
  [999.4, "999"],
  [1234.5, "1,235"],
  [100_000, "100,000"],
])("%d is shown as %s", (number, text) => {
  expect(shown(number)).toBe(text);
});

test("the page is the machine, the chart, and a table for each section", () => {
  expect(page(machine, sections)).toBe(`# Results

Made by \`npm run bench\`, all in one run; the times are those of this machine, the ratios say more.

- Date: 2026-01-02
- Node: v20.20.0

![Bar charts of the times beside other tools, which are also in the table of that name](results.svg)

## Cold start

By turns.

|  | ms | × |
| --- | --: | --: |
| fal-lint | 31.3 | 1.2 |
`);
});

describe("the chart", () => {
  const svg = drawing(charts);

  test("is the same for the same numbers", () => {
    expect(drawing(structuredClone(charts))).toBe(svg);
  });

  test("is well-formed, needs nothing from elsewhere, and tells its numbers to who cannot see it", () => {
    const texts = new Map<string, string>();
    const names: string[] = [];
    const widths: string[] = [];
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => {
      names.push(name);
      if (attributes["class"] === "own" || attributes["class"] === "other") widths.push(attributes["width"] ?? "");
    });
    parser.on("text", (text) => texts.set(names.at(-1) ?? "", text));
    parser.on("closetag", ({ name }) => names.pop() ?? name);
    parser.write(svg).close();
    expect(texts.get("desc")).toBe("Small <&> large: fal-lint 31.3 ms, other & slow 1,235 ms.");
    expect(widths).toEqual(["11", "430"]);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|url\(|@import|href/);
  });
});

describe("what is measured is in order", () => {
  const rulesOf = (text: string, tree = {}) =>
    check({ path: "pyproject.toml", text }, { now: new Date(0), files: memoryFiles(tree) }).diagnostics.map(
      ({ rule }) => rule,
    );

  test("the small project", () => {
    expect(rulesOf(small["pyproject.toml"], small)).toEqual([]);
  });

  test("the file of many apps, but for the mistakes that are asked for", () => {
    expect(rulesOf(manyApps(20))).toEqual([]);
    expect(rulesOf(manyApps(20, 3))).toEqual(["unknown-key", "unknown-key", "unknown-key"]);
  });
});
