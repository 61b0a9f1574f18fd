// The examples that `explain` and the documentation show are what the rules are tested by.
import { describe, expect, test } from "vitest";
import { rulesById } from "../../src/rule-ids.ts";
import { rules } from "../../src/rules/index.ts";
import { checkExample } from "./check-example.ts";
import { expectWords } from "./run.ts";

function flaggedBy(...example: Parameters<typeof checkExample>): string[] {
  return [...new Set(checkExample(...example).map(({ rule }) => rule))].sort();
}

test("the rules are those whose traits are known", () => {
  expect(rules.map(({ id }) => id)).toEqual([...rulesById.keys()]);
});

describe.each(rules)("$id", (rule) => {
  test("flags its bad example, alone", () => {
    expect(flaggedBy(rule.bad, rule, !rule.withoutFiles)).toEqual([rule.id, ...(rule.alsoFlagged ?? [])].sort());
  });

  test("says so in whole sentences", () => {
    for (const diagnostic of checkExample(rule.bad, rule, !rule.withoutFiles)) expectWords(diagnostic);
  });

  test("and nothing flags its good one", () => {
    expect(flaggedBy(rule.good, rule)).toEqual([]);
  });

  test("has the traits by which it is known where it is not loaded", () => {
    const { severity, optional, required, needs } = rule;
    expect(rulesById.get(rule.id)).toEqual({ severity, optional, required, needs });
  });

  test("is written in the house style", () => {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(rule.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/\.$/);
    expect(rule.sources.length).toBeGreaterThan(0);
  });
});
