// What the runner of GitHub Actions makes of the log.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { github } from "../../src/report/github.ts";
import type { Report } from "../../src/report/types.ts";
import type { Diagnostic, Severity } from "../../src/text/diagnostic.ts";
import { printable } from "../../src/text/printable.ts";
import { diagnosticAt, hostileReports, reportOf } from "./reports.ts";
import { parseCommand } from "./workflow-command.ts";

const lines = (report: Report) => [...github(report)].join("").split("\n").slice(0, -1);
const commands = (report: Report) => lines(report).flatMap((line) => parseCommand(line) ?? []);
const finding = (severity: Severity, more: Partial<Diagnostic> = {}) =>
  diagnosticAt("a = 1\nb = 2\n", [10, 11], { severity, help: "Remove it.", message: "No `b`, 100%.", ...more });

describe("an annotation", () => {
  test("has a place, a title and a text", () => {
    expect(lines(reportOf([finding("error")]))).toEqual([
      "::error file=pyproject.toml,line=2,endLine=2,col=5,endColumn=6,title=wrong-type::No `b`, 100%25.%0ARemove it.",
      "1 app, 1 image, 0 credentials: 1 error, 0 warnings",
    ]);
  });

  test.each([
    ["error", "error"],
    ["warning", "warning"],
    ["info", "notice"],
  ] as const)("of an %s is an %s", (severity, name) => {
    expect(commands(reportOf([finding(severity)])).map((command) => command.name)).toEqual([name]);
  });

  test("of several lines has no columns", () => {
    const [command] = commands(reportOf([diagnosticAt("[\n]\n", [0, 3])]));
    expect(command?.properties).toEqual({ file: "pyproject.toml", line: "1", endLine: "2", title: "wrong-type" });
  });

  test("is what was meant, whatever is in it, and nothing else is a command", () => {
    let hostile = 0;
    fc.assert(
      fc.property(hostileReports, (report) => {
        const seen = commands(report);
        expect(seen.map(({ name, data }) => [name, data])).toEqual(
          report.diagnostics.map(({ severity, message, help }) => [
            severity === "info" ? "notice" : severity,
            [message, ...(help === null ? [] : [help])].map(printable).join("\n"),
          ]),
        );
        for (const [index, { file, rule, range }] of report.diagnostics.entries()) {
          const properties: Readonly<Record<string, string>> = seen[index]?.properties ?? {};
          // The runner leaves out a property without a value, and blanks at the end of the last one.
          expect(properties["file"] ?? "").toBe(printable(file));
          expect(properties["title"] ?? "").toBe(printable(rule).trimEnd());
          expect(properties["line"]).toBe(String(range.start.line));
          if (/::|[%,:]/.test(file + rule)) hostile++;
        }
      }),
      { numRuns: 1000 },
    );
    expect(hostile).toBeGreaterThan(200);
  });
});

describe("of more than can be shown", () => {
  const many = (severity: Severity, count: number) =>
    Array.from({ length: count }, (_, i) => finding(severity, { file: `::error::${i}` }));

  test.each([
    [10, 10, 0],
    [11, 9, 2],
    [500, 9, 491],
  ])("%d errors, %d are annotations, and one tells of %d more", (count, shown, left) => {
    const report = reportOf(many("error", count));
    const seen = commands(report);
    expect(seen.filter(({ properties }) => "file" in properties)).toHaveLength(shown);
    const rest = seen.filter(({ properties }) => !("file" in properties));
    expect(rest.map(({ name, data }) => [name, data])).toEqual(
      left === 0 ? [] : [["error", `${left} more errors: see the log.`]],
    );
    expect(lines(report).filter((line) => line.includes(": error wrong-type: "))).toHaveLength(left);
  });

  test("each kind has a limit of its own", () => {
    const seen = commands(reportOf([...many("warning", 12), ...many("error", 3), ...many("info", 40)]));
    const count = (kind: string) => seen.filter(({ name }) => name === kind).length;
    expect([count("error"), count("warning"), count("notice")]).toEqual([3, 10, 10]);
    expect(seen.map(({ data }) => data).filter((data) => data.includes("more"))).toEqual([
      "3 more warnings: see the log.",
      "31 more infos: see the log.",
    ]);
  });
});
