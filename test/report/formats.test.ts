import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Format, formats } from "../../src/report/index.ts";
import { jsonDocument } from "../../src/report/json.ts";
import type { FormatOptions } from "../../src/report/options.ts";
import { palette } from "../../src/report/palette.ts";
import { closingLine, summarize } from "../../src/report/summary.ts";
import type { FileReport, Report } from "../../src/report/types.ts";
import { displayWidth } from "../../src/text/width.ts";
import { diagnosticAt, hostileReports, reportOf } from "./reports.ts";
import { parseCommand } from "./workflow-command.ts";

const plain: FormatOptions = { text: () => null, palette: palette(false), width: 80, quiet: false };

function print(format: Format, report: Report, options: Partial<FormatOptions> = {}): string {
  return [...formats[format](report, { ...plain, ...options })].join("");
}

// Everything that a terminal would obey rather than show, but for the line end.
const unprintable =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

describe.each(Object.keys(formats) as Format[])("%s", (format) => {
  test("puts nothing on a terminal that is not shown as it is, and forges no line", () => {
    let spoiled = 0;
    fc.assert(
      fc.property(hostileReports, (report) => {
        const out = print(format, report);
        expect(out).not.toMatch(unprintable);
        expect(out).toMatch(/\n$/);
        if (format === "compact")
          expect(out.split("\n")).toHaveLength(
            report.diagnostics.length + report.files.filter(({ status }) => status === "no-apps").length + 2,
          );
        if (format !== "github") for (const line of out.split("\n")) expect(parseCommand(line)).toBe(null);
        if (report.diagnostics.some(({ message }) => unprintable.test(message))) spoiled++;
      }),
      { numRuns: 1000 },
    );
    expect(spoiled).toBeGreaterThan(100);
  });
});

describe("json", () => {
  test("is the report, laid out as JSON.stringify lays it out", () => {
    let plainly = 0;
    fc.assert(
      fc.property(hostileReports, (report) => {
        const out = print("json", report);
        const parsed: unknown = JSON.parse(out);
        expect(parsed).toEqual(JSON.parse(JSON.stringify(report)));
        if (!unprintable.test(JSON.stringify(report, null, 2)) && !out.includes("\\u")) {
          expect(out).toBe(`${JSON.stringify(report, null, 2)}\n`);
          plainly++;
        }
      }),
      { numRuns: 500 },
    );
    expect(plainly).toBeGreaterThan(20);
  });

  test("comes in pieces", () => {
    const many = reportOf(Array.from({ length: 1000 }, () => diagnosticAt("", [0, 0])));
    const pieces = [...formats.json(many, plain)];
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2000);
  });

  test.each([{ a: [] }, { a: [[]] }, { a: null, b: { c: [1, { d: "e" }] } }, { a: [1, "x", null] }])(
    "%j",
    (document) => {
      expect([...jsonDocument(document)].join("")).toBe(`${JSON.stringify(document, null, 2)}\n`);
    },
  );
});

describe("compact", () => {
  test("a line each, files without apps, closing line", () => {
    const report = reportOf([diagnosticAt("a = 1\nb = 2\n", [6, 7], { message: "No `b`." })], {
      files: [{ path: "x.toml", status: "no-apps", apps: [] }],
    });
    const closing = "1 app, 1 image, 0 credentials: 1 error, 0 warnings\n";
    const line = "pyproject.toml:2:1: error wrong-type: No `b`.\n";
    expect(print("compact", report)).toBe(`${line}x.toml: no [tool.fal.apps], nothing to check\n${closing}`);
    expect(print("compact", report, { quiet: true })).toBe(line + closing);
  });
});

describe("pretty", () => {
  const toml = `[tool.fal.apps.server]
exposed_port = "8000"

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`;
  const start = toml.indexOf('"8000"');
  const finding = diagnosticAt(toml, [start, start + 6], {
    help: "Remove the quotes, so that it reads `exposed_port = 8000`, and check that the server in the container listens on that port.",
    related: [{ file: "pyproject.toml", range: diagnosticAt(toml, [24, 36]).range, message: "The image is set here." }],
  });

  test("reads like this", () => {
    expect(print("pretty", reportOf([finding]), { text: () => toml })).toBe(`\
error: \`exposed_port\` must be an integer, not a string. [wrong-type]
 --> pyproject.toml:2:16 (app server)
   |
 2 | exposed_port = "8000"
   |                ^^^^^^
  help: Remove the quotes, so that it reads \`exposed_port = 8000\`, and check
        that the server in the container listens on that port.
  note: pyproject.toml:2:2: The image is set here.

1 app, 1 image, 0 credentials: 1 error, 0 warnings
`);
  });

  test("reads like this without the text, in 40 columns, and for a whole file", () => {
    expect(
      print("pretty", reportOf([{ ...finding, app: null, severity: "warning", related: [] }]), { width: 40 }),
    ).toBe(`\
warning: \`exposed_port\` must be an
         integer, not a string.
         [wrong-type]
 --> pyproject.toml:2:16
  help: Remove the quotes, so that it
        reads \`exposed_port = 8000\`, and
        check that the server in the
        container listens on that port.

1 app, 1 image, 0 credentials: 0 errors, 1 warning
`);
  });

  test("colours are all that a palette adds", () => {
    const report = reportOf([finding, { ...finding, severity: "warning" }, { ...finding, severity: "info" }]);
    const colored = print("pretty", report, { text: () => toml, palette: palette(true) });
    const codes = new Set(colored.match(/\u001b\[\d+m/g));
    expect([...codes].sort()).toEqual([
      "\u001b[1m",
      "\u001b[22m",
      "\u001b[2m",
      "\u001b[31m",
      "\u001b[33m",
      "\u001b[34m",
      "\u001b[39m",
    ]);
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(print("pretty", report, { text: () => toml }));
  });

  test.each([
    [0, 0, "\u001b[32m"],
    [0, 1, "\u001b[33m"],
    [1, 1, "\u001b[31m"],
  ])("the closing line of %d errors and %d warnings has its colour", (errors, warnings, color) => {
    const report = reportOf([]);
    const out = print(
      "pretty",
      { ...report, summary: { ...report.summary, errors, warnings } },
      { palette: palette(true) },
    );
    expect(out.startsWith(`${color}1 app`)).toBe(true);
  });

  test("each file is shown from its own text, and scanned once", () => {
    const asked: string[] = [];
    const text = (path: string) => {
      asked.push(path);
      return path === "a.toml" ? 'exposed_port = "1"\n' : 'exposed_port = "2"\n';
    };
    const at = (file: string) => diagnosticAt('exposed_port = "1"\n', [0, 12], { file });
    const out = print("pretty", reportOf([at("a.toml"), at("a.toml"), at("b.toml")]), { text });
    expect(asked).toEqual(["a.toml", "b.toml"]);
    expect(out.match(/^ 1 \| .*/gm)).toHaveLength(3);
  });

  test("prose keeps within the width, however it is made", () => {
    let wrapped = 0;
    fc.assert(
      fc.property(hostileReports, fc.integer({ min: 60, max: 100 }), (report, width) => {
        const words = reportOf(
          report.diagnostics.map((one) => ({
            ...one,
            message: "word ".repeat(60),
            rule: "r",
            related: [],
            help: "wort ".repeat(50),
          })),
        );
        const lines = print("pretty", words, { width })
          .split("\n")
          .filter((line) => /wor[dt]/.test(line));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        wrapped += lines.length;
      }),
    );
    expect(wrapped).toBeGreaterThan(500);
  });
});

describe("closingLine", () => {
  const unreadable: FileReport = { path: "x", status: "unreadable", apps: [] };
  const none = reportOf([]).summary;

  test.each<[Partial<Report["summary"]>, FileReport[], string]>([
    [{}, [], "1 app, 1 image, 0 credentials: 0 errors, 0 warnings"],
    [{ apps: 2, credentials: 1, errors: 1 }, [], "2 apps, 1 image, 1 credential: 1 error, 0 warnings"],
    [{ files: 3, images: 4, warnings: 1 }, [], "3 files, 1 app, 4 images, 0 credentials: 0 errors, 1 warning"],
    [{ infos: 1, suppressed: 2 }, [], "1 app, 1 image, 0 credentials: 0 errors, 0 warnings, 1 info, 2 suppressed"],
    [{ infos: 2 }, [unreadable], "1 app, 1 image, 0 credentials: 0 errors, 0 warnings, 2 infos, 1 file unreadable"],
    [
      { files: 2 },
      [unreadable, unreadable],
      "2 files, 1 app, 1 image, 0 credentials: 0 errors, 0 warnings, 2 files unreadable",
    ],
  ])("%j", (summary, files, expected) => {
    expect(closingLine(reportOf([], { summary: { ...none, ...summary }, files }))).toBe(expected);
  });

  test("sums add up key by key", () => {
    const one = { files: 1, apps: 2, images: 3, credentials: 4, errors: 5, warnings: 6, infos: 7, suppressed: 8 };
    expect(summarize([])).toEqual({
      files: 0,
      apps: 0,
      images: 0,
      credentials: 0,
      errors: 0,
      warnings: 0,
      infos: 0,
      suppressed: 0,
    });
    expect(summarize([one, one])).toEqual({
      files: 2,
      apps: 4,
      images: 6,
      credentials: 8,
      errors: 10,
      warnings: 12,
      infos: 14,
      suppressed: 16,
    });
  });
});
