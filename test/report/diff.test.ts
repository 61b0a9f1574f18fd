import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unifiedDiff } from "../../src/report/diff.ts";

function diff(before: string, after: string, language: "toml" | "other" = "other"): string {
  return [...unifiedDiff("f", before, after, language)].join("");
}

/** What `patch` makes of a diff, line ends left aside. */
function patched(before: string, text: string): string[] {
  const old = before === "" ? [] : before.replace(/\n$/, "").split("\n");
  const result: string[] = [];
  let at = 0;
  for (const line of text.split("\n").slice(2, -1)) {
    const hunk = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line)?.slice(1).map(Number);
    if (hunk !== undefined) {
      const [start = 0, count = 0, fresh = 0, freshCount = 0] = hunk;
      const first = start - (count === 0 ? 0 : 1);
      result.push(...old.slice(at, first));
      at = first;
      expect(fresh - (freshCount === 0 ? 0 : 1)).toBe(result.length);
    } else if (line.startsWith("+")) result.push(line.slice(1));
    else if (!line.startsWith("\\")) {
      expect(line.slice(1)).toBe(old[at]);
      if (line.startsWith(" ")) result.push(line.slice(1));
      at++;
    }
  }
  return [...result, ...old.slice(at)];
}

describe("unifiedDiff", () => {
  test.each<[name: string, before: string, after: string, expected: string]>([
    ["a line", "a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"],
    ["an insertion at the start", "a\n", "x\na\n", "@@ -1,1 +1,2 @@\n+x\n a\n"],
    ["of nothing", "", "x\n", "@@ -0,0 +1,1 @@\n+x\n"],
    ["to nothing", "x\n", "", "@@ -1,1 +0,0 @@\n-x\n"],
    [
      "three lines of context",
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
      "1\n2\n3\n4\n6\n7\n8\n9\n",
      "@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n",
    ],
    [
      "two hunks",
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
      "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
      "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n",
    ],
    [
      "one hunk where contexts meet",
      "1\n2\n3\n4\n5\n6\n7\n8\n",
      "x\n2\n3\n4\n5\n6\n7\ny\n",
      "@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n",
    ],
    ["no newline at the end", "a", "b\n", "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n"],
    ["CRLF", "a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n"],
    ["a byte order mark", "\ufeffa\n", "a\n", "@@ -1,1 +1,1 @@\n-\\uFEFFa\n+a\n"],
    [
      "a secret beside",
      "ENV TOKEN=hunter2\nCOPY a b\n",
      "ENV TOKEN=hunter2\nCOPY a c\n",
      "@@ -1,2 +1,2 @@\n ENV TOKEN=********\n-COPY a b\n+COPY a c\n",
    ],
  ])("%s", (_name, before, after, expected) => {
    expect(diff(before, after)).toBe(`--- a/f\n+++ b/f\n${expected}`);
  });

  test("TOML shows what code frames show", () => {
    const before = '[tool.fal.apps.a]\nauth = "privat" # hunter2\npasword = "hunter2"\n';
    expect(diff(before, before.replace("privat", "private"), "toml")).toBe(
      '--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n [tool.fal.apps.a]\n-auth = "privat" \n+auth = "private" \n pasword = ********\n',
    );
  });

  test("the path is on one line", () => {
    expect([...unifiedDiff("a\nb", "1\n", "2\n", "other")][0]).toBe("--- a/a\\u000Ab\n+++ b/a\\u000Ab\n");
  });

  test("can be applied, and is no longer than it must be", () => {
    const met = { changed: 0, hunks: 0 };
    const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40, size: "max" });
    const text = (list: string[]) => list.map((line) => `${line}\n`).join("");
    fc.assert(
      fc.property(lines, lines, fc.nat(40), fc.nat(40), (start, inserted, from, to) => {
        const middle = inserted.length > 20 ? start.slice(from, to) : [];
        const changed = [...start.slice(0, from), ...inserted.slice(0, 4), ...middle, "e", ...start.slice(to)];
        const result = diff(text(start), text(changed));
        expect(patched(text(start), result)).toEqual(changed);
        const edits = result
          .split("\n")
          .slice(2)
          .filter((line) => /^[+-]/.test(line)).length;
        expect(edits).toBe(start.length + changed.length - 2 * commonLength(start, changed));
        met.changed += edits > 0 ? 1 : 0;
        met.hunks += (result.match(/^@@/gm)?.length ?? 0) > 1 ? 1 : 0;
      }),
      { numRuns: 1500, seed: 5 },
    );
    expect(met.changed).toBeGreaterThan(900);
    expect(met.hunks).toBeGreaterThan(50);
  });

  test("thousands of lines that all differ are told soon", () => {
    const before = Array.from({ length: 20_000 }, (_, i) => `a${i}\n`).join("");
    const after = Array.from({ length: 20_000 }, (_, i) => `b${i}\n`).join("");
    expect(patched(before, diff(before, after))[19_999]).toBe("b19999");
  });
});

/** Of the longest common subsequence. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let last = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const row = [0];
    for (const [j, y] of b.entries()) row.push(x === y ? (last[j] ?? 0) + 1 : Math.max(row[j] ?? 0, last[j + 1] ?? 0));
    last = row;
  }
  return last.at(-1) ?? 0;
}
