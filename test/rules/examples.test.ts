// The examples that `explain` and the documentation show are what the rules are tested by.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { readSecretsList } from "../../src/cli/secrets-list.ts";
import { rules } from "../../src/rules/index.ts";
import type { Example, Rule } from "../../src/rules/rule.ts";
import { readBaseline } from "../../src/silence/baseline-file.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

function flaggedBy(example: Example, { now, id, optional }: Rule, withFiles = true): string[] {
  const { diagnostics } = check(
    { path: "pyproject.toml", ...contents(example["pyproject.toml"]) },
    {
      ...(withFiles && { files: memoryFiles(tree(example)) }),
      now: new Date(now ?? "2026-01-01T00:00:00Z"),
      ...(example["secrets.json"] && readSecretsList(example["secrets.json"])),
      ...(example[baselinePath] && readBaseline(baselinePath, example[baselinePath], (path) => path)),
      ...(optional && { config: { severity: { [id]: "warning" } } }),
    },
  );
  return [...new Set(diagnostics.map(({ rule }) => rule))].sort();
}

const baselinePath = "fal-lint-baseline.json";

/** U+FFFD in an example stands for the byte 0xE9, which is no UTF-8. */
function contents(text: string): { text: string } | { bytes: Uint8Array } {
  if (!text.includes("\ufffd")) return { text };
  const [before = "", after = ""] = text.split("\ufffd");
  return { bytes: Buffer.concat([Buffer.from(before), Buffer.of(0xe9), Buffer.from(after)]) };
}

/** `-> a` stands for a link to `a`, and `(5 GB)` for a file of that size. */
function tree(example: Example): Record<string, MemoryEntry> {
  return Object.fromEntries(
    Object.entries(example).map(([path, text]) => {
      const [, link, gigabytes] = /^(?:-> (.+)|\((\d+) GB\))$/.exec(text) ?? [];
      return [path, link ? { link } : gigabytes ? { size: Number(gigabytes) * 1e9 } : text];
    }),
  );
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
