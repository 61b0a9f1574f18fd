// A pyproject.toml that cannot name fal is not even parsed.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { lint } from "../../src/lint.ts";
import type { Files } from "../../src/text/files.ts";

const status = (text: string, path = "pyproject.toml") => check({ path, text }).status;

describe("a file", () => {
  test.each([
    ["without the word, whatever it is", "[project\n", "pyproject.toml", "no-apps"],
    ["without the word, in a folder", "\ufeff[project\n", "a/pyproject.toml", "no-apps"],
    ["of another name was meant", "[project\n", "a/other.toml", "syntax-error"],
    ["of a longer name was meant", "[project\n", "my-pyproject.toml", "syntax-error"],
    ["with the word", "# fal\n[project\n", "pyproject.toml", "syntax-error"],
    ["with the word in escapes", '[tool."\\u0066al".apps.a]\nref = "a.py"\n', "pyproject.toml", "checked"],
    ["with the word in long escapes", '[tool."\\U00000066al".apps.a]\nref = "a.py"\n', "pyproject.toml", "checked"],
    ["with the word in escapes of TOML 1.1", '[tool."f\\x61l".apps.a]\nref = "a.py"\n', "pyproject.toml", "checked"],
  ])("%s", (_name, text, path, expected) => {
    expect(status(text, path)).toBe(expected);
  });

  test("that is dismissed is clean", () => {
    expect(lint({ path: "pyproject.toml", text: "[project\n" })).toMatchObject({ apps: [], diagnostics: [] });
  });
});

test("rules that are off are not asked", () => {
  let asked = 0;
  const stat = () => {
    asked++;
    return null;
  };
  const files: Files = {
    readText: () => ({ kind: "missing" }),
    stat,
    list: () => null,
    realPath: () => "a/pyproject.toml",
    digest: () => null,
  };
  const text = '[tool.fal.apps.a]\nimage.image = "ubuntu:24.04"\nexposed_port = 80\n';
  const askedBy = (select: readonly string[]) => {
    asked = 0;
    lint({ path: "a/pyproject.toml", text }, { files, config: { select } });
    return asked;
  };
  expect(askedBy(["unknown-key"])).toBe(0);
  expect(askedBy(["not-the-project-root"])).toBeGreaterThan(0);
});
