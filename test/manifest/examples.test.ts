// The TOML examples of fal's documentation: each compiles, or is refused for the reason given here.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { canonicalJson } from "../../src/manifest/canonical.ts";
import { memoryFiles } from "../memory-files.ts";

const folder = new URL("../examples/", import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.toml$/, ""));
const toml = (name: string) => readFileSync(new URL(`${name}.toml`, folder), "utf8");

const files = memoryFiles({ Dockerfile: "FROM python:3.12-slim\n" });

const noEntry = "a fragment: the app's `ref` stands elsewhere on that page";
const refused: Readonly<Record<string, { readonly rule: string; readonly why: string }>> = {
  "pyproject-toml-04-health-check": { rule: "missing-key", why: noEntry },
  "retries-01-retry-config": { rule: "missing-key", why: noEntry },
};

/** What is said about the rest all the same. */
const flagged: Readonly<Record<string, readonly (readonly [rule: string, severity: string])[]>> = {
  // Line breaks in an inline table.
  "pyproject-toml-02-package-entry-point-toml11": [["toml-1-1-syntax", "warning"]],
};

describe("examples of fal's documentation", () => {
  test("are all here", () => {
    expect(names).toHaveLength(24);
    expect(Object.keys({ ...refused, ...flagged }).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(names)("%s", (name) => {
    const { diagnostics, manifests, apps } = check({ path: "pyproject.toml", text: toml(name) }, { files });
    const expected = refused[name] ? [[refused[name].rule, "error"]] : (flagged[name] ?? []);
    expect(diagnostics.map(({ rule, severity }) => [rule, severity])).toEqual(expected);
    expect(manifests.map(({ app }) => app)).toEqual(refused[name] ? [] : apps);
  });

  test.each(readdirSync(new URL("expected/", import.meta.url)))("%s, byte for byte", (file) => {
    const expected = readFileSync(new URL(`expected/${file}`, import.meta.url), "utf8");
    const { manifests } = check({ path: "pyproject.toml", text: toml(file.replace(/\.json$/, "")) });
    expect(`${JSON.stringify({ version: 1, manifests }, null, 2)}\n`).toBe(expected);
    expect(canonicalJson({ version: 1, manifests })).toBe(canonicalJson(JSON.parse(expected)));
  });
});
