import { check } from "../../src/check.ts";
import { readSecretsList } from "../../src/library/secrets-list.ts";
import { python } from "../../src/python/index.ts";
import type { Example, Rule } from "../../src/rules/rule.ts";
import { readBaseline } from "../../src/silence/baseline-file.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

const baselinePath = "fal-lint-baseline.json";

/** What is said of an example of a rule, for its test and its page. */
export function checkExample(example: Example, { now, id, optional }: Rule, withFiles = true): readonly Diagnostic[] {
  const path = checkedPath(example);
  const { diagnostics } = check(
    { path, ...contents(example[path] ?? "") },
    {
      languages: [python],
      ...(withFiles && { files: memoryFiles(tree(example)) }),
      now: new Date(now ?? "2026-01-01T00:00:00Z"),
      ...(example["secrets.json"] && readSecretsList(example["secrets.json"])),
      ...(example[baselinePath] && readBaseline(baselinePath, example[baselinePath], (path) => path)),
      ...(optional && { config: { severity: { [id]: "warning" } } }),
    },
  );
  return diagnostics;
}

/** The file of an example that is checked. */
export function checkedPath(example: Example): string {
  return "pyproject.toml" in example ? "pyproject.toml" : "app.py";
}

/** U+FFFD in an example stands for the byte 0xE9, which is no UTF-8. */
function contents(text: string): { text: string } | { bytes: Uint8Array } {
  if (!text.includes("\ufffd")) return { text };
  const [before = "", after = ""] = text.split("\ufffd");
  return { bytes: Buffer.concat([Buffer.from(before), Buffer.of(0xe9), Buffer.from(after)]) };
}

/** What an example writes as text for what is none, see {@link Example}. */
function tree(example: Example): Record<string, MemoryEntry> {
  return Object.fromEntries(Object.entries(example).map(([path, text]) => [path, entry(text)]));
}

function entry(text: string): MemoryEntry {
  const [, link, gigabytes] = /^(?:-> (.+)|\((\d+) GB\))$/.exec(text) ?? [];
  if (text === "(a folder that cannot be read)") return { directory: "unreadable" };
  if (link) return { link };
  return gigabytes ? { size: Number(gigabytes) * 1e9 } : text;
}
