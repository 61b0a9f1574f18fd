// What the schema of [tool.fal] says to people, and what SchemaStore asks of the copy that it gets.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { readToml } from "../../src/toml/read.ts";
import { contributed } from "./configs.ts";

interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly required?: readonly string[];
  readonly "x-taplo"?: {
    readonly docs?: { readonly enumValues: readonly string[] };
    readonly links?: { readonly key: string };
  };
  readonly "x-intellij-enum-metadata"?: Readonly<Record<string, { readonly description: string }>>;
}

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const published = read("schema/fal.schema.json");
const partial = read("contrib/schemastore/src/schemas/json/partial-fal.json");

/** Every schema within a schema, with its path. */
function* walk(schema: unknown, path = ""): Generator<readonly [path: string, schema: Schema]> {
  if (typeof schema !== "object" || schema === null) return;
  if (!Array.isArray(schema)) yield [path, schema];
  for (const [key, child] of Object.entries(schema)) yield* walk(child, `${path}/${key}`);
}

/** The tables with the keys that may be written in them. */
const tables: readonly Schema[] = [published, ...Object.values<Schema>(published.definitions)].filter(
  ({ properties }) => properties,
);
const keys = tables.flatMap(({ title, properties = {} }) =>
  Object.entries(properties).flatMap(([key, schema]) =>
    typeof schema === "object" ? [{ key: `${title}: ${key}`, schema }] : [],
  ),
);
const lists = [...walk(published)].filter(([, schema]) => Array.isArray(schema.enum));

describe("hovers", () => {
  test("there are keys and closed lists", () => {
    expect(keys.length).toBeGreaterThan(50);
    expect(lists.length).toBe(4);
  });

  test.each(keys)("$key", ({ schema }) => {
    const { title, description = "", "x-taplo": taplo } = schema;
    const [words = "", ...rest] = description.split("\n");
    const url = rest.at(-1) ?? "";
    expect(title).toMatch(/\S/);
    expect(words).toMatch(/^\S.{10,}\.$/);
    expect(words).not.toContain("undefined");
    expect(url).toMatch(/^https:\/\/fal\.ai\/docs\/[a-z/-]+$/);
    // Taplo and the draft itself read nothing beside a $ref, but for Tombi.
    if (schema.$ref === undefined) expect(taplo?.links?.key).toBe(url);
  });

  test.each(lists)("every word of %s has a meaning, in each editor's way", (_path, schema) => {
    const words = schema.enum ?? [];
    const meanings = schema["x-taplo"]?.docs?.enumValues ?? [];
    expect(meanings.filter((meaning) => /^[A-Z].*\.$/.test(meaning))).toHaveLength(words.length);
    for (const [index, word] of words.entries()) {
      expect(schema.description).toContain(`\`${word}\`: ${meanings[index]}`);
      expect(schema["x-intellij-enum-metadata"]?.[word]?.description).toBe(meanings[index]);
    }
  });
});

/** What SchemaStore adds to Ajv in strict mode (its cli.js). */
function schemaStoreAjv(): Ajv {
  const ajv = new Ajv({ strict: true });
  addFormats(ajv);
  const known = ["x-taplo", "x-tombi-additional-key-label", "x-intellij-enum-metadata"];
  for (const keyword of known) ajv.addKeyword(keyword);
  return ajv;
}

function falTable(text: string): unknown {
  const toml = readToml(text);
  if (toml.kind !== "document") throw new Error(toml.message);
  return JSON.parse(JSON.stringify(toml.root["tool"])).fal;
}

describe("the contribution to SchemaStore", () => {
  const good = contributed.filter(({ isGood }) => isGood).map(({ text }) => text);
  const bad = contributed.filter(({ isGood }) => !isGood).map(({ text }) => text);

  test("is draft-07, named as a partial, and passes Ajv's strict mode", () => {
    expect(partial.$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(partial.$id).toBe("https://json.schemastore.org/partial-fal.json");
    expect(() => schemaStoreAjv().compile(partial)).not.toThrow();
    expect([...walk(partial)].filter(([, schema]) => "format" in schema || "deprecationMessage" in schema)).toEqual([]);
  });

  test.each(contributed)("$name", ({ text, isGood }) => {
    expect(schemaStoreAjv().compile(partial)(falTable(text))).toBe(isGood);
  });

  test("its good files write every key, and every word of a list", () => {
    const all = good.join("\n");
    const names = tables.flatMap(({ properties = {} }) => Object.keys(properties));
    const missing = names.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(all));
    expect(missing).toEqual([]);
    const words = lists.flatMap(([, schema]) => schema.enum ?? []);
    expect(words.filter((word) => !all.includes(`"${word}"`))).toEqual([]);
  });

  test("each of its bad files has one line that is wrong, and its good ones none", () => {
    expect(bad.length).toBeGreaterThan(25);
    for (const { name, isGood, refused } of contributed)
      expect({ name, lines: refused.length }).toEqual({ name, lines: isGood ? 0 : 1 });
  });
});
