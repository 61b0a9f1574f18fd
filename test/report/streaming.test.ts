// A report of any length goes out piece by piece.
import { describe, expect, test } from "vitest";
import { type Format, formats } from "../../src/report/index.ts";
import { palette } from "../../src/report/palette.ts";
import { diagnosticAt, reportOf } from "./reports.ts";

const options = { text: () => "a = 1\n", palette: palette(false), width: 80, quiet: false };

describe.each(Object.keys(formats) as Format[])("%s", (format) => {
  test("of 100,000 findings comes in small pieces", () => {
    const one = diagnosticAt("a = 1\n", [4, 5], { keyPath: ["tool", "fal", "a"], help: "Remove it." });
    const report = reportOf(Array.from({ length: 100_000 }, (_, line) => ({ ...one, app: `app${line}` })));
    let [pieces, longest, length] = [0, 0, 0];
    for (const piece of formats[format](report, options)) {
      pieces++;
      // The tool and all of its rules are one piece of a SARIF log.
      if (format !== "sarif" || !piece.startsWith('"tool"')) longest = Math.max(longest, piece.length);
      length += piece.length;
    }
    expect(pieces).toBeGreaterThan(100_000);
    expect(longest).toBeLessThan(2000);
    expect(length).toBeGreaterThan(5_000_000);
  });
});
