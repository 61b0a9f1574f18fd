import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explain, rules } from "../../src/index.ts";
import { rules as source } from "../../src/rules/index.ts";

describe("the rules as data", () => {
  test("are all rules, in their order, without what finds them", () => {
    expect(rules.map(({ id }) => id)).toEqual(source.map(({ id }) => id));
    for (const [index, { id, severity, summary, why, bad, good }] of source.entries()) {
      expect(rules[index]).toMatchObject({ id, severity, summary, why, bad, good });
    }
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
  });

  test.each(rules)("$id is explained as its page does", ({ id }) => {
    const page = readFileSync(`docs/rules/${id}.md`, "utf8");
    expect(`${page.split("\n")[0]}\n${explain(id)}`).toBe(page);
  });

  test("no other is", () => {
    for (const id of ["", "no-such-rule", "constructor", "__proto__"]) expect(explain(id)).toBeNull();
  });
});
