// What a fix that is worded for TOML writes into a module: only in the place of one literal that stands where it is used.
import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/python/document.ts";

type Path = readonly (string | number)[];

const app = (body: string, before = "", head = "fal.App") =>
  `import fal\n${before}class App(${head}):\n    image = fal.ContainerImage("FROM a:1")\n${body}`;

/** The module after the edit, without what is the same in all; null without one. */
function edited(source: string, path: Path, part: "key" | "value", text: string): string | null {
  const edit = readDocument(source, "app.py", null).edit(["tool", "fal", "apps", "app", ...path], part, text);
  return edit === null ? null : source.slice(0, edit.span[0]) + edit.text + source.slice(edit.span[1]);
}

describe("a value", () => {
  const keep = (value: string) => app(`    keep_alive = ${value}\n`);
  test.each([
    ["an integer", "3", "300", "300"],
    ["a negative integer", "-1", "-20", "-20"],
    ["an integer by a string", "3", '"3"', '"3"'],
    ["a string", '"3"', "3", "3"],
    ["a string in single quotes", "'3'", '"x\\u00e9"', '"x\\u00e9"'],
    ["a string in triple quotes", '"""3"""', "3", "3"],
    ["a raw string", 'r"3"', "3", "3"],
    ["a boolean", "True", "false", "False"],
    ["another boolean", "False", "true", "True"],
  ])("%s", (_, before, text, after) => {
    expect(edited(keep(before), ["keep_alive"], "value", text)).toBe(keep(after));
  });

  test.each([
    ["a literal string of TOML", "3", "'x'"],
    ["a string of several lines", "3", '"""x"""'],
    ["an array", "3", "[1]"],
    ["a table", "3", "{ a = 1 }"],
    ["a float", "3", "1.5"],
    ["a number with something behind", "3", "3x"],
    ["a number with something in front", "3", "x3"],
    ["a bare word", "3", "None"],
  ])("is never %s, which would be other Python", (_, before, text) => {
    expect(edited(keep(before), ["keep_alive"], "value", text)).toBeNull();
  });

  test.each([
    ["a list", "[3]"],
    ["a float", "1.5"],
    ["a dict", '{"a": 3}'],
    ["an f-string", 'f"3"'],
    ["literals side by side", '"3" "4"'],
    ["literals side by side, with other quotes", "\"3\" '4'"],
    ["a sum", '"3" + "4"'],
    ["what stands in parentheses", "(3)"],
    ["what only runs tell", "three()"],
    ["bytes", 'b"3"'],
    ["a string that cannot be read", '"\\N{BULLET}"'],
    ["a sum with what only runs tell", '"3" + three("4")'],
  ])("is not put in the place of %s", (_, before) => {
    expect(edited(keep(before), ["keep_alive"], "value", "4")).toBeNull();
  });

  test("of a setting that is not there is none", () => {
    expect(edited(keep("3"), ["num_gpus"], "value", "4")).toBeNull();
  });

  test.each([
    ["with a type", "    keep_alive: int = 3\n", "    keep_alive: int = 4\n"],
    ["with a generic type", "    keep_alive: Optional[int] = 3\n", "    keep_alive: Optional[int] = 4\n"],
    ["without blanks", "    keep_alive=3\n", "    keep_alive=4\n"],
    ["with many", "    keep_alive  =  3\n", "    keep_alive  =  4\n"],
    ["behind a line join", "    keep_alive = \\\n 3\n", null],
    ["with a type as a string", '    keep_alive: "int" = 3\n', null],
    ["of two targets", "    keep_alive = other = 3\n", null],
    ["behind another target", "    other = keep_alive = 3\n", "    other = keep_alive = 4\n"],
  ])("of an attribute %s", (_, before, after) => {
    expect(edited(app(before), ["keep_alive"], "value", "4")).toBe(after === null ? null : app(after));
  });

  test.each([
    ["above", "THREE = 3\n", "THREE"],
    ["on the line of the class", "", "THREE; THREE = 3"],
  ])("that a name stands for, bound %s, is left alone", (_, before, value) => {
    expect(edited(app(`    keep_alive = ${value}\n`, before), ["keep_alive"], "value", "4")).toBeNull();
  });

  test("that a name stands for which is bound further on is left alone", () => {
    const image = (value: string) =>
      `import fal\nmake = lambda: fal.ContainerImage("FROM a:1", build_args={"A": ${value}\n`;
    const path = ["tool", "fal", "apps", "fal", "image", "build_args", "A"];
    const edit = (source: string) => readDocument(source, "app.py", null).edit(path, "value", '"4"');
    expect(edit(image('"3"})'))?.text).toBe('"4"');
    expect(edit(image('THREE}); THREE = "3"'))).toBeNull();
    expect(edit(image('THREE})\nTHREE = "3"'))).toBeNull();
  });

  test.each([
    [
      "in the head of a class",
      app("", "", "fal.App, keep_alive=3"),
      app("", "", "fal.App, keep_alive=4"),
      ["keep_alive"],
    ],
    [
      "in a dict",
      app("", "", 'fal.App, retry_config={"timeout": {"retries": 3}}'),
      app("", "", 'fal.App, retry_config={"timeout": {"retries": 4}}'),
      ["retry_config", "timeout", "retries"],
    ],
    ["in a list", app("    secrets = [1, 3]\n"), app("    secrets = [1, 4]\n"), ["secrets", 1]],
    ["at the start of a list", app("    secrets = [3, 1]\n"), app("    secrets = [4, 1]\n"), ["secrets", 0]],
    ["in a list in a list", app("    secrets = [[1], [3]]\n"), app("    secrets = [[1], [4]]\n"), ["secrets", 1, 0]],
    ["in a list by its name", app("    secrets = [X]\n", "X = 3\n"), null, ["secrets", 0]],
    [
      "in a list by a name below it",
      app("    secrets = [X]\n").replace("\nclass", "\nX = 3\nclass"),
      null,
      ["secrets", 0],
    ],
    ["in a list by a name that is bound further on", `${app("    secrets = [X]\n")}X = 3\n`, null, ["secrets", 0]],
    ["in a tuple", app("    secrets = (3, 1)\n"), app("    secrets = (4, 1)\n"), ["secrets", 0]],
    [
      "in a list that has a name",
      app("    secrets = X\n", "X = [3]\n"),
      app("    secrets = X\n", "X = [4]\n"),
      ["secrets", 0],
    ],
  ] as const)("%s", (_, before, after, path) => {
    expect(edited(before, path, "value", "4")).toBe(after);
  });

  test("by position", () => {
    const image = (args: string) => app("").replace('"FROM a:1"', args);
    const before = image('"FROM a:1", {"A": "3"}');
    expect(edited(before, ["image", "build_args", "A"], "value", '"4"')).toBe(image('"FROM a:1", {"A": "4"}'));
    expect(edited(before, ["image", "build_args"], "value", '"4"')).toBeNull();
  });
});

describe("a key", () => {
  const retry = (key: string) => app("", "", `fal.App, retry_config={${key}: 3}`);
  test.each([
    ["bare", '"a"', "timeout", '"timeout"'],
    ["bare, with digits", '"a"', "A_b-3", '"A_b-3"'],
    ["in quotes", "'a'", '"a.b"', '"a.b"'],
    ["of two literals", '"a" ""', "b", '"b"'],
  ])("%s", (_, before, text, after) => {
    expect(edited(retry(before), ["retry_config", "a"], "key", text)).toBe(retry(after));
  });
  test.each([
    ["of several parts", '"a"', "b.c"],
    ["in single quotes", '"a"', "'b'"],
    ["in triple quotes", '"a"', '"""b"""'],
    ["without a letter", '"a"', ""],
    ["in the place of a name", "A", "b"],
    ["in the place of a sum", '"a" + E', "b"],
  ])("%s is none", (_, before, text) => {
    const source = `A = "a"\nE = ""\n${retry(before)}`;
    expect(edited(source, ["retry_config", "a"], "key", text)).toBeNull();
  });
  test("that is a keyword or an attribute stays", () => {
    expect(edited(app("    keep_alive = 3\n"), ["keep_alive"], "key", "x")).toBeNull();
    expect(edited(app("", "", "fal.App, keep_alive=3"), ["keep_alive"], "key", "x")).toBeNull();
  });
});
