// What a report makes of findings: which are told and how loud, of which file, and where in it.
import { describe, expect, test } from "vitest";
import { type AppFinding, diagnose, folderOf, isOn, type RuleConfig, reportPath, severityOf } from "../src/diagnose.ts";
import type { Files } from "../src/text/files.ts";
import type { Place } from "../src/text/finding.ts";
import { scanPositions } from "../src/toml/positions.ts";
import { memoryFiles } from "./memory-files.ts";
import { recorded } from "./rules/tokens.ts";

const text = '[tool.fal.apps.server]\nref = "a.py"\nimage.image = "a:1"\nimage.cmd = "b"\n';
const dockerfile = "FROM a\nCOPY b c\n";

/** The diagnostics of findings, in a service whose folder has a Dockerfile. */
function told(findings: readonly Partial<AppFinding>[], files: Files | null = memoryFiles({ Dockerfile: dockerfile })) {
  const path = "services/a/pyproject.toml";
  const located = { path, text, folder: "services/a", files, positions: () => scanPositions(text) };
  return diagnose(
    findings.map((one) => ({ rule: "wrong-type", at: { span: [0, 0] }, message: "No.", app: null, ...one })),
    located,
  );
}

const app = ["tool", "fal", "apps", "server"];
const key = (...keyPath: string[]): Place => ({ keyPath: [...app, ...keyPath], part: "key" });
const value = (...keyPath: string[]): Place => ({ keyPath: [...app, ...keyPath], part: "value" });

describe("how loud a rule is", () => {
  test.each<[name: string, rule: string, own: "warning" | undefined, config: RuleConfig, expected: string]>([
    ["as the rule says", "unpinned-image", undefined, {}, "warning"],
    ["as the finding says", "plaintext-password", "warning", {}, "warning"],
    ["as it is configured", "plaintext-password", "warning", { severity: { "plaintext-password": "info" } }, "info"],
    ["not at all if it is off", "unpinned-image", undefined, { severity: { "unpinned-image": "off" } }, "off"],
    ["not at all if it is ignored", "unpinned-image", undefined, { ignore: ["unpinned-image"] }, "off"],
    ["not at all if others are selected", "unpinned-image", undefined, { select: ["missing-auth"] }, "off"],
    ["not at all if it is optional", "missing-auth", undefined, {}, "off"],
    ["an optional one, selected", "missing-auth", undefined, { select: ["missing-auth"] }, "info"],
    ["an optional one, configured", "missing-auth", undefined, { severity: { "missing-auth": "error" } }, "error"],
    ["the error of a required one", "wrong-type", undefined, { ignore: ["wrong-type"], select: [] }, "error"],
    ["not the warning of a required one", "wrong-type", "warning", { ignore: ["wrong-type"] }, "off"],
    ["an error, of a rule that is not known", "nope", undefined, {}, "error"],
  ])("%s", (_name, rule, own, config, expected) => {
    expect(severityOf({ rule, ...(own && { severity: own }) }, config)).toBe(expected);
  });

  test("a required rule is asked whatever the configuration says, another one is not", () => {
    const ids = ["wrong-type", "unpinned-image"];
    expect(ids.map((id) => isOn({ id }, { ignore: ids }))).toEqual([true, false]);
  });
});

describe("a file", () => {
  test.each([
    [".", "Dockerfile", "Dockerfile"],
    ["services/a", "Dockerfile", "services/a/Dockerfile"],
    ["services/a/", "Dockerfile", "services/a/Dockerfile"],
    ["/srv/a", "../Dockerfile", "/srv/a/../Dockerfile"],
    ["/", "Dockerfile", "/Dockerfile"],
    ["services/a", "/etc/Dockerfile", "/etc/Dockerfile"],
  ])("in %s, %s, is called %s", (folder, file, expected) => {
    expect(reportPath(folder, file)).toBe(expected);
  });

  test.each([
    ["pyproject.toml", "."],
    ["services/a/pyproject.toml", "services/a"],
    ["/pyproject.toml", "/"],
    ["/srv/pyproject.toml", "/srv"],
  ])("%s lies in %s", (path, expected) => {
    expect(folderOf(path)).toBe(expected);
  });
});

describe("a finding", () => {
  test.each<[name: string, at: Place, file: string, start: [line: number, column: number], length: number]>([
    ["a key", key("ref"), "services/a/pyproject.toml", [2, 1], 3],
    ["a value", value("ref"), "services/a/pyproject.toml", [2, 7], 6],
    ["the last key for one that is not written", value("image", "nope", "x"), "services/a/pyproject.toml", [3, 1], 5],
    ["a span", { span: [25, 29] }, "services/a/pyproject.toml", [2, 3], 4],
    ["a span of a file beside it", { file: "Dockerfile", span: [7, 11] }, "services/a/Dockerfile", [2, 1], 4],
    ["the start of a file that is not there", { file: "gone", span: [0, 0] }, "services/a/gone", [1, 1], 0],
  ])("points at %s", (_name, at, file, [line, column], length) => {
    const [one] = told([{ at }]);
    expect(one).toMatchObject({ file, range: { start: { line, column } } });
    expect((one?.range.end.offset ?? 0) - (one?.range.start.offset ?? 0)).toBe(length);
  });

  test("points at a line of each file where there are findings of both, whose lines are counted once", () => {
    let reads = 0;
    const files = memoryFiles({ Dockerfile: dockerfile });
    const readText = (path: string) => {
      reads++;
      return files.readText(path);
    };
    const places: Place[] = [
      { file: "Dockerfile", span: [7, 8] },
      value("ref"),
      { file: "Dockerfile", span: [12, 13] },
    ];
    const all = told(
      [
        ...places.map((at) => ({ at })),
        { at: value("image", "image"), related: places.map((at) => ({ at, message: "" })) },
      ],
      { ...files, readText },
    );
    const columns = all.map(({ range: { start } }) => `${start.line}:${start.column}`);
    expect(columns).toEqual(["2:1", "2:6", "2:7", "3:15"]);
    expect(all[3]?.related.map(({ file, range: { start } }) => `${file}:${start.line}:${start.column}`)).toEqual([
      "services/a/Dockerfile:2:1",
      "services/a/pyproject.toml:2:7",
      "services/a/Dockerfile:2:6",
    ]);
    expect(reads).toBe(1);
  });

  test.each<[name: string, files: Files | null]>([
    ["without files", null],
    ["in a file that cannot be read", memoryFiles({ Dockerfile: { unreadable: "is locked" } })],
  ])("%s lies on the first line", (_name, files) => {
    expect(told([{ at: { file: "Dockerfile", span: [7, 8] } }], files)[0]?.range.start.line).toBe(1);
  });

  test("names the keys on the way to it, and shows no token that stands for one", () => {
    const token = recorded("github-pat-classic", "valid");
    const [one] = told([{ at: { keyPath: [...app, "image", token, 0], part: "key" } }]);
    expect(one?.keyPath?.slice(0, -2)).toEqual([...app, "image"]);
    expect(one?.keyPath?.at(-1)).toBe(0);
    expect(JSON.stringify(one)).not.toContain(token);
  });

  test("has no key path where it is a place in a text, and null for what is not said", () => {
    expect(told([{ at: { span: [0, 1] } }])[0]).toMatchObject({ keyPath: null, help: null, related: [], fix: null });
  });
});

describe("a fix", () => {
  const fixed = (...places: Place[]) => {
    const edits = places.map((at) => ({ at, text: "x" }));
    return told([{ fix: { description: "Mend it.", safe: true, edits } }])[0]?.fix ?? null;
  };

  test("is told with the place of each edit", () => {
    const fix = fixed(value("ref"), { file: "Dockerfile", span: [7, 11] });
    expect(fix).toMatchObject({ description: "Mend it.", safe: true });
    expect(fix?.edits.map(({ file, range: { start, end }, text }) => [file, start.offset, end.offset, text])).toEqual([
      ["services/a/pyproject.toml", 29, 35, "x"],
      ["services/a/Dockerfile", 7, 11, "x"],
    ]);
  });

  test.each<[name: string, places: Place[], isKept: boolean]>([
    ["that renames a key", [key("ref")], true],
    ["that renames a table with a header", [{ keyPath: app, part: "key" }], true],
    ["that renames a key that two lines name", [key("image")], false],
    ["that renames it beside another one", [key("ref"), key("image")], false],
    ["that renames a key that is not there", [key("nope")], false],
    ["that replaces the value of such a key", [value("image")], true],
    ["that adds a value that is not there", [value("nope")], true],
    ["of a text alone", [{ span: [0, 1] }], true],
  ])("%s: %j", (_name, places, isKept) => {
    expect(fixed(...places) !== null).toBe(isKept);
  });
});
