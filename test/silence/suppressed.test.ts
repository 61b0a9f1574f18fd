// What is suppressed is still told, with its reason, to those who ask.
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { lint, renewBaseline } from "../../src/lint.ts";
import { shownReason } from "../../src/silence/reason.ts";
import type { Source } from "../../src/text/source.ts";
import { memoryFiles } from "../memory-files.ts";
import { recorded } from "../rules/tokens.ts";

const project = (above = "") => `[tool.fal.apps.server]
exposed_port = 8000
${above}
image.image = "ghcr.io/me/server:latest"
`;
const token = recorded("github-oauth", "valid");
const options: CheckOptions = { files: memoryFiles({}), now: new Date("2026-01-15T00:00:00Z") };
const source = (text: string): Source => ({ path: "pyproject.toml", text });

/** Rule, line, by what, and why. */
function suppressed(text: string, more: CheckOptions = {}) {
  return lint(source(text), { ...options, ...more }).suppressed.map(({ diagnostic, by, reason }) => {
    return [diagnostic.rule, diagnostic.range.start.line, by, reason];
  });
}

function baselineOf(text: string, reason: string | null) {
  const empty = { path: "b.json", key: new Uint8Array(32).fill(7), entries: [] };
  const entries = renewBaseline(source(text), { ...options, baseline: empty }, "2026-01-15")?.entries ?? [];
  return { ...empty, entries: entries.map((entry) => ({ ...entry, reason })) };
}

describe("what is suppressed", () => {
  test("by nothing", () => expect(suppressed(project())).toEqual([]));

  test("by a comment", () => {
    const text = project('# fal-lint: allow unpinned-image reason=" follows the vendor "');
    expect(suppressed(text)).toEqual([["unpinned-image", 4, "comment", "follows the vendor"]]);
    expect(suppressed(text, { suppressions: false })).toEqual([]);
  });

  test.each([["later"], [null]])("by a baseline with the reason %j", (reason) => {
    const baseline = baselineOf(project(), reason);
    expect(suppressed(project(), { baseline })).toEqual([["unpinned-image", 4, "baseline", reason]]);
  });

  test("by both, in the order of the report", () => {
    const two = `${project()}\n[tool.fal.apps.other]\nexposed_port = 80\nimage.image = "a/b" # fal-lint: allow unpinned-image reason="x"\n`;
    const baseline = baselineOf(project(), null);
    expect(suppressed(two, { baseline }).map(([, line, by]) => [line, by])).toEqual([
      [4, "baseline"],
      [8, "comment"],
    ]);
  });
});

describe("a reason is shown", () => {
  test.each([
    ["as it is", "as it is"],
    [" without outer blanks\t", "without outer blanks"],
    ["on one line\n::error::x", "on one line\\u000A::error::x"],
    ["\u202egnihton", "\\u202Egnihton"],
    [`with ${token} in it`, "with ******** in it"],
    [`${"a".repeat(600)}`, "a".repeat(500)],
    [`${"a".repeat(490)} ${token}`, `${"a".repeat(490)} ********`],
  ])("%#", (written, expected) => {
    expect(shownReason(written)).toBe(expected);
  });
});
