// The summary of a job, as a reader of GitHub's Markdown would see it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jobSummary } from "../../src/report/job-summary.ts";
import { markdown } from "../../src/report/markdown.ts";
import type { Report } from "../../src/report/types.ts";
import { printable } from "../../src/text/printable.ts";
import { utf8Length } from "../../src/text/utf8.ts";
import { diagnosticAt, hostileReports, reportOf } from "./reports.ts";

const summary = (report: Report, bytes = 1 << 20) => [...jobSummary(report, bytes)].join("");

describe("markdown", () => {
  test.each([
    ["plain words, with (these) signs - all right.", "plain words, with (these) signs - all right."],
    ["`a_b` and `c|d`", "<code>a&#95;b</code> and <code>c&#124;d</code>"],
    ["one ` alone", "one &#96; alone"],
    [
      "**a** <b> [c](https://d.example) @e #1 ~f~ \\",
      "&#42;&#42;a&#42;&#42; &#60;b&#62; &#91;c&#93;(https&#58;//d&#46;example) &#64;e &#35;1 &#126;f&#126; &#92;",
    ],
    ["www.a.example", "www&#46;a&#46;example"],
    ["`</code><script>`", "<code>&#60;/code&#62;&#60;script&#62;</code>"],
    ["a\nb", "a&#92;u000Ab"],
  ])("%s", (text, expected) => {
    expect(markdown(text)).toBe(expected);
  });

  test("means nothing but code, whatever it is", () => {
    const signs = fc.string({ unit: fc.constantFrom(..."`*_<>[]()#|&!~:@.\\ a1-+=\n$") });
    fc.assert(
      fc.property(signs, (text) => {
        const out = markdown(text);
        expect(out.replaceAll(/<\/?code>|&#\d+;/g, "")).toMatch(/^[ a1()+=\-.,';/u0-9A-F]*$/);
        expect(out.match(/<code>/g)?.length).toBe(out.match(/<\/code>/g)?.length);
        const shown = out.replaceAll(/<\/?code>/g, "`").replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
        expect(shown).toBe(printable(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the job summary", () => {
  test("is a table", () => {
    const report = reportOf([diagnosticAt("a = 1\n", [4, 5], { message: "No `a|b`.", help: "Write `c`." })]);
    expect(summary(report)).toBe(`### fal-lint

1 app, 1 image, 0 credentials: 1 error, 0 warnings

| | place | rule | finding |
|---|---|---|---|
| error | pyproject&#46;toml&#58;1&#58;5 | wrong-type | No <code>a&#124;b</code>.<br>Write <code>c</code>. |

`);
  });

  test("without findings is a line", () => {
    expect(summary(reportOf([]))).toBe("### fal-lint\n\n1 app, 1 image, 0 credentials: 0 errors, 0 warnings\n\n\n");
  });

  test("has a row of four cells for each finding, whatever is in it", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const rows = summary(report)
          .split("\n")
          .filter((line) => /^\| (?:error|warning|info) \|/.test(line));
        expect(rows).toHaveLength(report.diagnostics.length);
        for (const row of rows) expect(row.split("|")).toHaveLength(6);
      }),
      { numRuns: 500 },
    );
  });

  test("never takes more bytes than there are, and tells what it leaves out", () => {
    const report = reportOf(
      Array.from({ length: 50 }, () => diagnosticAt("", [0, 0], { message: "\u6f22\u{1f680}\u00e9\ud800" })),
    );
    const whole = Buffer.byteLength(summary(report));
    let cut = 0;
    for (let bytes = 0; bytes <= whole + 20; bytes++) {
      const text = summary(report, bytes);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
      const left = Number(/\n(\d+) more: see the log\.\n/.exec(text)?.[1] ?? 0);
      const rows = text.match(/^\| error/gm)?.length ?? 0;
      if (text !== "") expect(left + rows).toBe(50);
      if (text !== "" && left > 0) cut++;
    }
    expect(cut).toBeGreaterThan(100);
  });
});

test("utf8Length counts what is written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", "\ud800", "\udc00", "\ud83d\ude80"), (a, b) => {
      expect(utf8Length(a + b)).toBe(Buffer.byteLength(a + b));
    }),
    { numRuns: 2000 },
  );
});
