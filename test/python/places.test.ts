// Where the keys and values of a module stand, and the parts of the files that are written in it.
import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/python/document.ts";

const app = (body: string, args = "", before = "", head = "fal.App") =>
  `import fal\nfrom pathlib import Path\n${before}class App(${head}):\n    image = fal.ContainerImage("FROM a:1"${args})\n${body}`;

/** What the last app's entry at a path is called by, and what stands as its value. */
function place(source: string, path: readonly (string | number)[]): readonly string[] | null {
  const { positions, surroundings } = readDocument(source, "src/app.py", null);
  const entry = positions.find(["tool", "fal", "apps", [...surroundings.keys()].at(-1) ?? "", ...path]);
  return entry && [source.slice(...entry.keySpan), source.slice(...entry.valueSpan), entry.kind];
}

describe("a setting stands where it is written", () => {
  test.each<[string, string, readonly (string | number)[], readonly string[]]>([
    ["as an attribute", app("    keep_alive = 3\n"), ["keep_alive"], ["keep_alive", "3", "integer"]],
    ["with a type", app("    keep_alive: int = 3\n"), ["keep_alive"], ["keep_alive", "3", "integer"]],
    ["as the second of two targets", app("    a = keep_alive = 3\n"), ["keep_alive"], ["keep_alive", "3", "integer"]],
    ["under the name of the code", app("    app_name = 'a'\n"), ["name"], ["app_name", "'a'", "string"]],
    ["as an option", app("", "", "", "fal.App, keep_alive=-3"), ["keep_alive"], ["keep_alive", "-3", "integer"]],
    ["as a float", app("    keep_alive = 1.5\n"), ["keep_alive"], ["keep_alive", "1.5", "float"]],
    ["as a boolean", app("    keep_alive = True\n"), ["keep_alive"], ["keep_alive", "True", "boolean"]],
    ["as a list", app("    secrets = ['a', 'b']\n"), ["secrets"], ["secrets", "['a', 'b']", "array"]],
    ["in a list", app("    secrets = ['a', 'b']\n"), ["secrets", 1], ["'b'", "'b'", "string"]],
    ["as a dict", app("    retry_config = {'a': {}}\n"), ["retry_config"], ["retry_config", "{'a': {}}", "table"]],
    ["in a dict", app("    retry_config = {'a': 3}\n"), ["retry_config", "a"], ["'a'", "3", "integer"]],
    ["as a name", app("    keep_alive = N\n", "", "N = 3\n"), ["keep_alive"], ["keep_alive", "3", "integer"]],
    ["as what is not known", app("    keep_alive = f(3)\n"), ["keep_alive"], ["keep_alive", "f(3)", "table"]],
    ["in brackets", app("    keep_alive = (f(3))\n"), ["keep_alive"], ["keep_alive", "f(3)", "table"]],
    ["from outside", `${app("    keep_alive = 3\n")}App.keep_alive = 4\n`, ["keep_alive"], ["App", "App", "table"]],
    ["as a sum", app("    app_name = 'a' + 'b'\n"), ["name"], ["app_name", "'a' + 'b'", "string"]],
    ["as what a method makes", app("    app_name = ' a'.strip()\n"), ["name"], ["app_name", "' a'.strip()", "string"]],
    ["as an image", app(""), ["image"], ["image", 'fal.ContainerImage("FROM a:1")', "table"]],
    ["as a Dockerfile by its place", app(""), ["image", "dockerfile"], ['"FROM a:1"', '"FROM a:1"', "table"]],
    [
      "as a Dockerfile by its name",
      app("").replace('("', '(dockerfile_str="'),
      ["image", "dockerfile"],
      ["dockerfile_str", '"FROM a:1"', "table"],
    ],
    ["in an image", app("", ", cmd=['a']"), ["image", "cmd", 0], ["'a'", "'a'", "string"]],
    [
      "in a registry",
      app("", ", registries={'ghcr.io': {'username': 'me'}}"),
      ["image", "registries", "ghcr.io", "username"],
      ["'username'", "'me'", "string"],
    ],
    ["as the app itself", app(""), [], ["App", "App", "table"]],
    ["as the second app", app("").concat(app("").replace("App(", "Other(")), [], ["Other", "Other", "table"]],
  ])("%s", (_, source, path, expected) => {
    expect(place(source, path)).toEqual(expected);
  });

  test.each([
    ['"D"', '"D"'],
    ['Path("D") / "x"', 'Path("D") / "x"'],
    ['Path("D", "x")', 'Path("D", "x")'],
    ["__file__", "__file__"],
    ["Path(__file__).parent", "Path(__file__).parent"],
    ["Path(__file__).resolve()", "Path(__file__).resolve()"],
    ["HERE", "Path(__file__)"],
    ["f()", null],
  ])("as the path %s", (path, value) => {
    const source = app("", "", "HERE = Path(__file__)\n").replace('("FROM a:1"', `.from_dockerfile(${path}`);
    expect(place(source, ["image", "dockerfile"])?.[1] ?? null).toBe(value);
  });

  test("and the tables around an app where that is named", () => {
    const source = app("");
    const { positions } = readDocument(source, "app.py", null);
    const at = (path: readonly string[]) => {
      const entry = positions.find(path);
      return entry && [source.slice(...entry.keySpan), source.slice(...entry.valueSpan)];
    };
    expect(at(["tool"])).toEqual(["App", "App"]);
    expect(at(["tool", "fal", "apps"])).toEqual(["App", "App"]);
    expect(positions.entries.map(({ key }) => key)).toEqual(["tool", "fal", "apps", "app", "image", "dockerfile"]);
  });

  test("and nothing that is not written", () => {
    expect(place(app(""), ["keep_alive"])).toBeNull();
    expect(place(app("    keep_alive = 3\n"), ["keep_alive", "x"])).toBeNull();
  });
});

describe("a part of a Dockerfile stands where it is written", () => {
  const pointed = (dockerfile: string, part: string, before = "") => {
    const source = app("", "", before).replace('"FROM a:1"', dockerfile);
    const { surroundings } = readDocument(source, "app.py", null);
    const file = surroundings.get("app")?.embedded.get("Dockerfile");
    if (file === undefined || !("text" in file)) return null;
    const start = file.text.indexOf(part);
    return source.slice(...file.sourceSpan([start, start + part.length]));
  };
  test.each<[string, string, string, string, string?]>([
    ["in a literal", '"FROM a:1"', "a:1", "a:1"],
    ["as a number", 'f"FROM a:{1_000}"', "1000", "1_000"],
    ["in a number", 'f"FROM a:{1_000}"', "00", "1_000"],
    ["with a number", 'f"FROM a:{1_000}"', "a:1000", "a:{1_000}"],
    ["as a number by its name", 'f"FROM a:{N}"', "1000", "1_000", "N = 1_000\n"],
    ["behind a number", 'f"FROM a:{1_000}-b"', "b", "b"],
    ["as a name", "F", "a:1", "a:1", 'F = "FROM a:1"\n'],
    ["in the name of an f-string", 'f"FROM {A}:1"', "a", "a", 'A = "a"\n'],
    ["over the end of a name", 'f"FROM {A}:1"', "a:1", "{A}:1", 'A = "a"\n'],
    ["over the start of a name", "F + A", "FROM a", "F + A", 'F = "FROM "\nA = "a"\n'],
    ["from a name on", 'F + "a:1"', "FROM a:1", 'F + "a:1', 'F = "FROM "\n'],
    ["up to a name", '"FROM " + A', "FROM a", 'FROM " + A', 'A = "a:1"\n'],
    ["over the end of a literal", '"FR" "OM a"', "FROM", 'FR" "OM'],
  ])("%s", (_, dockerfile, part, expected, before) => {
    expect(pointed(dockerfile, part, before)).toBe(expected);
  });
});

describe("the files of an app", () => {
  const source = app("", ", dockerignore=['a', 'b']");
  const files = () => readDocument(source, "src/app.py", null).surroundings.get("app")?.embedded ?? new Map();

  test("are the module itself, the Dockerfile and the .dockerignore", () => {
    const all = Array.from(files(), ([name, file]) => [name, "text" in file ? [file.text, file.isThere] : file]);
    expect(Object.fromEntries(all)).toEqual({
      "src/app.py": [source, true],
      Dockerfile: ["FROM a:1", false],
      ".dockerignore": ["a\nb\n", true],
    });
  });

  test("have their places, line ends too", () => {
    const ignore = files().get(".dockerignore");
    const at = (start: number, end: number) => source.slice(...ignore.sourceSpan([start, end]));
    expect([at(0, 1), at(2, 3), at(0, 3), at(0, 4)]).toEqual(["a", "b", "a', 'b", "a', 'b'"]);
    const [end] = ignore.sourceSpan([1, 2]);
    expect(source.slice(0, end)).toMatch(/\['a'$/);
    expect(files().get("src/app.py").sourceSpan([3, 9])).toEqual([3, 9]);
  });
});
