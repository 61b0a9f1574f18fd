import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSuppressionComment } from "../../src/silence/suppression-comment.ts";

const read = (comment: string) => readSuppressionComment(comment, [0, comment.length]);

/** The rules, the last day, and whether there is a reason; or what is wrong. */
function content(comment: string): readonly [rules: string, until: string | null, hasReason: boolean] | string | null {
  const result = read(comment);
  if (result === null) return null;
  if (result.kind === "malformed") return result.problem;
  for (const { id, span } of result.rules) expect(comment.slice(...span).trim()).toBe(id);
  if (result.until !== null) expect(comment.slice(...result.until.span).trim()).toMatch(/^until=/);
  const ids = result.rules.map(({ id }) => id).join(" ");
  return [ids, result.until?.day.toISOString().slice(0, 10) ?? null, result.reason !== null];
}

describe("is read", () => {
  test.each<[comment: string, rules: string, until: string | null, hasReason: boolean]>([
    ['# fal-lint: allow a reason="b"', "a", null, true],
    ['#fal-lint:allow a reason="b"', "a", null, true],
    ['#\tfal-lint:\tallow\ta\treason="b"\t ', "a", null, true],
    ['# fal-lint: allow a, b-c,d , e-1 reason="x"', "a b-c d e-1", null, true],
    ['# fal-lint: allow a until=2026-02-28 reason="b"', "a", "2026-02-28", true],
    ['# fal-lint: allow a reason="b" until=2024-02-29', "a", "2024-02-29", true],
    ['# fal-lint: allow a until="2026-02-28" reason="b"', "a", "2026-02-28", true],
    ["# fal-lint: allow a", "a", null, false],
    ['# fal-lint: allow a reason=""', "a", null, false],
    ['# fal-lint: allow a reason=" \t"', "a", null, false],
    ['# fal-lint: allow a reason="x, y = z # until=2020-01-01"', "a", null, true],
    ['# fal-lint: allow a reason="b" # pragma: allowlist secret', "a", null, true],
    ['# pragma: allowlist secret # fal-lint: allow a reason="b"', "a", null, true],
    ['# fal-lint: allow a#fal-lint: allow b reason="b"', "a", null, false],
    ['# fal-lint: allow Plaintext_Password reason="b"', "Plaintext_Password", null, true],
  ])("%s", (comment, rules, until, hasReason) => {
    expect(content(comment)).toEqual([rules, until, hasReason]);
  });
});

describe("is malformed", () => {
  const general = /^It must name rules/;
  test.each<[comment: string, problem: RegExp]>([
    ["# fal-lint:", /begin with `allow`/],
    ["# fal-lint: ignore a", /begin with `allow`/],
    ['# fal-lint: allowed a reason="b"', /begin with `allow`/],
    ['# fal-lint: allow=a reason="b"', /begin with `allow`/],
    ["# fal-lint: allow", /names no rule/],
    ['# fal-lint: allow reason="b"', /names no rule/],
    ['# fal-lint: allow a b reason="c"', /one comma/],
    ['# fal-lint: allow a,, b reason="c"', /one comma/],
    ['# fal-lint: allow ,a reason="c"', /one comma/],
    ['# fal-lint: allow a, reason="c"', /rule is missing/],
    ['# fal-lint: allow a until=2026-02-30 reason="b"', /day of the calendar/],
    ['# fal-lint: allow a until=2026-2-3 reason="b"', /day of the calendar/],
    ['# fal-lint: allow a until= reason="b"', /day of the calendar/],
    ['# fal-lint: allow a until=2026-02-28T00:00 reason="b"', /day of the calendar/],
    ["# fal-lint: allow a reason=b", /in double quotes/],
    ["# fal-lint: allow a reason='b c'", /in double quotes/],
    ['# fal-lint: allow a reason="b', general],
    ['# fal-lint: allow a reason = "b"', general],
    ['# fal-lint: allow a reason="b"c', general],
    ['# fal-lint: allow "a" reason="b"', general],
    ['# fal-lint: allow a reason="b" c', /Only `until` and `reason`/],
    ['# fal-lint: allow a reason="b" reason="c"', /each once/],
    ['# fal-lint: allow a because="b"', /Only `until` and `reason`/],
  ])("%s", (comment, problem) => {
    expect(content(comment)).toMatch(problem);
  });
});

test.each([
  "# fal-lint",
  "# fal-lint allow a",
  "# see fal-lint: it says why",
  "# Fal-lint: allow a",
  "# fal -lint: allow a",
  "#",
])("is no comment to fal-lint: %s", (comment) => {
  expect(read(comment)).toBe(null);
});

test("any comment is read in linear time, and the spans lie within it", () => {
  const words = [
    "#",
    " fal-lint:",
    " allow",
    " a",
    ",",
    " until=2026-01-01",
    ' reason="x"',
    ' reason="',
    '"',
    "=",
    "\t",
    "é",
  ];
  const met = { null: 0, malformed: 0, suppression: 0 };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 9 }), (parts) => {
      const text = `ab${["#", ...parts].join("")}`;
      const result = readSuppressionComment(text, [2, text.length]);
      met[result?.kind ?? "null"]++;
      if (result === null) return;
      expect(text.slice(...result.span)).toMatch(/^#[ \t]*fal-lint:/);
      expect(result.span[1]).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 3000, seed: 1, examples: [[["# fal-lint:", " allow", " a", ' reason="x"']]] },
  );
  expect(Math.min(...Object.values(met))).toBeGreaterThan(0);
  for (const filler of ["# ", " ", "a,", 'reason="', '" ', "a=", "#fal-lint", '"="']) {
    const start = performance.now();
    read(`# fal-lint: allow ${filler.repeat(300_000)}`);
    read(filler.repeat(300_000));
    expect(performance.now() - start).toBeLessThan(10_000);
  }
});
