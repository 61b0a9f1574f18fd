import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { nodeFiles } from "../../src/cli/node-files.ts";
import { dockerfileApp, findings } from "./run.ts";

const closed = { directory: "unreadable" } as const;

test("a folder that cannot be listed, at the source that holds it", () => {
  const tree = { "data/a": "x", "data/b/c": closed, "data/d": closed, "other/a": "x" };
  const found = findings("upload-unreadable", dockerfileApp("FROM a:1\nCOPY other data /x/\n", tree));
  expect(found.map(({ severity, file, at, message }) => [severity, file, at, message])).toEqual([
    [
      "warning",
      "Dockerfile",
      "data",
      "`data/b/c` (and 1 more) cannot be read, or has a name that is not UTF-8: it is not sent, and the image will lack it.",
    ],
  ]);
});

test("near miss: an excluded one, and one that no line copies", () => {
  const tree = { "data/a": "x", "data/b": closed, closed, ".dockerignore": "data/b\n" };
  expect(findings("upload-unreadable", dockerfileApp("FROM a:1\nCOPY data /x/\n", tree))).toEqual([]);
});

test("a name that is not UTF-8, in a real folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "fal-lint-names-"));
  const { "pyproject.toml": text, Dockerfile } = dockerfileApp("FROM a:1\nCOPY data /x/\n");
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "Dockerfile"), String(Dockerfile));
  writeFileSync(join(folder, "data/line\nbreak"), "x");
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/data/caf`), Buffer.of(0xe9)]), "x");
  const { diagnostics, manifests } = check(
    { path: "pyproject.toml", text: String(text) },
    { files: nodeFiles(folder), now: new Date(0) },
  );
  rmSync(folder, { recursive: true });
  expect(diagnostics.map(({ rule, message }) => [rule, message.split(" cannot")[0]])).toEqual([
    ["upload-unreadable", "`data/caf\ufffd`"],
  ]);
  expect(manifests[0]?.build.uploads?.map(({ path }) => path)).toEqual(["data/line\nbreak"]);
});
