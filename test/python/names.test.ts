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
    ["from fal.container import (ContainerImage)", 'ContainerImage("FROM a")'],
    ["from fal.container import (\n    ContainerImage,\n    Other,\n)", 'ContainerImage("FROM a")'],
    ["from fal.container import (Other, ContainerImage as Ci)", 'Ci("FROM a")'],
    ["import fal.container, other", 'fal.container.ContainerImage("FROM a")'],
    ["import other, fal.container as c", 'c.ContainerImage("FROM a")'],
    ["\ufefffrom fal import ContainerImage as Ci", 'Ci("FROM a")'],
    ["# why\rfrom fal import ContainerImage as Ci\r", 'Ci("FROM a")'],
    ["x = 1 + \\\r\n2\r\nfrom fal import ContainerImage as Ci", 'Ci("FROM a")'],
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
    ["import fal", 'fal.App.from_dockerfile("a")'],
    ["import fal", 'fal.ContainerImage.from_dockerfile_strs("a")'],
    ["import fal", 'fal.ContainerImage.xfrom_dockerfile("a")'],
    ["import fal\nCi = fal.ContainerImage\nCi = mine", 'Ci("FROM a")'],
    ["fal = mine()", 'fal.ContainerImage("FROM a")'],
    ["import fal.container as c", 'c.container.ContainerImage("FROM a")'],
    ["import fal\nfal.ContainerImage", 'toString("FROM a")'],
    ["import fal\nfal.ContainerImage", 'constructor.from_dockerfile("FROM a")'],
    ["import fal\nfal.ContainerImage", "__proto__()"],
    ["import fal", 'fal.ContainerImage.from_dockerfile.x("a")'],
    ["import fal", 'fal().ContainerImage("a")'],
    ["import fal", 'fal["a"].ContainerImage("a")'],
    ["import fal", "fal.ContainerImage"],
    ["A = B\nB = A", 'A.ContainerImage("a")'],
  ])("and not by %s, then %s", (imports, call) => {
    expect(named(imports, call)).toEqual([]);
  });
});

test.each([
  ["", "class X(fal.App)", "x"],
  ["", "class X(fal.app.App)", "x"],
  ["from fal.app import App", "class X(App)", "x"],
  ["from fal import App as Base", "class X(Base)", "x"],
  ["", "@fal.function(image=I)\ndef run()", "run"],
  ["", "@fal.api.function(image=I)\ndef run()", "run"],
  ["from fal.api.api import function", "@function(image=I)\ndef run()", "run"],
  ["", "class X(fal.Apps)", null],
  ["", "class X(mine.App)", null],
  ["", "class X(Y, fal.App Z)", null],
  ["", "class X(image=I)", null],
  ["", "@fal.functions(image=I)\ndef run()", null],
  ["", "@mine(image=I)\ndef run()", null],
  ["", "def run(a=fal.function(image=I))", null],
  ["", "class (fal.App)", null],
  ["", "class toString(constructor)", null],
])("%s, then %s, is the app %s", (imports, head, key) => {
  const source = `import fal\n${imports}\nI = fal.ContainerImage("FROM a")\n${head}:\n    image = I\n`;
  const { apps } = readModule(source, "app.py", null);
  expect(apps.find(({ declaration }) => declaration.kind !== "image")?.key ?? null).toBe(key);
});

test("a name for the class is found at the very end", () => {
  expect(keys(`import fal\ndef make():\n    I = Ci("FROM a")\nCi = fal.ContainerImage`)).toEqual(["I"]);
});

test("what a module declares comes in its order", () => {
  const { apps } = readModule(
    `import fal
A = fal.ContainerImage("FROM a")
@fal.function(image=fal.ContainerImage("FROM b"))
def run(): pass
class App(fal.App):
    image = fal.ContainerImage("FROM c")
D = fal.ContainerImage("FROM d")
use(x, fal.ContainerImage("FROM e"))
`,
    "app.py",
    null,
  );
  expect(apps.map(({ key, declaration: { kind, symbol } }) => [key, kind, symbol])).toEqual([
    ["A", "image", "A"],
    ["run", "function", "run"],
    ["app", "class", "App"],
    ["D", "image", "D"],
    ["fal", "image", "fal"],
  ]);
});

test.each<[string, string, readonly (string | null)[]]>([
  ["of one name, once each", 'I = fal.ContainerImage("FROM b")', ["FROM a", "FROM b"]],
  ["of one name, one of them with ignored files", "I = J\nI.add_dockerignore([])", [null]],
  ["of one name, one of them changed", "I = J\nI.dockerfile_str = x", [null]],
  ["of one name that something else has too", "I = J", ["FROM a"]],
  ["of a name that is made in a list", "J = [I]", ["FROM a"]],
  ["of a name that comes from a later `import *`", "from a import *", ["FROM a"]],
])("an image without an app, %s", (_, code, expected) => {
  const { apps } = readModule(`import fal\nI = fal.ContainerImage("FROM a")\n${code}\n`, "app.py", null);
  const texts = apps.map(({ image }) => {
    const dockerfile = image?.container.dockerfile ?? null;
    return dockerfile !== null && "text" in dockerfile ? dockerfile.text.value : null;
  });
  expect(texts).toEqual(expected);
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
    ["with several lines in front", `\ufeff# why\n\nimport fal\n${image}`, 8, false],
    ["with one in a branch", `if x:\n    import fal\n${image}`, -1, false],
  ])("%s", (_, source, firstImport, hasTextwrap) => {
    expect(readModule(source, "app.py", null)).toMatchObject({ firstImport, hasTextwrap, givenUpAt: null });
  });
  test("knows its comments and its first mistake", () => {
    const source = `# one\n${image}x = "# no"  # two`;
    const { comments, syntaxErrorAt } = readModule(source, "app.py", null);
    expect(comments.map((span) => source.slice(...span))).toEqual(["# one", "# two"]);
    expect(syntaxErrorAt()).toBeNull();
    expect(readModule(`\ufeff${source}`, "app.py", null).syntaxErrorAt()).toBeNull();
    expect(readModule(source.replaceAll("\n", "\r"), "app.py", null).syntaxErrorAt()).toBeNull();
    expect(readModule(`${image}x = = 1\ny = = 2\n`, "app.py", null).syntaxErrorAt()).toBe(image.length + 4);
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
  ["_my__app_", "my-app"],
  ["___", "___"],
])("a class %s is deployed as %s", (name, key) => {
  expect(keys(`import fal\nclass ${name}(fal.App):\n    image = fal.ContainerImage("FROM a")\n`)).toEqual([key]);
});

test("a module that does not speak of an image is not looked at", () => {
  const { syntaxErrorAt, ...module } = readModule("import textwrap # why\nx = = 1\n", "app.py", null);
  expect(module).toEqual({ apps: [], comments: [], firstImport: -1, givenUpAt: null, hasTextwrap: false });
  expect(syntaxErrorAt()).toBeNull();
});
