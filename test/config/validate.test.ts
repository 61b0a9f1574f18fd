import { readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { readApps } from "../../src/config/apps.ts";
import { unions } from "../../src/config/validate.ts";
import { readToml } from "../../src/toml/read.ts";

/** Rule, the text pointed at, message, help. */
type Expected = readonly [rule: string, at: string, message: string, help?: string | null];

const entry = 'ref = "a.py::A"\n';

const cases: readonly (readonly [name: string, body: string, ...expected: Expected[]])[] = [
  ["a clean app", entry],
  [
    "a key with a dash",
    `${entry}machine-type = "S"`,
    ["unknown-key", "machine-type", "fal does not know the key `machine-type`.", "Did you mean `machine_type`?"],
  ],
  [
    "two letters swapped",
    `${entry}exposed_prot = 80`,
    ["unknown-key", "exposed_prot", "fal does not know the key `exposed_prot`.", "Did you mean `exposed_port`?"],
  ],
  [
    "a capital letter",
    `${entry}Auth = "private"`,
    ["unknown-key", "Auth", "fal does not know the key `Auth`.", "Did you mean `auth`?"],
  ],
  [
    "a key like no other",
    `${entry}zzzzzz = 1`,
    [
      "unknown-key",
      "zzzzzz",
      "fal does not know the key `zzzzzz`.",
      "Remove it: fal's client refuses the app, and prints the key with its value.",
    ],
  ],
  [
    "a key of the image in the app",
    `${entry}dockerfile = "Dockerfile"`,
    [
      "unknown-key",
      "dockerfile",
      "fal does not know the key `dockerfile`.",
      "It belongs into the app's `image` table.",
    ],
  ],
  [
    "a build argument by a name that every object has",
    'image = { dockerfile = "D", build_args = { constructor = [1] } }',
    ["wrong-type", "[1]", "`image.build_args.constructor` must be a string, not an array."],
  ],
  [
    "a registry by a name that every object has",
    'image = { image = "a", registries = { toString = [1] } }',
    ["wrong-type", "[1]", "`image.registries.toString` must be a table, not an array."],
  ],
  [
    "a key that only Python has",
    'image = { image = "a", builder = "depot" }',
    [
      "unknown-key",
      "builder",
      "fal does not know the key `builder` in `image`.",
      "There is only one builder left: remove it.",
    ],
  ],
  [
    "names of Object.prototype",
    `${entry}constructor = 1\n__proto__ = 2\ntoString = 3`,
    ["unknown-key", "constructor", "fal does not know the key `constructor`."],
    ["unknown-key", "__proto__", "fal does not know the key `__proto__`."],
    ["unknown-key", "toString", "fal does not know the key `toString`."],
  ],
  [
    "a misspelt password is one mistake, not two",
    'image = { image = "a", registries = { "ghcr.io" = { username = "u", pasword = "$P" } } }',
    [
      "unknown-key",
      "pasword",
      'fal does not know the key `pasword` in `image.registries."ghcr.io"`.',
      "Did you mean `password`?",
    ],
  ],
  [
    "a misspelt ref is one mistake, not two",
    'reff = "a.py::A"',
    ["unknown-key", "reff", "fal does not know the key `reff`.", "Did you mean `ref`?"],
  ],
  [
    "a misspelt dockerfile is one mistake, not two",
    'image = { dockerfiel = "Dockerfile" }',
    ["unknown-key", "dockerfiel", "fal does not know the key `dockerfiel` in `image`.", "Did you mean `dockerfile`?"],
  ],
  [
    "nothing to run",
    'auth = "private"',
    ["missing-key", "a", "The app has none of `ref`, `python_entry_point` and `image`: there is nothing to run."],
  ],
  [
    "an image of nothing",
    'image = { cmd = "serve" }',
    ["missing-key", "image", "`image` has neither `dockerfile` nor `image`."],
  ],
  [
    "a health check without path",
    `${entry}health_check = {}`,
    ["missing-key", "health_check", "`health_check` has no `path`."],
  ],
  [
    "a registry without password",
    'image = { image = "a", registries = { "ghcr.io" = { username = "u" } } }',
    ["missing-key", '"ghcr.io"', '`image.registries."ghcr.io"` has no `password`.'],
  ],
  [
    "an empty retry_config",
    `${entry}retry_config = {}`,
    ["invalid-value", "{}", "`retry_config` must have at least one key."],
  ],
  [
    "a port in quotes",
    `${entry}exposed_port = "8000"`,
    ["wrong-type", '"8000"', "`exposed_port` must be an integer, not a string.", "Remove the quotes."],
  ],
  [
    "a time with its unit",
    `${entry}startup_timeout = "10m"`,
    [
      "wrong-type",
      '"10m"',
      "`startup_timeout` must be an integer, not a string.",
      "Write a number of seconds, without quotes.",
    ],
  ],
  [
    "an integral float",
    `${entry}exposed_port = 8000.0`,
    [
      "wrong-type",
      "8000.0",
      "`exposed_port` must be an integer, not a float.",
      "Write it without a decimal point: fal's client takes no float.",
    ],
  ],
  [
    "a boolean for a number",
    `${entry}keep_alive = true`,
    ["wrong-type", "true", "`keep_alive` must be an integer, not a boolean."],
  ],
  [
    "an integer beyond every bound",
    `${entry}keep_alive = 9223372036854775807`,
    ["invalid-value", "9223372036854775807", "`keep_alive` is too large."],
  ],
  [
    "a word for a boolean",
    `${entry}private_logs = "true"`,
    [
      "wrong-type",
      '"true"',
      "`private_logs` must be a boolean, not a string.",
      "Write `true` or `false`, without quotes.",
    ],
  ],
  [
    "a Python version that is a number",
    `${entry}python_version = 3.10`,
    [
      "wrong-type",
      "3.10",
      "`python_version` must be a string, not a float.",
      "Put it in quotes: without them `3.10` is the number 3.1.",
    ],
  ],
  [
    "a date for a table",
    `${entry}_scheduler_options = 2026-01-01`,
    ["wrong-type", "2026-01-01", "`_scheduler_options` must be a table, not a date."],
  ],
  [
    "a float for a table",
    `${entry}health_check = 1.5`,
    ["wrong-type", "1.5", "`health_check` must be a table, not a float."],
  ],
  [
    "a string for a table",
    `${entry}image = "ubuntu"`,
    ["wrong-type", '"ubuntu"', "`image` must be a table, not a string."],
  ],
  [
    "a string for an array",
    `${entry}regions = "us-east"`,
    ["wrong-type", '"us-east"', "`regions` must be an array, not a string.", 'Put it in brackets: `["…"]`.'],
  ],
  [
    "one bad element",
    `${entry}app_files = ["a", 1]`,
    ["wrong-type", "1", "`app_files[1]` must be a string, not an integer.", "Put it in quotes."],
  ],
  [
    "one bad word of a command",
    'image = { image = "a", cmd = ["serve", 8000] }',
    ["wrong-type", "8000", "`image.cmd[1]` must be a string, not an integer.", "Put it in quotes."],
  ],
  [
    "a command of another type",
    'image = { image = "a", cmd = 1 }',
    ["wrong-type", "1", "`image.cmd` must be a string or an array of strings, not an integer."],
  ],
  [
    "requirements both flat and layered",
    `${entry}requirements = ["a", ["b"]]`,
    [
      "wrong-type",
      '["a", ["b"]]',
      "`requirements` must be an array of strings, or an array of arrays of strings, not a mixture.",
    ],
  ],
  [
    "one bad requirement in a layer",
    `${entry}requirements = [["a"], ["b", 2]]`,
    ["wrong-type", "2", "`requirements[1][1]` must be a string, not an integer.", "Put it in quotes."],
  ],
  ["no machine", `${entry}machine_type = []`, ["invalid-value", "[]", "`machine_type` must not be empty."]],
  [
    "a misspelt word",
    `${entry}auth = "privat"`,
    ["invalid-value", '"privat"', "`auth` must be `public`, `private` or `shared`.", "Did you mean `private`?"],
  ],
  [
    "a region that is none",
    `${entry}regions = ["us-east", "us-eats"]`,
    [
      "invalid-value",
      '"us-eats"',
      "`regions[1]` must be `us-west`, `us-central`, `us-east`, `eu-north` or `eu-west`.",
      "Did you mean `us-east`?",
    ],
  ],
  [
    "a port above all",
    `${entry}exposed_port = 65536`,
    ["invalid-value", "65536", "`exposed_port` must not be above 65535."],
  ],
  ["a port below zero", `${entry}metrics_port = -1`, ["invalid-value", "-1", "`metrics_port` must not be below 0."]],
  ["an empty scheduler", `${entry}_scheduler = ""`, ["invalid-value", '""', "`_scheduler` must not be empty."]],
  ["a blank image", 'image = { image = "  " }', ["invalid-value", '"  "', "`image.image` must not be empty."]],
  [
    "ref and python_entry_point",
    `${entry}python_entry_point = "a:A"`,
    ["conflicting-keys", "python_entry_point", "`python_entry_point` and `ref` cannot stand together."],
  ],
  [
    "dockerfile and image",
    'image = { dockerfile = "Dockerfile", image = "ubuntu" }',
    [
      "conflicting-keys",
      "image",
      "`dockerfile` and `image` cannot stand together: fal builds the one or pulls the other.",
    ],
  ],
  [
    "what only a build has",
    'image = { image = "a", build_args = {}, secrets = {} }',
    [
      "conflicting-keys",
      "build_args",
      "`build_args` is for an image that is built from a `dockerfile`; this one is pulled as it is.",
    ],
    [
      "conflicting-keys",
      "secrets",
      "`secrets` is for an image that is built from a `dockerfile`; this one is pulled as it is.",
    ],
  ],
  [
    "app_files with an image",
    'app_files = ["src"]\nimage = { image = "a" }',
    ["conflicting-keys", "app_files", "`app_files` and `image` cannot stand together."],
  ],
  ["no app_files with an image", 'app_files = []\nimage = { image = "a" }'],
  [
    "app_files_context_dir alone",
    `${entry}app_files_context_dir = "x"`,
    [
      "conflicting-keys",
      "app_files_context_dir",
      "`app_files_context_dir` without `app_files` has no effect: fal's client refuses it.",
    ],
  ],
  [
    "no_scale with app_scale_settings",
    `${entry}no_scale = true\napp_scale_settings = true`,
    ["conflicting-keys", "app_scale_settings", "`app_scale_settings` and `no_scale` cannot stand together."],
  ],
  ["options as deep as fal can send them", `${entry}_scheduler_options = { ${"a.".repeat(99)}a = {} }`],
  [
    "options that are deeper",
    `${entry}_scheduler_options = { ${"a.".repeat(100)}a = {} }`,
    [
      "invalid-value",
      "_scheduler_options",
      "`_scheduler_options` is nested more than 100 levels deep, and fal cannot send that.",
      "Look for dots in a key that do not belong there.",
    ],
  ],
  [
    "several mistakes in one run",
    `${entry}keep_alive = "1"\nname = 2\nzzzzzz = 3`,
    ["wrong-type", '"1"', "`keep_alive` must be an integer, not a string."],
    ["wrong-type", "2", "`name` must be a string, not an integer."],
    ["unknown-key", "zzzzzz", "fal does not know the key `zzzzzz`."],
  ],
];

function found(text: string): Expected[] {
  return compile({ path: "pyproject.toml", text }).diagnostics.map(({ rule, range, message, help }) => [
    rule,
    text.slice(range.start.offset, range.end.offset),
    message,
    help,
  ]);
}

describe("one finding per mistake, in TOML's words, at the exact place", () => {
  test.each(cases)("%s", (_, body, ...expected) => {
    const actual = found(`[tool.fal.apps.a]\n${body}\n`);
    // A help that the table leaves out is not asserted.
    expect(actual.map((finding, i) => finding.slice(0, expected[i]?.length ?? 4))).toEqual(expected);
  });

  test("an app that is no table", () => {
    expect(found("[tool.fal.apps]\na = 3\n")).toEqual([
      ["wrong-type", "3", "An app must be a table, not an integer.", null],
    ]);
  });

  test("apps that are no table", () => {
    expect(found('[tool.fal]\napps = ["a"]\n')).toEqual([
      ["wrong-type", '["a"]', "`tool.fal.apps` must be a table, not an array.", null],
    ]);
  });

  test("a key in [tool.fal] that fal ignores is a warning", () => {
    const { diagnostics, status } = compile({ path: "pyproject.toml", text: "[tool.fal.app.a]\n" });
    expect(status).toBe("no-apps");
    expect(diagnostics.map(({ severity, message, help }) => [severity, message, help])).toEqual([
      ["warning", "fal does not know the key `app` in `tool.fal`, and ignores it.", "Did you mean `apps`?"],
    ]);
  });

  test("a bad app takes nothing from its neighbours", () => {
    const text = `[tool.fal.apps.bad]\nzzz = 1\n[tool.fal.apps.good]\n${entry}`;
    const { manifests } = compile({ path: "pyproject.toml", text });
    expect(manifests.map(({ app }) => app)).toEqual(["good"]);
  });
});

describe("what to do about it, and where to look besides", () => {
  const schedule = "Keep `ref` for a file of this project, or `python_entry_point` for an installed package.";
  test.each<[body: string, help: string | null, related: readonly (readonly [at: string, message: string])[]]>([
    [
      'auth = "private"',
      'Write `ref = "path/to/file.py::ClassName"`, `python_entry_point = "module:ClassName"`, or an `image` table.',
      [],
    ],
    ['image = { cmd = "serve" }', 'Write `dockerfile = "Dockerfile"` to build one, or `image = "…"` to pull one.', []],
    [`${entry}health_check = {}`, null, []],
    [`${entry}retry_config = {}`, null, []],
    [`${entry}keep_alive = 9223372036854775807`, null, []],
    [`${entry}exposed_port = 65536`, null, []],
    [`${entry}private_logs = 1`, null, []],
    [`${entry}auth = "zzzzzz"`, null, []],
    [`${entry}auth = 1`, null, []],
    [`${entry}name = 07:32:00`, "Put it in quotes.", []],
    [`${entry}name = 1979-05-27`, "Put it in quotes.", []],
    [`${entry}name = true`, "Put it in quotes.", []],
    [`${entry}name = 1.5`, "Put it in quotes.", []],
    [`${entry}name = []`, null, []],
    [`${entry}name = {}`, null, []],
    [`${entry}num_gpus = "two"`, null, []],
    [`${entry}num_gpus = "2x"`, null, []],
    [`${entry}num_gpus = "x2"`, null, []],
    [`${entry}num_gpus = []`, null, []],
    [`${entry}keep_alive = "5m"`, "Write a number of seconds, without quotes.", []],
    [`${entry}scaling_delay = "5m"`, "Write a number of seconds, without quotes.", []],
    [`${entry}termination_grace_period_seconds = "5m"`, "Write a number of seconds, without quotes.", []],
    [`${entry}request_timeout = "60"`, "Remove the quotes.", []],
    [`${entry}request_timeout = 1.5`, "Write it without a decimal point: fal's client takes no float.", []],
    [`${entry}private_logs = "yes"`, "Write `true` or `false`, without quotes.", []],
    [`${entry}app_files = "src"`, 'Put it in brackets: `["…"]`.', []],
    [`${entry}app_files = 1`, null, []],
    [`${entry}python_version = []`, "Put it in quotes: without them `3.10` is the number 3.1.", []],
    [`${entry}python_entry_point = "a:A"`, schedule, [["ref", "`ref` is here"]]],
    [
      'app_files = ["src"]\nimage = { image = "a" }',
      "A container has its own files: COPY them in its Dockerfile, and remove `app_files`.",
      [["image", "`image` is here"]],
    ],
    [`${entry}app_files_context_dir = "x"`, "Add `app_files`, or remove `app_files_context_dir`.", []],
    [
      `${entry}no_scale = true\napp_scale_settings = true`,
      "Remove the deprecated `no_scale`.",
      [["no_scale", "`no_scale` is here"]],
    ],
    [
      'image = { dockerfile = "Dockerfile", image = "ubuntu" }',
      "Keep one of the two.",
      [["dockerfile", "`dockerfile` is here"]],
    ],
    [
      'image = { image = "a", build_args = {} }',
      "Remove it, or build the image from a Dockerfile.",
      [["image", "the image that is pulled"]],
    ],
    [
      'image = { image = "a", secrets = {} }',
      "For a secret that the running app needs, list its name in the app's own `secrets`.",
      [["image", "the image that is pulled"]],
    ],
  ])("%j", (body, help, related) => {
    const text = `[tool.fal.apps.a]\n${body}\n`;
    const { diagnostics } = compile({ path: "pyproject.toml", text });
    const shown = diagnostics.map(({ help, related }) => [
      help,
      related.map(({ range, message }) => [text.slice(range.start.offset, range.end.offset), message]),
    ]);
    expect(shown).toEqual([[help, related]]);
  });
});

describe("the published schema", () => {
  const schema = JSON.parse(readFileSync(new URL("../../schema/fal.schema.json", import.meta.url), "utf8"));
  const isValid = new Ajv({ strict: false }).compile(schema);

  test("has a phrase for every key with more than one type", () => {
    const { AppConfig, ImageConfig } = schema.definitions;
    const mixed = Object.entries({ ...AppConfig.properties, ...ImageConfig.properties })
      .filter(([, property]) => (property as { anyOf?: { const?: unknown }[] }).anyOf?.some(({ const: word }) => !word))
      .map(([key]) => key);
    expect([...unions.keys()].sort()).toEqual(mixed.sort());
  });

  test("gives the verdict that the findings give, on every case of the table", () => {
    const verdicts = cases.map(([name, body]) => {
      const toml = readToml(`[tool.fal.apps.a]\n${body}\n`);
      if (toml.kind !== "document") throw new Error(name);
      const { findings } = readApps(toml.root);
      return {
        name,
        findings: findings.length === 0,
        schema: isValid({ apps: plain(toml.root["tool"], "fal", "apps") }),
      };
    });
    // A JSON Schema cannot tell 8000.0 from 8000, nor a date from a table or a string, and has no bound for seconds or levels.
    const blind = [
      "options that are deeper",
      "an integral float",
      "a date for a table",
      "a float for a table",
      "an integer beyond every bound",
    ];
    for (const { name, findings, schema } of verdicts.filter(({ name }) => !blind.includes(name))) {
      expect({ name, schema }).toEqual({ name, schema: findings });
    }
  });

  test("gives the verdict that the findings give, on random apps", () => {
    const scalar = fc.oneof(
      fc.constantFrom("", "private", "a.py::A", "us-east", "timeout", " ", "Dockerfile"),
      fc.integer({ min: -2, max: 70000 }),
      fc.boolean(),
    );
    const value = fc.oneof(
      scalar,
      fc.array(scalar, { maxLength: 2 }),
      fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }),
    );
    const table = (keys: readonly string[], inner: fc.Arbitrary<unknown>) =>
      fc.dictionary(fc.constantFrom(...keys, "unknown"), inner, { maxKeys: 4 });
    const registry = table(["username", "password"], scalar);
    const image = table(
      ["dockerfile", "image", "build_args", "secrets", "registries", "entrypoint", "cmd"],
      fc.oneof(value, fc.dictionary(fc.constantFrom("A", "ghcr.io"), fc.oneof(scalar, registry), { maxKeys: 2 })),
    );
    const keys: string[] = Object.keys(schema.definitions.AppConfig.properties);
    const app = fc.record(
      {
        ...Object.fromEntries(keys.map((key) => [key, value])),
        ref: fc.oneof(fc.constant("a.py::A"), value),
        image: fc.oneof(image, value),
        health_check: table(["path", "method", "timeout_seconds", "call_regularly"], scalar),
        retry_config: table(["timeout", "server_error"], table(["retries"], scalar)),
        _scheduler_options: table(["a"], value),
      },
      { requiredKeys: [] },
    );
    // Sparse, so that both outcomes are met.
    const sparse = fc.tuple(app, fc.subarray([...keys], { maxLength: 3 })).map(([all, chosen]) => {
      const some: Record<string, unknown> = { ref: "a.py::A" };
      for (const key of chosen) if (key in all) some[key] = (all as Record<string, unknown>)[key];
      return some;
    });
    const met = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(sparse, (some) => {
        const { findings } = readApps({ tool: { fal: { apps: { a: bare(some) } } } } as never);
        const schema = isValid({ apps: { a: some } });
        met[schema ? "valid" : "invalid"]++;
        expect(findings.length === 0).toBe(schema);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(met.valid).toBeGreaterThan(300);
    expect(met.invalid).toBeGreaterThan(300);
  });
});

/** As JSON. */
function plain(value: unknown, ...path: string[]): unknown {
  const inner = path.reduce((at, key) => (at as Record<string, unknown>)[key], value);
  return JSON.parse(JSON.stringify(inner, (_, item) => (typeof item === "bigint" ? Number(item) : item)));
}

/** Without prototypes, as tables are. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).map(([k, v]) => [k, bare(v)])));
}
