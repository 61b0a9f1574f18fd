import { describe, expect, test } from "vitest";
import type { Baseline, BaselineEntry } from "../../src/silence/baseline.ts";
import { readBaseline, writeBaseline } from "../../src/silence/baseline-file.ts";

const key = "0123456789abcdef".repeat(4);
const full = {
  file: "Dockerfile",
  project: "pyproject.toml",
  rule: "unpinned-image",
  app: "server",
  keyPath: ["tool", "fal", 0],
  fingerprint: "f",
  since: "2026-01-15",
  reason: "later",
};
const least = { file: "pyproject.toml", rule: "missing-auth", since: "2026-01-15" };

const same = (path: string) => path;
const text = (...findings: readonly unknown[]) => JSON.stringify({ version: 1, key, findings });

function read(written: string, toReport = same): Baseline {
  const result = readBaseline("b.json", written, toReport);
  if ("problem" in result) throw new Error(result.problem);
  return result.baseline;
}

describe("readBaseline", () => {
  test("what is not written is null, and the project is the file itself", () => {
    const written = text(full, least);
    const { path, key: bytes, entries } = read(written);
    expect(path).toBe("b.json");
    expect(Buffer.from(bytes).toString("hex")).toBe(key);
    expect(entries.map(({ range, ...entry }) => entry)).toEqual([
      full,
      { ...least, project: "pyproject.toml", app: null, keyPath: null, fingerprint: null, reason: null },
    ]);
    const spans = entries.map(({ range }) => written.slice(range?.start.offset, range?.end.offset));
    expect(spans).toEqual([JSON.stringify(full), JSON.stringify(least)]);
  });

  test("paths are those of the report", () => {
    const [entry] = read(text(full), (path) => `../${path}`).entries;
    expect([entry?.file, entry?.project]).toEqual(["../Dockerfile", "../pyproject.toml"]);
  });

  test("braces, quotes and backslashes in a text do not move the places", () => {
    const entries = [
      { ...least, reason: '}"]{[\\' },
      { ...least, reason: "\\\\" },
      { ...least, reason: "" },
      { ...full, extra: [{}, { a: [] }] },
    ];
    for (const written of [
      text(...entries),
      `\ufeff${JSON.stringify({ version: 1, key, findings: entries }, null, 2)}`,
    ]) {
      const found = read(written).entries.map(({ range }) => written.slice(range?.start.offset, range?.end.offset));
      expect(found.map((one) => JSON.parse(one))).toEqual(entries);
    }
  });

  test.each<[problem: string, text: string]>([
    ["it is not JSON", ""],
    ["it is not JSON", text(least).slice(0, -1)],
    ["it is not JSON", ` \ufeff${text(least)}`],
    ["it is no baseline of fal-lint", "1"],
    ["it is no baseline of fal-lint", JSON.stringify({ version: 1, key })],
    ["it is no baseline of fal-lint", JSON.stringify({ version: 1, key, findings: {} })],
    ["it is no baseline of fal-lint", JSON.stringify({ version: "1", key, findings: [] })],
    ["its `key` is not 64 hexadecimal digits", JSON.stringify({ version: 1, findings: [] })],
    ["its `key` is not 64 hexadecimal digits", JSON.stringify({ version: 1, key: [key], findings: [] })],
    ["its `key` is not 64 hexadecimal digits", JSON.stringify({ version: 1, key: `${key}0`, findings: [] })],
    ["its `key` is not 64 hexadecimal digits", JSON.stringify({ version: 1, key: key.toUpperCase(), findings: [] })],
    ["`findings[1]` is no finding", text(least, null)],
    ["`findings[0]` is no finding", text([])],
    ["`findings[0]` is no finding", text({ ...full, file: 1 })],
    ["`findings[0]` is no finding", text({ ...full, project: 1 })],
    ["`findings[0]` is no finding", text({ ...full, rule: 1 })],
    ["`findings[0]` is no finding", text({ ...full, app: 1 })],
    ["`findings[0]` is no finding", text({ ...full, fingerprint: 1 })],
    ["`findings[0]` is no finding", text({ ...full, reason: 1 })],
    ["`findings[0]` is no finding", text({ ...full, keyPath: "tool" })],
    ["`findings[0]` is no finding", text({ ...full, keyPath: ["tool", true] })],
    ["`findings[0]` is no finding", text({ ...full, since: 20260115 })],
    ["`findings[0]` is no finding", text({ ...full, since: ["2026-01-15"] })],
    ["`findings[0]` is no finding", text({ ...full, since: "2026-01-15T00:00" })],
    ["`findings[0]` is no finding", text({ ...full, since: "x2026-01-15" })],
    ["`findings[0]` is no finding", text({ ...full, since: undefined })],
  ])("%s: %s", (problem, written) => {
    expect(readBaseline("b.json", written, same)).toEqual({ problem });
  });
});

describe("writeBaseline", () => {
  const entry = (more: Partial<BaselineEntry>): BaselineEntry => ({
    ...least,
    project: "pyproject.toml",
    app: null,
    keyPath: null,
    fingerprint: null,
    reason: null,
    range: null,
    ...more,
  });
  const write = (entries: readonly BaselineEntry[], toFile = same) =>
    [...writeBaseline({ path: "b.json", key: Buffer.from(key, "hex"), entries }, toFile)].join("");
  const head = `{\n  "version": 1,\n  "key": "${key}",\n  "findings": [`;

  test("nothing", () => {
    expect(write([])).toBe(`${head}]\n}\n`);
  });

  test("an entry a line, in one order, without what is not set", () => {
    const entries = [
      entry({ rule: "b", since: "2026-01-16" }),
      entry({ file: "Dockerfile", rule: "c", app: "server", keyPath: ["tool"], fingerprint: "f", reason: "later" }),
      entry({ rule: "a" }),
    ];
    const expected = `${head}
    {"file":"Dockerfile","project":"pyproject.toml","rule":"c","app":"server","keyPath":["tool"],"fingerprint":"f","since":"2026-01-15","reason":"later"},
    {"file":"pyproject.toml","rule":"a","since":"2026-01-15"},
    {"file":"pyproject.toml","rule":"b","since":"2026-01-16"}
  ]
}
`;
    expect(write(entries)).toBe(expected);
    expect(write(entries.toReversed())).toBe(expected);
  });

  test("paths are those of the file, and nothing in it is unprintable", () => {
    const written = write([entry({ file: "a/Dockerfile", project: "a/p", reason: "\u202e😀" })], (path) =>
      path.slice(2),
    );
    expect(written).toContain('{"file":"Dockerfile","project":"p",');
    expect(written).toContain('"reason":"\\u202E😀"');
    expect(read(written).entries[0]?.reason).toBe("\u202e😀");
  });
});
