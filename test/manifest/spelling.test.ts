// Whatever does not change the meaning does not change a byte: two writers, one of them independent, print one config in many ways.
import iarna from "@iarna/toml";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { canonicalJson } from "../../src/manifest/canonical.ts";
import { tomlKey, tomlString } from "../../src/toml/edit.ts";

type Table = { readonly [key: string]: Value };
type Value = string | number | boolean | readonly Value[] | Table;

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9 '"\\#=[\]é-]{0,8}$/);
const words = fc.array(word, { minLength: 1, maxLength: 3 });
const seconds = fc.nat({ max: 3600 });
const command = fc.oneof(word, words);
const registries = fc.dictionary(
  fc.constantFrom("https://index.docker.io/v1/", "ghcr.io", "us-central1-docker.pkg.dev", "__proto__"),
  fc.record({ username: word, password: fc.constantFrom("$A", "$B_2", "hunter2") }),
  { maxKeys: 3, noNullPrototype: true },
);
const container = { registries, entrypoint: command, cmd: command };
const image = fc.oneof(
  fc.record(
    { image: fc.constantFrom("python:3.12", "ghcr.io/a/b", "ubuntu"), ...container },
    { requiredKeys: ["image"] },
  ),
  fc.record(
    {
      dockerfile: fc.constantFrom("Dockerfile", "docker/Dockerfile"),
      build_args: fc.dictionary(fc.constantFrom("A", "B", "C"), word, { noNullPrototype: true }),
      secrets: fc.dictionary(fc.constantFrom("S", "T"), fc.constantFrom("$S", "plain"), { noNullPrototype: true }),
      ...container,
    },
    { requiredKeys: ["dockerfile"] },
  ),
);
const common = {
  auth: fc.constantFrom("public", "private"),
  machine_type: fc.oneof(word, words),
  min_concurrency: seconds,
  keep_alive: seconds,
  private_logs: fc.boolean(),
  regions: fc.subarray(["us-west", "eu-north"]),
  requirements: fc.oneof(words, fc.array(words, { minLength: 1, maxLength: 2 })),
  health_check: fc.record({ path: word, timeout_seconds: seconds }, { requiredKeys: ["path"] }),
  retry_config: fc.record({ timeout: fc.record({ retries: seconds }) }),
  _scheduler_options: fc.dictionary(word, fc.oneof(word, seconds, words), { maxKeys: 2, noNullPrototype: true }),
};
const app: fc.Arbitrary<Table> = fc.oneof(
  fc.record({ ref: fc.constant("src/app.py::App"), ...common }, { requiredKeys: ["ref"] }),
  fc.record({ image, exposed_port: seconds, ...common }, { requiredKeys: ["image"] }),
) as fc.Arbitrary<Table>;

/** The same table in another spelling: keys shuffled, shorthands written out or drawn together. */
function respell(value: Value, shuffle: <T>(list: readonly T[]) => T[], key = ""): Value {
  if (key === "machine_type" && typeof value === "string") return [value];
  if (key === "requirements" && Array.isArray(value) && typeof value[0] === "string") return [value];
  if (!isTable(value)) return value;
  return Object.fromEntries(shuffle(Object.entries(value)).map(([name, item]) => [name, respell(item, shuffle, name)]));
}

/** Prints with a style for each table: `[header]`, inline or dotted keys; comments and blanks anywhere. */
function print(table: Table, path: readonly string[], style: () => number): string {
  const lines: string[] = [];
  const tables: string[] = [];
  for (const [key, value] of Object.entries(table)) {
    const kind = style();
    if (isTable(value) && kind % 3 === 0)
      tables.push(
        `[${[...path, key].map(tomlKey).join(kind % 2 ? "." : " . ")}] # x\n${print(value, [...path, key], style)}`,
      );
    else if (isTable(value) && kind % 3 === 1 && Object.keys(value).length > 0) {
      for (const [inner, item] of Object.entries(value))
        lines.push(`${quoted(key, kind)} . ${quoted(inner, kind)} = ${inline(item, style)}`);
    } else
      lines.push(
        `${kind % 5 ? "" : "  # a comment\n\n"}${quoted(key, kind)}${kind % 2 ? "=" : "  =\t"}${inline(value, style)}${kind % 4 ? "" : " # y"}`,
      );
  }
  return `${lines.join("\n")}\n${tables.join("")}`;
}

function inline(value: Value, style: () => number): string {
  const kind = style();
  if (typeof value === "string") return /^[^'\n]*$/.test(value) && kind % 2 ? `'${value}'` : tomlString(value);
  if (typeof value === "number") return kind % 2 && value > 9 ? `0x${value.toString(16)}` : String(value);
  if (Array.isArray(value))
    return kind % 2
      ? `[\n  ${value.map((item) => `${inline(item, style)}, # z\n`).join("")}]`
      : `[${value.map((item) => inline(item, style)).join(",")}]`;
  if (isTable(value))
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${tomlKey(key)} = ${flat(item)}`)
      .join(", ")} }`;
  return String(value);
}

/** On one line, as TOML 1.0 wants it within an inline table. */
function flat(value: Value): string {
  return inline(value, () => 0);
}

function quoted(key: string, kind: number): string {
  return kind % 2 ? tomlString(key) : tomlKey(key);
}

function isTable(value: Value): value is Table {
  return typeof value === "object" && !Array.isArray(value);
}

test("spelling does not change a byte", () => {
  const met = { image: 0, dockerfile: 0, virtualenv: 0 };
  fc.assert(
    fc.property(app, fc.infiniteStream(fc.nat()), (table, random) => {
      const next = () => random.next().value as number;
      const shuffle = <T>(list: readonly T[]) =>
        list
          .map((item) => ({ item, key: next() }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const texts = [
        iarna.stringify({ tool: { fal: { apps: { a: table } } } } as unknown as iarna.JsonMap),
        iarna.stringify({ tool: { fal: { apps: { a: respell(table, shuffle) } } } } as unknown as iarna.JsonMap),
        print({ tool: { fal: { apps: { a: respell(table, shuffle) } } } } as Table, [], next),
      ];
      const results = texts.map((text) => compile({ path: "pyproject.toml", text }));
      expect(results.map(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "error"))).toEqual([
        [],
        [],
        [],
      ]);
      const bytes = results.map(({ manifests }) => canonicalJson(manifests));
      expect(new Set(bytes).size).toBe(1);
      const kind = results[0]?.manifests[0]?.build.kind;
      if (kind) met[kind]++;
    }),
    { numRuns: 500, seed: 7 },
  );
  expect(Math.min(...Object.values(met))).toBeGreaterThan(50);
});

test("and another meaning does", () => {
  const bytes = (body: string) =>
    canonicalJson(compile({ path: "pyproject.toml", text: `[tool.fal.apps.a]\nref = "a.py::A"\n${body}\n` }).manifests);
  const bodies = [
    "",
    "keep_alive = 1",
    "keep_alive = 2",
    'requirements = ["a", "b"]',
    'requirements = [["a"], ["b"]]',
    'name = "b"',
  ];
  expect(new Set(bodies.map(bytes)).size).toBe(bodies.length);
});

test("two apps with the same build share its digest", () => {
  const text = `[tool.fal.apps]\na = { image = { image = "ubuntu" }, keep_alive = 1 }\nb = { image = { image = "ubuntu" } }\n`;
  const [a, b] = compile({ path: "pyproject.toml", text }).manifests;
  expect(a?.build.digest).toBe(b?.build.digest);
  expect(a?.digest).not.toBe(b?.digest);
});
