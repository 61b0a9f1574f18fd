import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { check } from "../../src/check.ts";
import { renewBaseline } from "../../src/lint.ts";
import type { Baseline } from "../../src/silence/baseline.ts";
import { readBaseline, writeBaseline } from "../../src/silence/baseline-file.ts";
import { memoryFiles } from "../memory-files.ts";
import { acrToken, ecrPassword, recorded } from "../rules/tokens.ts";

const now = new Date("2026-01-15T00:00:00Z");
const empty: Baseline = { path: "baseline.json", key: new Uint8Array(32).fill(7), entries: [] };
const same = (path: string) => path;

type Tree = Readonly<Record<string, string>>;

const options = (tree: Tree, more: CheckOptions = {}): CheckOptions => ({ files: memoryFiles(tree), now, ...more });
const source = (tree: Tree) => ({ path: "pyproject.toml", text: tree["pyproject.toml"] ?? "" });

function renew(tree: Tree, baseline: Baseline = empty, more: CheckOptions = {}, today = "2026-01-15") {
  const renewal = renewBaseline(source(tree), { ...options(tree, more), baseline }, today);
  if (renewal === null) throw new Error("bad configuration");
  return { baseline: { ...baseline, entries: renewal.entries }, refused: renewal.refused };
}

function lint(tree: Tree, baseline: Baseline, more: CheckOptions = {}) {
  const { diagnostics, summary } = check(source(tree), { ...options(tree, more), baseline });
  return { found: diagnostics.map(({ rule }) => rule), suppressed: summary.suppressed, diagnostics };
}

function written(baseline: Baseline): string {
  return [...writeBaseline(baseline, same)].join("");
}

function readBack(baseline: Baseline): Baseline {
  const read = readBaseline(baseline.path, written(baseline), same);
  if ("problem" in read) throw new Error(read.problem);
  return read.baseline;
}

const app = (image: string, registry = "") => `[tool.fal.apps.server]
exposed_port = 8000
image.image = "${image}"
${registry}`;
const latest: Tree = { "pyproject.toml": app("ghcr.io/me/server:latest") };
const pinned: Tree = { "pyproject.toml": app("ghcr.io/me/server:1.2.0") };

const pyproject = '[tool.fal.apps.server]\nexposed_port = 8000\nimage.dockerfile = "Dockerfile"\n';
const dockerfile = (text: string): Tree => ({ "pyproject.toml": pyproject, Dockerfile: text });

describe("what is known", () => {
  test("is left out and counted, and the file is written as it is read", () => {
    const { baseline, refused } = renew(latest);
    expect(refused).toEqual([]);
    expect(written(baseline)).toMatch(
      /^\{\n {2}"version": 1,\n {2}"key": "(07){32}",\n {2}"findings": \[\n {4}\{"file":"pyproject\.toml","rule":"unpinned-image","app":"server","keyPath":\["tool","fal","apps","server","image","image"\],"fingerprint":"[0-9a-f]{64}","since":"2026-01-15"\}\n {2}\]\n\}\n$/,
    );
    expect(lint(latest, readBack(baseline))).toMatchObject({ found: [], suppressed: 1 });
    expect(written(readBack(baseline))).toBe(written(baseline));
  });

  test.each<[name: string, before: Tree, after: Tree, found: string[]]>([
    ["moved down", latest, { "pyproject.toml": `# x\n\n${latest["pyproject.toml"]}` }, []],
    [
      "spelt otherwise",
      latest,
      { "pyproject.toml": app("ghcr.io/me/server:latest").replaceAll(/"(ghcr.*?)"/g, "'$1'") },
      [],
    ],
    [
      "another value",
      latest,
      { "pyproject.toml": app("ghcr.io/me/worker:latest") },
      ["unpinned-image", "stale-baseline"],
    ],
    [
      "another app",
      latest,
      { "pyproject.toml": app("ghcr.io/me/server:latest").replace("server]", "worker]") },
      ["unpinned-image", "stale-baseline"],
    ],
    ["mended", latest, pinned, ["stale-baseline"]],
    [
      "one more",
      latest,
      { "pyproject.toml": `${app("ghcr.io/me/server:latest")}image.cmd = ["serve", "--host", "127.0.0.1"]\n` },
      ["loopback-bind"],
    ],
    [
      "a line moved",
      dockerfile("FROM python:latest\n"),
      dockerfile("# x\nFROM  python:3.12 AS a\nFROM python:latest\n"),
      [],
    ],
    ["a line indented", dockerfile("FROM python:latest\n"), dockerfile("  FROM python:latest  \n"), []],
    [
      "a line changed",
      dockerfile("FROM python:latest\n"),
      dockerfile("FROM ubuntu:latest\n"),
      ["unpinned-image", "stale-baseline"],
    ],
    [
      "a line copied",
      dockerfile("FROM python:3.12\nCOPY gone /\n"),
      dockerfile("FROM python:3.12\nCOPY gone /\nCOPY gone /\n"),
      ["copy-source-missing"],
    ],
    [
      "one of two equal lines",
      dockerfile("FROM python:3.12\nCOPY gone /\nCOPY gone /\n"),
      dockerfile("FROM python:3.12\nCOPY gone /\n"),
      ["stale-baseline"],
    ],
    [
      "a comment to fal-lint",
      { "pyproject.toml": `# fal-lint: x\n${pinned["pyproject.toml"]}` },
      { "pyproject.toml": `\n# fal-lint: x\n${pinned["pyproject.toml"]}` },
      [],
    ],
  ])("%s", (_name, before, after, found) => {
    const { baseline } = renew(before);
    expect(lint(before, baseline).found).toEqual([]);
    const result = lint(after, baseline);
    expect(result.found.toSorted()).toEqual(found.toSorted());
  });

  test("of another project is left alone", () => {
    const { baseline } = renew(latest);
    const entries = baseline.entries.map((entry) => ({ ...entry, file: "b.toml", project: "b.toml" }));
    expect(lint(pinned, { ...baseline, entries }).found).toEqual([]);
    expect(lint(latest, { ...baseline, entries }).found).toEqual(["unpinned-image"]);
  });

  test("stays unknown under another key", () => {
    const { baseline } = renew(latest);
    expect(lint(latest, { ...baseline, key: new Uint8Array(32) }).found).toEqual(["stale-baseline", "unpinned-image"]);
  });
});

test("a comment is known by itself, whatever stands beside it", () => {
  const tree = (key: string): Tree => ({ "pyproject.toml": `${pinned["pyproject.toml"]}${key} # fal-lint: x\n` });
  const { baseline } = renew(tree('name = "a"'));
  expect(baseline.entries).toHaveLength(1);
  expect(lint(tree('name = "b"'), baseline).found).toEqual([]);
});

describe("a stale entry", () => {
  test("is told where it stands", () => {
    const { baseline } = renew(latest);
    const [diagnostic] = lint(pinned, readBack(baseline)).diagnostics;
    expect(diagnostic).toMatchObject({
      rule: "stale-baseline",
      severity: "warning",
      file: "baseline.json",
      app: "server",
      message:
        "No finding is left for this entry: `unpinned-image` in `pyproject.toml` at `tool.fal.apps.server.image.image`.",
      range: { start: { line: 5, column: 5 }, end: { line: 5 } },
    });
  });

  test.each<[name: string, tree: Tree, more: CheckOptions, found: string[]]>([
    ["told", pinned, {}, ["stale-baseline"]],
    ["not if its rule is off", pinned, { config: { ignore: ["unpinned-image"] } }, []],
    ["not if it is off itself", pinned, { config: { ignore: ["stale-baseline"] } }, []],
    ["not if something could not be checked", { "pyproject.toml": "fal =" }, {}, ["syntax-error"]],
    ["not without the files", pinned, { files: undefined } as unknown as CheckOptions, []],
    ["of a rule that is gone", pinned, {}, ["stale-baseline"]],
  ])("is %s", (name, tree, more, found) => {
    const { baseline } = renew(latest);
    const entries = baseline.entries.map((entry) => (name.includes("gone") ? { ...entry, rule: "gone" } : entry));
    expect(lint(tree, { ...baseline, entries }, more).found).toEqual(found);
  });
});

describe("is never accepted", () => {
  const registry = (password: string, host = "ghcr.io") =>
    `image.registries."${host}" = { username = "AWS", password = ${JSON.stringify(password)} }\n`;
  const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
  const ecrApp = (password: string): Tree => ({
    "pyproject.toml": app(`${ecr}/server:1.2.0`, registry(password, ecr)),
  });
  const seconds = now.getTime() / 1000;
  const falKey = ["00000000-1111-4222-8333-444444444444", "0123456789abcdef0123456789abcdef"].join(":");

  test.each<[name: string, tree: Tree, refused: string[], accepted: string[]]>([
    ["a password", { "pyproject.toml": app("ghcr.io/me/s:1.0", registry("hunter2")) }, ["live-credential"], []],
    [
      "a password with a dollar",
      { "pyproject.toml": app("ghcr.io/me/s:1.0", registry("$$hunter2")) },
      ["live-credential"],
      [],
    ],
    [
      "a token",
      { "pyproject.toml": app("ghcr.io/me/s:1.0", registry(recorded("github-pat-classic", "valid"))) },
      ["live-credential"],
      [],
    ],
    ["a token that lives, by any rule", ecrApp(ecrPassword(seconds + 1)), ["live-credential", "live-credential"], []],
    ["but one that has expired is", ecrApp(ecrPassword(seconds)), [], ["plaintext-password", "expired-ecr-token"]],
    ["one that does not tell", ecrApp(ecrPassword()), ["live-credential", "live-credential"], []],
    [
      "but a placeholder is",
      { "pyproject.toml": app("ghcr.io/me/s:1.0", registry("changeme")) },
      [],
      ["plaintext-password"],
    ],
    [
      "but a reference is",
      { "pyproject.toml": app("ghcr.io/me/s:1.0", registry("${TOKEN}")) },
      [],
      ["plaintext-password"],
    ],
    [
      "a build secret",
      { ...dockerfile("FROM python:3.12\n"), "pyproject.toml": `${pyproject}image.secrets.PIP = "hunter2"\n` },
      ["live-credential", "live-credential"],
      [],
    ],
    ["a token in a Dockerfile", dockerfile(`FROM python:3.12\nENV FAL_KEY=${falKey}\n`), ["live-credential"], []],
    [
      "a token in a word of cmd",
      { "pyproject.toml": `${app("ghcr.io/me/s:1.0")}image.cmd = ["serve", "--key=${falKey}"]\n` },
      ["live-credential"],
      [],
    ],
    [
      "an expired one in a word of cmd is",
      { "pyproject.toml": `${app("ghcr.io/me/s:1.0")}image.cmd = ["serve", "--key=${acrToken(seconds, "x")}"]\n` },
      [],
      ["token-in-config"],
    ],
    [
      "what keeps an app from being checked",
      { "pyproject.toml": '[tool.fal.apps.a]\nexposed_port = "8000"\n' },
      ["required", "required"],
      [],
    ],
    ["a syntax error", { "pyproject.toml": "fal =" }, ["required"], []],
  ])("%s", (_name, tree, refused, accepted) => {
    const result = renew(tree);
    expect(result.refused).toEqual(refused);
    const rules = result.baseline.entries.map(({ rule }) => rule);
    for (const rule of accepted) expect(rules).toContain(rule);
    if (accepted.length === 0) expect(rules).toEqual([]);
    const { found } = lint(tree, result.baseline);
    expect(found).toHaveLength(refused.length);
    for (const value of ["hunter2", falKey]) expect(written(result.baseline)).not.toContain(value);
  });

  test("not even if somebody writes the entry by hand", () => {
    const tree = { "pyproject.toml": app("ghcr.io/me/s:1.0", registry("changeme")) };
    const { baseline } = renew(tree);
    const live = { "pyproject.toml": app("ghcr.io/me/s:1.0", registry("hunter2")) };
    const entries = baseline.entries.map((entry) => ({ ...entry, fingerprint: null }));
    expect(lint(live, { ...baseline, entries }).found).toEqual(["stale-baseline", "plaintext-password"]);
  });
});

describe("renewing", () => {
  test("keeps the day and the reason of what was known, and drops what is gone", () => {
    const first = renew(latest).baseline;
    const reasoned = { ...first, entries: first.entries.map((entry) => ({ ...entry, reason: "no versions" })) };
    const more = {
      "pyproject.toml": `${app("ghcr.io/me/server:latest")}image.cmd = ["serve", "--host", "127.0.0.1"]\n`,
    };
    const second = renew(more, reasoned, {}, "2026-02-01").baseline;
    expect(second.entries.map(({ rule, since, reason }) => [rule, since, reason])).toEqual([
      ["unpinned-image", "2026-01-15", "no versions"],
      ["loopback-bind", "2026-02-01", null],
    ]);
    expect(written(second)).toContain('"since":"2026-01-15","reason":"no versions"}');
    expect(renew(pinned, second).baseline.entries).toEqual([]);
  });

  test("keeps what could not be judged", () => {
    const first = renew(latest).baseline;
    expect(renew({ "pyproject.toml": "fal =" }, first).baseline.entries).toEqual(first.entries);
    expect(renew(pinned, first, { config: { ignore: ["unpinned-image"] } }).baseline.entries).toEqual(first.entries);
  });

  test("does nothing under a bad configuration", () => {
    const tree = { "pyproject.toml": `[tool.fal-lint]\nx = 1\n${latest["pyproject.toml"]}` };
    expect(renewBaseline(source(tree), { ...options(tree), baseline: empty }, "2026-01-15")).toBe(null);
  });

  test("then nothing is new and nothing is stale, and a second time changes nothing", () => {
    const line = fc.constantFrom(
      "FROM python:latest",
      "FROM ubuntu",
      "COPY gone /",
      "COPY *.none /",
      "RUN true",
      "# fal-lint: x",
    );
    let known = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const tree = dockerfile(["FROM python:3.12", ...lines, ""].join("\n"));
        const { baseline, refused } = renew(tree);
        const { found, suppressed } = lint(tree, readBack(baseline));
        expect(found).toHaveLength(refused.length);
        expect(suppressed).toBe(baseline.entries.length);
        expect(written(renew(tree, readBack(baseline), {}, "2027-01-01").baseline)).toBe(written(baseline));
        known += suppressed;
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(known).toBeGreaterThan(200);
  });
});

describe("a file that is no baseline", () => {
  const good = written(renew(latest).baseline);
  test.each<[name: string, text: string, problem: RegExp]>([
    ["no JSON", "hunter2", /^it is not JSON$/],
    ["another document", "[]", /^it is no baseline/],
    ["null", "null", /^it is no baseline/],
    ["another version", good.replace('"version": 1', '"version": 2'), /^it is no baseline/],
    ["a short key", good.replace('"07', '"'), /^its `key`/],
    ["an entry without a rule", good.replace('"rule"', '"rul"'), /^`findings\[0\]` is no finding$/],
    ["an entry with a bad day", good.replace("2026-01-15", "today"), /^`findings\[0\]`/],
    ["an entry with a bad key path", good.replace('["tool"', "[null"), /^`findings\[0\]`/],
    ["an entry that is a number", '{"version":1,"key":"' + "0".repeat(64) + '","findings":[1]}', /^`findings\[0\]`/],
    ["something very deep", "[".repeat(200_000), /^it is not JSON$/],
  ])("%s", (_name, text, problem) => {
    const read = readBaseline("b.json", text, same);
    expect("problem" in read && read.problem).toMatch(problem);
    expect(JSON.stringify(read)).not.toContain("hunter2");
  });

  test("formatted otherwise it is still one", () => {
    const text = `\ufeff${JSON.stringify(JSON.parse(good), null, "\t").replaceAll("\n", "\r\n")}`;
    const read = readBaseline("b.json", text, same);
    const [entry] = "baseline" in read ? read.baseline.entries : [];
    expect(text.slice(entry?.range?.start.offset, entry?.range?.end.offset)).toMatch(/^\{\s+"file"[\s\S]*\}$/);
  });
});

test("thousands of entries take linear time", () => {
  const tree = dockerfile(`FROM python:3.12\n${"COPY gone /\n".repeat(3000)}`);
  const { baseline } = renew(tree);
  expect(baseline.entries.length).toBeGreaterThan(2000);
  const start = performance.now();
  expect(lint(tree, readBack(baseline)).found).toEqual([]);
  expect(performance.now() - start).toBeLessThan(5000);
});
