// `[tool.fal-lint]` of the file that is checked.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { check } from "../../src/check.ts";
import { lintKeys } from "../../src/config/lint-config.ts";
import { mergeConfig, readConfiguration, readExclusion } from "../../src/configuration.ts";
import { readToml } from "../../src/toml/read.ts";
import { memoryFiles } from "../memory-files.ts";

const app = `
[tool.fal.apps.server]
exposed_port = 8000
image.image = "ghcr.io/me/server:latest"
image.registries."ghcr.io" = { username = "me", password = "hunter2" }
`;

function lint(table: string, config?: CheckOptions["config"]) {
  const text = `${table}\n${app}`;
  const { status, diagnostics, summary, manifests } = check(
    { path: "pyproject.toml", text },
    { files: memoryFiles({}), now: new Date("2026-01-01T00:00:00Z"), ...(config && { config }) },
  );
  const found = diagnostics.map(({ rule, severity }) => `${severity} ${rule}`);
  const bad = diagnostics
    .filter(({ rule }) => rule === "bad-configuration")
    .map(({ range: { start, end }, message, help }) => ({
      at: text.slice(start.offset, end.offset),
      words: `${message} ${help}`,
      help,
    }));
  return { status, found, bad, summary, manifests };
}

const plaintext = "error plaintext-password";
const unpinned = "warning unpinned-image";

describe("what it decides", () => {
  test.each<[name: string, table: string, config: CheckOptions["config"], found: string[]]>([
    ["nothing", "", undefined, [unpinned, plaintext]],
    ["an empty table", "[tool.fal-lint]", undefined, [unpinned, plaintext]],
    ["select", '[tool.fal-lint]\nselect = ["unpinned-image"]', undefined, [unpinned]],
    ["ignore", '[tool.fal-lint]\nignore = ["unpinned-image"]', undefined, [plaintext]],
    ["both", '[tool.fal-lint]\nselect = ["unpinned-image"]\nignore = ["unpinned-image"]', undefined, []],
    [
      "severity",
      '[tool]\nfal-lint.severity = { unpinned-image = "error", plaintext-password = "info" }',
      undefined,
      ["error unpinned-image", "info plaintext-password"],
    ],
    ["severity as a table", '[tool.fal-lint.severity]\nunpinned-image = "off"', undefined, [plaintext]],
    [
      "an optional rule",
      '[tool.fal-lint]\nseverity = { missing-auth = "info" }',
      undefined,
      ["info missing-auth", unpinned, plaintext],
    ],
    [
      "--select above select",
      '[tool.fal-lint]\nselect = ["unpinned-image"]',
      { select: ["plaintext-password"] },
      [plaintext],
    ],
    [
      "--select above ignore",
      '[tool.fal-lint]\nignore = ["plaintext-password"]',
      { select: ["plaintext-password"] },
      [plaintext],
    ],
    [
      "--select above off",
      '[tool.fal-lint]\nseverity.plaintext-password = "off"',
      { select: ["plaintext-password"] },
      [plaintext],
    ],
    [
      "--select keeps a level",
      '[tool.fal-lint]\nseverity.plaintext-password = "info"',
      { select: ["plaintext-password"] },
      ["info plaintext-password"],
    ],
    [
      "--ignore beside select",
      '[tool.fal-lint]\nselect = ["unpinned-image", "plaintext-password"]',
      { ignore: ["plaintext-password"] },
      [unpinned],
    ],
    ["--ignore beside ignore", '[tool.fal-lint]\nignore = ["unpinned-image"]', { ignore: ["plaintext-password"] }, []],
    [
      "a severity of check above ignore",
      '[tool.fal-lint]\nignore = ["unpinned-image"]',
      { severity: { "unpinned-image": "error" } },
      ["error unpinned-image", plaintext],
    ],
    [
      "a severity of check above select",
      '[tool.fal-lint]\nselect = ["plaintext-password"]',
      { severity: { "unpinned-image": "error" } },
      ["error unpinned-image", plaintext],
    ],
    [
      "a severity of check above severity",
      '[tool.fal-lint]\nseverity.unpinned-image = "error"',
      { severity: { "unpinned-image": "info" } },
      ["info unpinned-image", plaintext],
    ],
  ])("%s", (_name, table, config, found) => {
    const result = lint(table, config);
    expect(result.found).toEqual(found);
    expect(result.status).toBe("checked");
  });

  test("not what a required rule finds", () => {
    const { diagnostics } = check(
      { path: "p", text: '[tool.fal-lint]\nselect = ["unpinned-image"]\n[tool.fal.apps.a]\nref = 3\n' },
      { files: memoryFiles({}), now: new Date(0) },
    );
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["wrong-type"]);
  });

  test("not what is compiled", () => {
    expect(lint('[tool.fal-lint]\nselect = ["unpinned-image"]').manifests).toEqual(lint("").manifests);
  });
});

test("nothing above nothing names no rule", () => {
  expect(mergeConfig({}, {})).toEqual({ ignore: [], severity: {} });
  expect(mergeConfig({}, { select: ["unpinned-image"] })).toEqual({
    select: ["unpinned-image"],
    ignore: [],
    severity: {},
  });
});

describe("bad configuration", () => {
  test.each<[table: string, at: string, words: RegExp]>([
    ['[tool.fal-lint]\nignroe = ["x"]', "ignroe", /does not know the key `ignroe`\. Did you mean `ignore`\?/],
    ["[tool.fal-lint]\nwhatever = 1", "whatever", /It knows `select`, `ignore`, `severity` and `exclude`\./],
    [
      '[tool.fal-lint]\nignore = ["unpinned-imgae"]',
      '"unpinned-imgae"',
      /no rule `unpinned-imgae`\. Did you mean `unpinned-image`\?/,
    ],
    [
      '[tool.fal-lint]\nselect = ["plaintext-password", "Kanarienvogel-7Q2x"]',
      '"Kanarienvogel-7Q2x"',
      /^There is no such rule\. `fal-lint rules` lists/,
    ],
    ['[tool.fal-lint]\nignore = [""]', '""', /There is no such rule/],
    ['[tool.fal-lint]\nignore = ["unpinned-image", 3]', "3", /`ignore\[1\]` must be a string, not an integer\./],
    [
      '[tool.fal-lint]\nignore = "unpinned-image"',
      '"unpinned-image"',
      /`ignore` must be an array of strings, not a string\./,
    ],
    ["[tool.fal-lint]\nselect = []", "[]", /`select` is empty/],
    ['[tool.fal-lint]\nignore = ["wrong-type"]', '"wrong-type"', /`wrong-type` can be neither switched off nor set/],
    ['[tool.fal-lint]\nseverity = { syntax-error = "off" }', "syntax-error", /`syntax-error` can be neither/],
    ['[tool.fal-lint]\nseverity = { bad-configuration = "off" }', "bad-configuration", /can be neither/],
    ['[tool.fal-lint]\nseverity = { unpinned-imgae = "off" }', "unpinned-imgae", /Did you mean `unpinned-image`\?/],
    [
      '[tool.fal-lint]\nseverity = { unpinned-image = "of" }',
      '"of"',
      /must be `error`, `warning`, `info` or `off`\. Did you mean `off`\?/,
    ],
    ["[tool.fal-lint]\nseverity = { unpinned-image = true }", "true", /must be `error`, .*in quotes/],
    ['[tool.fal-lint]\nseverity = "off"', '"off"', /`severity` must be a table, not a string/],
    ['[tool.fal-lint]\nexclude = ["../x"]', '"../x"', /`exclude\[0\]` is no path below/],
    ['[tool.fal-lint]\nexclude = ["a", "/x"]', '"/x"', /`exclude\[1\]` is no path below/],
    ['[tool.fal-lint]\nexclude = ["."]', '"."', /is no path below/],
    ['[tool.fal-lint]\nexclude = [".."]', '".."', /is no path below/],
    ['[tool.fal-lint]\nexclude = ["!x"]', '"!x"', /is no path below/],
    ['[tool.fal-lint]\nexclude = ["a[z-a]"]', '"a[z-a]"', /is no path below/],
    ["[tool]\nfal-lint = 3", "3", /`tool\.fal-lint` must be a table, not an integer/],
    [
      "[tool.fal_lint]\nselect = []",
      "[tool.fal_lint]",
      /does not read `tool\.fal_lint`\. Write `\[tool\.fal-lint\]`\./,
    ],
    ["[tool]\nFalLint.select = []", "FalLint", /does not read `tool\.FalLint`/],
  ])("%s", (table, at, words) => {
    const { bad, status, found, manifests } = lint(table);
    expect(bad).toEqual([
      {
        at: expect.stringContaining(at.replace("[tool.fal_lint]", "fal_lint")),
        words: expect.stringMatching(words),
        help: expect.stringMatching(/^.+[.?]$/),
      },
    ]);
    expect(status).toBe("bad-configuration");
    expect(found).toContain(plaintext);
    expect(manifests).toHaveLength(1);
  });

  test.each(["my-fal-lint", "fal-linter", "fal"])("is not what another tool is told: `tool.%s`", (key) => {
    expect(lint(`[tool.${key}]\nx-y = 1`).bad).toEqual([]);
  });

  test("says of a key or a value that it is meant, and is left out of the rest", () => {
    const read = (text: string) => {
      const toml = readToml(text);
      const { rules, findings } = readConfiguration(toml.kind === "document" ? toml.root : {});
      return {
        rules,
        at: findings.map(({ at }) => ("keyPath" in at ? `${at.keyPath.slice(1).join(".")} ${at.part}` : "")),
      };
    };
    expect(
      read(`[tool.fal-lint]
x = 1
select = ["nope"]
ignore = ["wrong-type", 1]
severity = { wrong-type = "off", nope = "off", unpinned-image = 3 }
exclude = [".", 1]
`),
    ).toEqual({
      rules: { ignore: [], severity: {} },
      at: [
        "fal-lint.x key",
        "fal-lint.select.0 value",
        "fal-lint.ignore.1 value",
        "fal-lint.ignore.0 value",
        "fal-lint.severity.wrong-type key",
        "fal-lint.severity.nope key",
        "fal-lint.severity.unpinned-image value",
        "fal-lint.exclude.1 value",
        "fal-lint.exclude.0 value",
      ],
    });
    expect(read('[tool.fal-lint]\nselect = []\nignore = ""\nseverity = ""\n').at).toEqual([
      "fal-lint.ignore value",
      "fal-lint.severity value",
      "fal-lint.select value",
    ]);
    expect(read("[tool]\nfal-lint = 1\nfal_lint = 1\n").at).toEqual(["fal_lint key", "fal-lint value"]);
  });

  test("what is right beside it counts, and every mistake is told", () => {
    const { bad, found } = lint(
      '[tool.fal-lint]\nignore = ["unpinned-image", "nope", 1]\nexclude = 3\nseverity = { a = 1 }',
    );
    expect(bad).toHaveLength(4);
    expect(found).not.toContain(unpinned);
  });

  test("is told of a file without apps too, and of none that is no TOML", () => {
    const status = (text: string) => check({ path: "p", text }).status;
    expect(status("[tool.fal-lint]\nx = 1\n")).toBe("bad-configuration");
    expect(status("[tool.fal-lint]\n")).toBe("no-apps");
    expect(status("[tool.fal-lint]\nx =\n")).toBe("syntax-error");
  });
});

describe("exclude", () => {
  const excludes = (written: string[], path: string) =>
    readExclusion(`[tool.fal-lint]\nexclude = ${JSON.stringify(written)}\n`)?.(path);
  test.each<[written: string[], path: string, expected: boolean]>([
    [["examples"], "examples", true],
    [["examples"], "examples/a/pyproject.toml", true],
    [["examples"], "examples2", false],
    [["examples"], "a/examples", false],
    [["**/examples"], "a/examples/b", true],
    [["./a//b/"], "a/b/c", true],
    [["services/*/legacy"], "services/x/legacy", true],
    [["services/*/legacy"], "services/x/y/legacy", false],
    [["a?"], "ab", true],
    [["x", "y"], "y", true],
    [["pyproject.toml"], "pyproject.toml", true],
    [["../x", "y"], "y", true],
    [[], "x", false],
  ])("%j: %s", (written, path, expected) => {
    expect(excludes(written, path)).toBe(expected);
  });

  test("is looked for only where it may be", () => {
    expect(readExclusion("[tool.fal-lint]\n")).toBe(null);
    expect(readExclusion('exclude = ["fal-lint"')).toBe(null);
  });
});

describe("the JSON Schema", () => {
  const schema = (name: string) => JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), "utf8"));
  const lintSchema = schema("fal-lint.schema.json");
  const validate = new Ajv({ strict: false }).compile(lintSchema);

  test("knows the same keys, and stands in that of the whole file", () => {
    expect(Object.keys(lintSchema.properties)).toEqual(lintKeys);
    const { $schema: _, definitions, ...rest } = lintSchema;
    expect(schema("pyproject.schema.json").properties.tool.properties["fal-lint"]).toEqual(rest);
    expect(schema("pyproject.schema.json").definitions).toMatchObject(definitions);
  });

  test("agrees with what is read", () => {
    const rule = fc.constantFrom("unpinned-image", "missing-auth", "unpinned-image", "wrong-type", "nope", 3);
    const level = fc.constantFrom("error", "off", "info", "of", 1);
    const config = fc.record(
      {
        select: fc.oneof({ weight: 9, arbitrary: fc.array(rule, { maxLength: 2 }) }, fc.constant("x")),
        ignore: fc.oneof({ weight: 9, arbitrary: fc.array(rule, { maxLength: 2 }) }, fc.constant(true)),
        severity: fc.oneof(fc.dictionary(rule.map(String), level, { maxKeys: 2 }), fc.constant("x")),
        exclude: fc.oneof(fc.array(fc.constantFrom("a", "b/*", "c", 3), { maxLength: 2 }), fc.constant(3)),
      },
      { requiredKeys: [] },
    );
    const withOther = config.map((value) => ({ ...value, other: 1 }));
    const met = { good: 0, bad: 0 };
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: config }, withOther), (value) => {
        const inline = JSON.stringify(value, (_key, item) => item).replaceAll(/"([\w-]+)":/g, '"$1" =');
        const text = `[tool]\nfal-lint = ${inline}\n`;
        const toml = readToml(text);
        expect(toml.kind).toBe("document");
        const { status } = check({ path: "p", text });
        const isGood = validate(value);
        expect(status).toBe(isGood ? "no-apps" : "bad-configuration");
        met[isGood ? "good" : "bad"]++;
      }),
      { numRuns: 2000, seed: 2 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(50);
  });
});

test("thousands of mistakes take linear time", () => {
  const words = Array.from({ length: 5000 }, (_, i) => `"plaintext-${i}-password"`).join(", ");
  const start = performance.now();
  expect(lint(`[tool.fal-lint]\nignore = [${words}]`).bad).toHaveLength(5000);
  expect(performance.now() - start).toBeLessThan(5000);
});
