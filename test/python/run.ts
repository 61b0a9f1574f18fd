import type { CheckOptions } from "../../src/analyse.ts";
import { type CheckResult, check } from "../../src/check.ts";
import { python } from "../../src/python/index.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

export type Tree = Readonly<Record<string, MemoryEntry>>;

/** Checks a module with what is around it. */
export function checkModule(text: string, around: Tree = {}, options: Omit<CheckOptions, "files"> = {}): CheckResult {
  const path = options.project?.file ?? "app.py";
  return check(
    { path, text },
    {
      languages: [python],
      files: memoryFiles({ [path]: text, ...around }),
      now: new Date("2026-01-01T00:00:00Z"),
      ...options,
    },
  );
}

/** Each finding as `rule: the text that it points at`, in the order of the report. */
export function said(text: string, around: Tree = {}, options: Omit<CheckOptions, "files"> = {}): string[] {
  return checkModule(text, around, options).diagnostics.map(({ rule, file, range }) => {
    const source = file === (options.project?.file ?? "app.py") ? text : String(around[file] ?? "");
    return `${rule}: ${source.slice(range.start.offset, range.end.offset)}`;
  });
}
