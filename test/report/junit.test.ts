// JUnit's XML as a strict parser reads it.
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { junit } from "../../src/report/junit.ts";
import type { Report } from "../../src/report/types.ts";
import { printable } from "../../src/text/printable.ts";
import { diagnosticAt, hostileReports, reportOf } from "./reports.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Throws for anything that is not well-formed XML 1.0. */
function parse(xml: string): Element {
  const parser = new SaxesParser({ fragment: false });
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([key, value]) => [key, String(value)]));
    const element: Element = { name: tag.name, attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  for (const kind of ["comment", "cdata", "processinginstruction", "doctype"] as const) {
    parser.on(kind, () => {
      throw new Error(`a forged ${kind}`);
    });
  }
  parser.write(xml).close();
  return root;
}

function suites(report: Report): readonly Element[] {
  const [root, ...more] = parse([...junit(report)].join("")).children;
  expect([root?.name, more]).toEqual(["testsuites", []]);
  const found = root?.children ?? [];
  expect(sum(found, "tests")).toBe(Number(root?.attributes["tests"]));
  expect(sum(found, "failures")).toBe(Number(root?.attributes["failures"]));
  expect(sum(found, "errors")).toBe(Number(root?.attributes["errors"]));
  for (const { attributes, children } of found) {
    const outcomes = children.flatMap((one) => one.children.map(({ name }) => name));
    expect(children).toHaveLength(Number(attributes["tests"]));
    expect(outcomes.filter((name) => name === "failure")).toHaveLength(Number(attributes["failures"]));
    expect(outcomes.filter((name) => name === "error")).toHaveLength(Number(attributes["errors"]));
  }
  return found;
}

function sum(elements: readonly Element[], attribute: string): number {
  return elements.reduce((total, { attributes }) => total + Number(attributes[attribute]), 0);
}

describe("JUnit", () => {
  test("is well-formed and says what was found, whatever is in it", () => {
    let failures = 0;
    fc.assert(
      fc.property(hostileReports, (report) => {
        const found = suites(report);
        const paths = new Set([...report.files.map(({ path }) => path), ...report.diagnostics.map(({ file }) => file)]);
        expect(found.map(({ name, attributes }) => [name, attributes["name"]])).toEqual(
          Array.from(paths, (path) => ["testsuite", printable(path)]),
        );
        const failed = found.flatMap(({ children }) =>
          children.flatMap((one) => one.children.filter(({ name }) => name === "failure")),
        );
        expect(failed.map(({ attributes }) => attributes["message"]).sort()).toEqual(
          report.diagnostics
            .filter(({ severity }) => severity === "error")
            .map(({ message }) => printable(message))
            .sort(),
        );
        failures += failed.length;
      }),
      { numRuns: 1000 },
    );
    expect(failures).toBeGreaterThan(300);
  });

  test("reads like this", () => {
    const error = diagnosticAt("a = 1\nb = 2\n", [10, 11], {
      message: "No <b>.",
      help: "Yes.",
      keyPath: ["tool", "a b"],
    });
    const warning = diagnosticAt("a = 1\n", [0, 1], { severity: "warning", file: "Dockerfile", message: "Hm." });
    const report = reportOf([warning, error], {
      files: [
        { path: "pyproject.toml", status: "checked", apps: ["a"] },
        { path: "clean/pyproject.toml", status: "no-apps", apps: [] },
        { path: "lost.toml", status: "unreadable", apps: [] },
      ],
    });
    expect([...junit(report)].join("")).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="fal-lint" tests="4" failures="1" errors="1">
  <testsuite name="pyproject.toml" tests="1" failures="1" errors="0">
    <testcase name="wrong-type: tool.&quot;a b&quot;" classname="pyproject.toml"><failure message="No &lt;b&gt;." type="wrong-type">No &lt;b&gt;.
Yes.
pyproject.toml:2:5</failure></testcase>
  </testsuite>
  <testsuite name="clean/pyproject.toml" tests="1" failures="0" errors="0">
    <testcase name="fal-lint" classname="clean/pyproject.toml"></testcase>
  </testsuite>
  <testsuite name="lost.toml" tests="1" failures="0" errors="1">
    <testcase name="fal-lint" classname="lost.toml"><error message="The file cannot be read." type="unreadable"/></testcase>
  </testsuite>
  <testsuite name="Dockerfile" tests="1" failures="0" errors="0">
    <testcase name="wrong-type: line 1" classname="Dockerfile"><system-out>warning: Hm.
Dockerfile:1:1</system-out></testcase>
  </testsuite>
</testsuites>
`);
  });

  test("the parser is strict", () => {
    for (const xml of [
      "<a>&#0;</a>",
      "<a>\u0001</a>",
      "<a b='<'/>",
      "<a>]]></a>",
      "<a>&b;</a>",
      "<a>\ufffe</a>",
      "<a/><b/>",
      "<a b='1' b='2'/>",
    ])
      expect(() => parse(xml)).toThrow();
  });
});
