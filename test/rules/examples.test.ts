// The examples that `explain` and the documentation show are what the rules are tested by.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { rules } from "../../src/rules/index.ts";
import type { Example, Rule } from "../../src/rules/rule.ts";
import { memoryFiles } from "../memory-files.ts";

function flaggedBy(example: Example, { now, id, optional }: Rule, withFiles = true): string[] {
  const { diagnostics } = check(
    { path: "pyproject.toml", ...contents(example["pyproject.toml"]) },
    {
      ...(withFiles && { files: memoryFiles(example) }),
      now: new Date(now ?? "2026-01-01T00:00:00Z"),
      ...(optional && { config: { severity: { [id]: "warning" } } }),
    },
  );
  return [...new Set(diagnostics.map(({ rule }) => rule))].sort();
}

/** U+FFFD in an example stands for the byte 0xE9, which is no UTF-8. */
function contents(text: string): { text: string } | { bytes: Uint8Array } {
  if (!text.includes("\ufffd")) return { text };
  const [before = "", after = ""] = text.split("\ufffd");
  return { bytes: Buffer.concat([Buffer.from(before), Buffer.of(0xe9), Buffer.from(after)]) };
}

describe.each(rules)("$id", (rule) => {
  test("flags its bad example, alone", () => {
    expect(flaggedBy(rule.bad, rule, !rule.withoutFiles)).toEqual([rule.id, ...(rule.alsoFlagged ?? [])].sort());
  });

  test("and nothing flags its good one", () => {
    expect(flaggedBy(rule.good, rule)).toEqual([]);
  });

  test("is written in the house style", () => {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(rule.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/\.$/);
    expect(rule.sources.length).toBeGreaterThan(0);
  });
});
