// What a name of a module stands for, and which calls make an image.
import { describe, expect, test } from "vitest";
import { readModule } from "../../src/python/module.ts";

/** The keys of what a module declares. */
const keys = (source: string) => readModule(source, "app.py", null).apps.map(({ key }) => key);

describe("an image without an app is found by", () => {
  const named = (imports: string, call: string) => keys(`${imports}\nIMAGE = ${call}\n`);
  test.each([
    ["from fal import ContainerImage", 'ContainerImage("FROM a")'],
    ["from fal.container import ContainerImage as Ci", 'Ci("FROM a")'],
    ["from fal.container import ContainerImage  \t as  \tCi", 'Ci("FROM a")'],
    ["from fal.container import ContainerImage as Ci", 'Ci.from_dockerfile("D")'],
    ["from fal.api import ContainerImage", 'ContainerImage.from_dockerfile_str("FROM a")'],
    ["from fal.api.api import ContainerImage", 'ContainerImage("FROM a")'],
    ["from fal.app import ContainerImage", 'ContainerImage("FROM a")'],
    ["import fal.container", 'fal.container.ContainerImage("FROM a")'],
    ["import fal.container as c", 'c.ContainerImage("FROM a")'],
    ["import fal\nCi = fal.ContainerImage", 'Ci("FROM a")'],
    ["import fal\nCi=fal.ContainerImage", 'Ci("FROM a")'],
    ["import fal\nCi  =  fal.ContainerImage  # why", 'Ci("FROM a")'],
    ["import fal\nCi = fal.ContainerImage; x = 1", 'Ci("FROM a")'],
    ["import fal\nmake = fal.ContainerImage.from_dockerfile", 'make("D")'],
    ["import fal\nmake = fal.ContainerImage.from_dockerfile_str", 'make("FROM a")'],
    ["import fal\nCi = fal.ContainerImage\nmake = Ci.from_dockerfile", 'Ci.from_dockerfile("D")'],
    ["", 'ContainerImage("FROM a")'],
  ])("%s, then %s", (imports, call) => {
    expect(named(imports, call)).toEqual(["IMAGE"]);
  });
  test.each([
    ["from mine import ContainerImage", 'ContainerImage("FROM a")'],
    ["import mine as fal", 'fal.ContainerImage("FROM a")'],
    ["import fal\nfal = mine()", 'fal.ContainerImage("FROM a")'],
    [
      "try:\n    from fal import ContainerImage\nexcept E:\n    from mine import ContainerImage",
      'ContainerImage("FROM a")',
    ],
    ["try:\n    from fal import ContainerImage\nexcept E:\n    ContainerImage = None", 'ContainerImage("FROM a")'],
    ["import fal", 'fal.ContainerImage.from_registry("a")'],
    ["import fal", 'fal.ContainerImage.from_dockerfile.x("a")'],
    ["import fal", 'fal().ContainerImage("a")'],
    ["import fal", 'fal["a"].ContainerImage("a")'],
    ["import fal", "fal.ContainerImage"],
    ["A = B\nB = A", 'A.ContainerImage("a")'],
  ])("and not by %s, then %s", (imports, call) => {
    expect(named(imports, call)).toEqual([]);
  });
});

describe("ignored files of an image are certain", () => {
  const ignore = (code: string) => {
    const [app] = readModule(`import fal\nI = fal.ContainerImage("FROM a")\n${code}\n`, "app.py", null).apps;
    const { dockerfile = null, ignore: given = null } = app?.image?.container ?? {};
    if (dockerfile === null) return "unknown";
    return given !== null && "text" in given ? given.text : given;
  };
  test.each([
    ["", null],
    ['I.add_dockerignore(["a", "b"])', "a\nb\n"],
    ['I.add_dockerignore(patterns=["a"])', "a\n"],
    ['I.add_dockerignore(path="x")', { standsFor: "x" }],
    ['J = I\nJ.add_dockerignore(["a"])', "a\n"],
    ['if x: pass\nI.add_dockerignore(["a"])', "a\n"],
    ['for x in y: pass\nI.add_dockerignore(["a"])', "a\n"],
    ['def f():\n    if x: pass\nI.add_dockerignore(["a"])', "a\n"],
    ['K.add_dockerignore(["a"])', null],
    ['I.add(["a"])', null],
  ])("after %s", (code, expected) => {
    expect(ignore(code)).toEqual(expected);
  });
  test.each([
    'if x:\n    I.add_dockerignore(["a"])',
    'for x in y:\n    I.add_dockerignore(["a"])',
    'while x:\n    I.add_dockerignore(["a"])',
    'try:\n    I.add_dockerignore(["a"])\nexcept E: pass',
    'with x:\n    I.add_dockerignore(["a"])',
    'match x:\n    case 1:\n        I.add_dockerignore(["a"])',
    'I.add_dockerignore(["a"]) if x else None',
    'if x:\n    if y: pass\n    I.add_dockerignore(["a"])',
    'def f():\n    I.add_dockerignore(["a"])',
    'I.add_dockerignore(["a"])\nI.add_dockerignore(["b"])',
    "I.add_dockerignore()",
    "I.add_dockerignore(*a)",
    "I.add_dockerignore(**a)",
    "I.add_dockerignore(a())",
    'I.add_dockerignore("a")',
    'I.add_dockerignore(["a"], "x")',
    'I.add_dockerignore(other=["a"])',
    'I.dockerignore = ["a"]',
    'J = I\nJ.dockerignore = ["a"]',
  ])("not after %s", (code) => {
    expect(ignore(code)).toBe("unknown");
  });
});

describe("a module", () => {
  const image = 'I = fal.ContainerImage("FROM a")\n';
  test.each<[string, string, number, boolean]>([
    ["without an import", image, -1, false],
    ["with one", `x = 1\nimport fal\n${image}`, 6, false],
    ["with several", `import fal\nimport textwrap\n${image}`, 0, true],
    ["with one of the future", `from __future__ import a\nimport fal\n${image}`, 25, false],
    ["with one in a function", `def f():\n    import fal\n${image}`, -1, false],
    ["with textwrap by another name", `import textwrap as t\n${image}`, 0, false],
    ["with something else by its name", `import a as textwrap\n${image}`, 0, false],
    ["with textwrap bound anew", `import textwrap\ntextwrap = 1\n${image}`, 0, false],
    ["with something of textwrap", `from textwrap import dedent\n${image}`, 0, false],
  ])("%s", (_, source, firstImport, hasTextwrap) => {
    expect(readModule(source, "app.py", null)).toMatchObject({ firstImport, hasTextwrap, givenUpAt: null });
  });
  test("knows its comments and its first mistake", () => {
    const source = `# one\n${image}x = "# no"  # two`;
    const { comments, syntaxErrorAt } = readModule(source, "app.py", null);
    expect(comments.map((span) => source.slice(...span))).toEqual(["# one", "# two"]);
    expect(syntaxErrorAt()).toBeNull();
    expect(readModule(`${image}x = = 1\n`, "app.py", null).syntaxErrorAt()).toBe(image.length + 4);
    expect(readModule("x = = 1\n", "app.py", null).syntaxErrorAt()).toBeNull();
  });
});

test.each([
  ["MyApp", "my-app"],
  ["App2Go", "app-go"],
  ["HTTPApp", "h-t-t-p-app"],
  ["my_app", "my-app"],
  ["app", "app"],
])("a class %s is deployed as %s", (name, key) => {
  expect(keys(`import fal\nclass ${name}(fal.App):\n    image = fal.ContainerImage("FROM a")\n`)).toEqual([key]);
});
