// What the expressions of a module stand for, as the values of a pyproject.toml: Python's own meaning, or nothing.
import { describe, expect, test } from "vitest";
import { pathText } from "../../src/config/wording.ts";
import { readDocument } from "../../src/python/document.ts";
import { isTomlTable, TomlFloat, type TomlTable, type TomlValue } from "../../src/toml/values.ts";
import { memoryFiles } from "../memory-files.ts";

const at = (table: TomlTable, ...keys: readonly string[]): TomlTable =>
  keys.reduce((inner, key) => {
    const next = inner[key];
    return isTomlTable(next) ? next : {};
  }, table);

const unknown = Symbol("known only when the code runs");

/** The app's table, and the paths of what is not known. */
function read(source: string, path = "app.py") {
  const { root, surroundings, module } = readDocument(source, path, memoryFiles({}));
  const [key = ""] = surroundings.keys();
  return {
    app: at(root, "tool", "fal", "apps", key),
    dynamic: surroundings.get(key)?.dynamic.paths.map(pathText) ?? [],
    container: module.apps[0]?.image?.container ?? null,
  };
}

/** What `_scheduler_options = {"x": …}` holds, which takes any value. */
function meaning(expression: string, before = "", after = ""): TomlValue | symbol | undefined {
  const { app, dynamic } = read(
    `import fal\n${before}class App(fal.App):\n    image = fal.ContainerImage("FROM a:1")\n    _scheduler_options = {"x": ${expression}}\n${after}`,
  );
  if (dynamic.length > 0) return unknown;
  return at(app, "_scheduler_options")["x"];
}

const plain = (value: TomlValue | symbol | undefined) => (value instanceof TomlFloat ? { float: value.value } : value);

describe("a value", () => {
  test.each<[string, unknown]>([
    ["0", 0],
    ["00", 0],
    ["1_000", 1000],
    ["0x1F", 31],
    ["0X_1f", 31],
    ["0o17", 15],
    ["0b101", 5],
    ["9007199254740993", 9007199254740993n],
    ["-9007199254740993", -9007199254740993n],
    ["-3", -3],
    ["--3", 3],
    ["1.5", { float: 1.5 }],
    ["-1.5", { float: -1.5 }],
    ["1e3", { float: 1000 }],
    [".5", { float: 0.5 }],
    ["1.25", { float: 1.25 }],
    ["1e10", { float: 1e10 }],
    ["1E-5", { float: 1e-5 }],
    ["1.5e+3", { float: 1500 }],
    ["True", true],
    ["False", false],
    ["None", undefined],
    ["((3))", 3],
    ["(3,)", [3]],
    ["()", []],
    ["[1, 'a', [True]]", [1, "a", [true]]],
    ["[1,]", [1]],
    ['"a" "b"', "ab"],
    ['"a" + "b" + "c"', "abc"],
    ['("a" + "b") + "c"', "abc"],
    ['"a" + ("b" + "c")', "abc"],
    ['"a" f"{1}"', "a1"],
    ["f\"{-3} {True} {False} {None} {1.5} {'x'}\"", "-3 True False None 1.5 x"],
    ['f"{10.25} {-0.5} {1_000}"', "10.25 -0.5 1000"],
    ['" a ".strip()', "a"],
    ["{}", {}],
    ['{"a": 1, "b": 2,}', { a: 1, b: 2 }],
    ['{"a": 1, "a": 2}', { a: 2 }],
    ['{"a": 1, **{"a": 2, "b": 3}}', { a: 2, b: 3 }],
    ['{**{"a": 2}, "a": 1}', { a: 1 }],
    ['{"a" "b": 1}', { ab: 1 }],
    ['{"__proto__": 1}', Object.fromEntries([["__proto__", 1]])],
  ])("%s", (expression, value) => {
    expect(plain(meaning(expression))).toEqual(value);
  });

  test.each([
    "+3",
    "~3",
    "not True",
    "-True",
    '-"a"',
    "1j",
    "1.5j",
    "0777",
    "1e1000",
    "1 + 2",
    '"a" - "b"',
    '"a" + 1',
    '"a" / "b"',
    '"a" + "b" * 2',
    '"a" % "b"',
    '"a" + "b" - "c"',
    '"a" - "b" + "c"',
    '"a" * "b" + "c"',
    '"a" not in "b"',
    '"a" and "b"',
    "1 < 2",
    "(1 if a else 2)",
    "[*a]",
    "[1, *a]",
    "{1, 2}",
    "{1: 2}",
    "{a: 1}",
    "{**a}",
    '{"a": 1, **a}',
    '{"a": b()}',
    "[a for a in [1]]",
    "{'a': 1 for a in [1]}",
    "(yield)",
    "[1][0]",
    '"a".upper()',
    '"a".strip("a")',
    '"a".strip(*b)',
    '"a".resolve()',
    '"a".parent',
    "lambda: 3",
    "(a := 3)",
    "...",
    'f"{1e100}"',
    'f"{[1]}"',
    'f"{1:>3}"',
    'f"{1!r}"',
    'f"{1=}"',
    'f"{1.5e-7}"',
    'f"{1e22}"',
    "textwrap.dedent('a', 'b')",
    "textwrap.dedent('a', x='b')",
    "textwrap.dedent(x='a')",
    "textwrap.dedent(3)",
    "inspect.cleandoc(3)",
    "print('a')",
    "strip()",
    '"a"[strip]()',
  ])("%s is none that is known", (expression) => {
    expect(meaning(expression)).toBe(unknown);
  });

  test.each([
    "(3 4)",
    "(3",
    "(",
    "-",
    "[1 2]",
    '"a" +',
    '"a".',
    '"a".strip(',
    "textwrap.dedent('a' 3)",
    'f"{}"',
    'f"{1 2}"',
    'f"{1"',
    'f"{',
    "{",
    '{"a": 1 2}',
    '{"a": 1, "b"}',
    '{"a": 1, **}',
    '{"a":}',
  ])("%s is no Python: nothing is known, and no harm is done", (expression) => {
    expect(meaning(expression)).toBe(unknown);
  });

  const nested = (before: string, inner: string, after: string) => (depth: number) =>
    before.repeat(depth) + inner + after.repeat(depth);
  test.each<[string, (depth: number) => string, string?]>([
    ["parentheses", nested("(", "3", ")")],
    ["lists", nested("[", "3", "]")],
    ["values of dicts", nested('{"a": ', "3", "}")],
    ["spread dicts", nested("{**", "{}", "}")],
    ["signs", nested("-", "3", "")],
    ["sums", nested('"a" + (', '"a"', ")")],
    ["methods", nested("", '"a"', ".strip()")],
    ["calls", nested("textwrap.dedent(", '"a"', ")")],
    ["names", (depth) => `X${depth}`, "X{i}"],
    ["f-strings", (depth) => `X${depth}`, 'f"{X{i}}"'],
  ])("of a nest of %s is known as deep as anybody writes", (_, make, name) => {
    const names = name
      ? `X0 = "a"\n${Array.from({ length: 150 }, (_, i) => `X${i + 1} = ${name.replace("{i}", String(i))}\n`).join("")}`
      : "";
    expect(meaning(make(30), names)).not.toBe(unknown);
    expect(meaning(make(150), names)).toBe(unknown);
  });

  test("in a long sum, and in one that nobody writes", () => {
    const sum = (length: number) => Array.from({ length }, () => '"a"').join(" + ");
    expect(meaning(sum(400))).toBe("a".repeat(400));
    expect(meaning(sum(1000))).toBe(unknown);
    expect(meaning(sum(2000))).toBe(unknown);
  });
});

describe("what would fill the memory is not known", () => {
  const many = (count: number, piece: string) => `[${piece.repeat(count)}]`;
  const numbers = many(1000, "1, ");
  test.each<[string, string, string, string]>([
    ["a large string that is used often", `X = "${"x".repeat(400_000)}"\n`, many(20, "X, "), many(80, "X, ")],
    ["a long list that is used often", `X = ${numbers}\n`, many(20, "X, "), many(800, "X, ")],
    ["a dict with a long list", `X = {"a": ${numbers}}\n`, many(20, "X, "), many(800, "X, ")],
    ["lists in lists", `X = ${many(1000, "[1], ")}\n`, many(10, "X, "), many(400, "X, ")],
    [
      "lists that double each other",
      `X0 = [1]\n${Array.from({ length: 20 }, (_, i) => `X${i + 1} = [X${i}, X${i}]\n`).join("")}`,
      "X8",
      "X20",
    ],
  ])("%s", (_, before, little, much) => {
    expect(meaning(little, before)).not.toBe(unknown);
    expect(meaning(much, before)).toBe(unknown);
  });

  test("but each name is looked at once", () => {
    const names = Array.from({ length: 40 }, (_, i) => `X${i + 1} = {**X${i}, **X${i}}\n`);
    expect(meaning("X40", `X0 = {"a": 1}\n${names.join("")}`)).toEqual({ a: 1 });
  });
});

describe("a name", () => {
  test.each<[string, string, unknown, string?]>([
    ["of the module", "X = 3\n", 3],
    ["of the module, set further on", "", 3, "X = 3\n"],
    ["with a type", "X: int = 3\n", 3],
    ["with a type alone, then set", "X: int\nX = 3\n", 3],
    ["one of two targets", "X = Y = 3\n", 3],
    ["behind `import *`", "from a import *\nX = 3\n", 3],
    ["in an `if`", "if True:\n    X = 3\n", 3],
    ["of which another scope has one too", "X = 3\ndef f():\n    X = 4\nclass Y:\n    X = 5\n", 3],
    ["of a pattern in a function", "X = 3\ndef f():\n    match a:\n        case X: pass\n", 3],
    ["of a type in a function", "X = 3\ndef f():\n    type X = int\n", 3],
    ["that another's keyword has", "X = 3\nf(X=4)\n", 3],
    ["that is only read", "X = 3\nprint(X)\nY = X\nX.bit_length()\n", 3],
    ["of a comprehension", "X = 3\nY = [X for X in a]\n", 3],
    ["of a lambda's parameter", "X = 3\nY = lambda X: X\n", 3],
    ["of a parameter's default", "X = 3\ndef f(a=X): pass\n", 3],
    ["over which a loop goes", "X = 3\nfor Y in X: pass\n", 3],
    ["of the context of a `with`", "X = 3\nwith X as f: pass\n", 3],
    ["by which another grows", "X = 3\nY = 4\nY += X\n", 3],
    ["of a type alone", "X = 3\nX: int\n", 3],
    ["of a function's parameter", "X = 3\ndef f(X): pass\n", 3],
    ["before `import *`", "X = 3\nfrom a import *\n", unknown],
    ["unbound", "", unknown],
    ["that is a circle", "X = Y\nY = X\n", unknown],
    ["set twice", "X = 3\nX = 3\n", unknown],
    ["set in both branches", "if a:\n    X = 3\nelse:\n    X = 4\n", unknown],
    ["that grows", "X = 3\nX += 1\n", unknown],
    ["deleted", "X = 3\ndel X\n", unknown],
    ["unpacked", "X, Y = 3, 4\n", unknown],
    ["of a second target", "X = 3\nY, X = f()\n", unknown],
    ["of a target with a comma", "X, = [3]\n", unknown],
    ["set to what has a comma", "X = 3, 4\n", unknown],
    ["of an `except` of Python 2", "X = 3\ntry: pass\nexcept E, X: pass\n", unknown],
    ["of a pattern with a name", "X = 3\nmatch a:\n    case 1 as X: pass\n", unknown],
    ["of a type", "X = 3\ntype X = int\n", unknown],
    ["of an import of several", "X = 3\nfrom a import (X, Y)\n", unknown],
    ["of an import of one", "X = 3\nfrom a import (X)\n", unknown],
    ["that is a circle, and is changed", "X = Y\nY = X\nX[0] = 4\n", unknown],
    ["unpacked too", "X = 3\n[(X), Y] = f()\n", unknown],
    ["of a starred target", "X = 3\n*X, Y = f()\n", unknown],
    ["of a loop", "X = 3\nfor X in a: pass\n", unknown],
    ["of a loop over pairs", "X = 3\nfor Y, (Z, X) in a: pass\n", unknown],
    ["of a `with`", "X = 3\nwith a as X: pass\n", unknown],
    ["of a `with` over pairs", "X = 3\nwith a as (Y, X): pass\n", unknown],
    ["of an `except`", "X = 3\ntry: pass\nexcept E as X: pass\n", unknown],
    ["of a walrus", "X = 3\nprint(X := 4)\n", unknown],
    ["of a walrus behind another argument", "X = 3\nprint(1, X := 4)\n", unknown],
    ["of a walrus for an argument in a comprehension", "X = 3\nY = [[f(X := 4) for a in b] for c in d]\n", unknown],
    ["of a walrus of a function", "X = 3\ndef f():\n    print(X := 4, (X := 5))\n", 3],
    ["of a walrus in a comprehension", "X = 3\nY = [X := 4 for a in b]\n", unknown],
    ["of a pattern", "X = 3\nmatch a:\n    case X: pass\n", unknown],
    ["of an import", "X = 3\nimport X\n", unknown],
    ["of an import as", "X = 3\nimport a as X\n", unknown],
    ["of an import from", "X = 3\nfrom a import (Y, X)\n", unknown],
    ["of the first part of an import", "X = 3\nimport X.y\n", unknown],
    ["of a class", "X = 3\nclass X: pass\n", unknown],
    ["of a function", "X = 3\ndef X(): pass\n", unknown],
    ["that a function says is global", "X = 3\ndef f():\n    global X\n    X = 4\n", unknown],
    ["of which an attribute is set", "X = 3\nX.a = 4\n", unknown],
  ])("%s", (_, before, value, after = "") => {
    expect(meaning("X", before, after)).toEqual(value);
  });

  test.each([
    "X[0] = 4",
    "X[0] += 4",
    "del X[0]",
    "X += [4]",
    "X.append(4)",
    "X.extend([4])",
    "X.insert(0, 4)",
    "X.pop()",
    "X.remove(3)",
    "X.clear()",
    "X.sort()",
    "X.reverse()",
    "X.__setitem__(0, 4)",
    "Y = X\nY.append(4)",
    "Y = X\nZ = Y\nZ[0] = 4",
    "def f():\n    X.append(4)",
    "X[0][1] = 4",
    "X[0].a = 4",
    "X.a[0] = 4",
    "X.a.b[0] += 4",
    "del X[0][1]",
    "X[0].append(4)",
    'X[0]["a"].update(b=4)',
    "[X.append(a) for a in b]",
    "[a for a in X.pop()]",
  ])("of a list that is changed by %s", (change) => {
    expect(meaning("X", "X = [3]\n", `${change}\n`)).toBe(unknown);
  });

  test.each([
    "X.index(3)",
    "X.copy()",
    "Y = [X]",
    "def f(X):\n    X.append(4)",
    "X2.append(4)",
    "appends(X)",
    "X.unsort()",
    "X.popular()",
    "X[0].index(3)",
    "Y[X] = 3",
    "Y[X].append(3)",
    "Y().X[0] = 3",
    "[X.append(4) for X in a]",
    "Y += X",
  ])("of a list that is not changed by %s", (use) => {
    expect(meaning("X", "X = [3]\n", `${use}\n`)).toEqual([3]);
  });

  test.each(["X.update(a=1)", "X.setdefault('a', 1)", "X.popitem()", 'X["a"] = 1', "(X['a'], Y) = f()"])(
    "of a dict that is changed by %s",
    (change) => {
      expect(meaning("X", 'X = {"b": 1}\n', `${change}\n`)).toBe(unknown);
    },
  );

  const own = (body: string) => {
    const { app, dynamic } = read(`import fal\nX = 1\n${body}`);
    return dynamic.includes("keep_alive") ? unknown : app["keep_alive"];
  };
  const image = 'image = fal.ContainerImage("FROM a:1")';
  test.each<[string, string, unknown]>([
    ["a class sees its own names", `class A(fal.App):\n    ${image}\n    X = 2\n    keep_alive = X\n`, 2],
    [
      "and no other class's",
      `class B:\n    X = 2\n    class A(fal.App):\n        ${image}\n        keep_alive = X\n`,
      1,
    ],
    [
      "a name of a function is known only when it runs",
      `def f():\n    X = 2\n    class A(fal.App):\n        ${image}\n        keep_alive = X\n`,
      unknown,
    ],
    [
      "and so is its parameter",
      `def f(X):\n    class A(fal.App):\n        ${image}\n        keep_alive = X\n`,
      unknown,
    ],
    [
      "and so is one with a default",
      `def f(X=4):\n    class A(fal.App):\n        ${image}\n        keep_alive = X\n`,
      unknown,
    ],
    [
      "the default of a parameter is not its own",
      `def f(a=X):\n    class A(fal.App):\n        ${image}\n        keep_alive = X\n`,
      1,
    ],
    [
      "a name of a class is safe from a later `import *`",
      `class A(fal.App):\n    ${image}\n    X = 2\n    keep_alive = X\nfrom a import *\n`,
      2,
    ],
    [
      "a name that a function only declares is its own",
      `def f():\n    X: int\n    class A(fal.App):\n        ${image}\n        keep_alive = X\n`,
      unknown,
    ],
  ])("%s", (_, body, value) => {
    expect(own(body)).toBe(value);
  });
});

describe("what a call gives an image", () => {
  const image = (given: string, form = "ContainerImage") => {
    const { app, dynamic } = read(`import fal\nclass App(fal.App):\n    image = fal.${form}(${given})\n`);
    return { image: app["image"], dynamic };
  };
  const dockerfile = { dockerfile: "Dockerfile" };
  test.each<[string, string, object, readonly string[]]>([
    [
      "every field by its place",
      '"FROM a:1", {"A": "1"}, {"r": {}}, "depot", "gzip", True, {"S": "2"}, ["e"], ["c"], False, ".", [], None',
      {
        ...dockerfile,
        build_args: { A: "1" },
        registries: { r: {} },
        secrets: { S: "2" },
        entrypoint: ["e"],
        cmd: ["c"],
      },
      [],
    ],
    [
      "what Python alone has",
      '"FROM a:1", builder="depot", compression=zip(), force_compression=force(), use_isolate=isolate()',
      dockerfile,
      [],
    ],
    ["too many by their place", `"FROM a:1"${", None".repeat(13)}`, {}, ["image", "image.dockerfile"]],
    ["a spread", '"FROM a:1", *rest', {}, ["image", "image.dockerfile"]],
    ["options", 'dockerfile_str="FROM a:1", **rest', {}, ["image", "image.dockerfile"]],
    ["nothing", "", {}, ["image.dockerfile"]],
    ["None", "None", {}, ["image.dockerfile"]],
    ["a key that there is not", '"FROM a:1", x=1', { ...dockerfile, x: 1 }, []],
    ["what is not known", '"FROM a:1", cmd=c()', dockerfile, ["image.cmd"]],
    ["what is no Python", '"FROM a:1", cmd=["c"] 3', {}, ["image", "image.dockerfile"]],
    ["what is no Python in the first place", '"FROM a:1" 3', {}, ["image", "image.dockerfile"]],
    ["a context that is None", '"FROM a:1", context_dir=None', dockerfile, []],
    ["ignored files that are None", '"FROM a:1", dockerignore=None, dockerignore_path=None', dockerfile, []],
    ["ignored files that are no texts", '"FROM a:1", dockerignore=[1]', {}, ["image.dockerfile"]],
    ["ignored files of two lines", '"FROM a:1", dockerignore=["a\\vb"]', {}, ["image.dockerfile"]],
    ["a context elsewhere on this machine", '"FROM a:1", context_dir="/srv"', {}, ["image.dockerfile"]],
    ["a name that it is given too, in the first place", 'builder := "FROM a:1"', dockerfile, []],
    ["a context that is not known", '"FROM a:1", context_dir=c()', {}, ["image.dockerfile"]],
    ["an empty context", '"FROM a:1", context_dir=""', {}, ["image.dockerfile"]],
  ])("%s", (_, given, expected, dynamic) => {
    expect(image(given)).toEqual({ image: expected, dynamic });
  });

  test("a method takes no field by its place but the first", () => {
    const open = { image: {}, dynamic: ["image", "image.dockerfile"] };
    expect(image('"FROM a:1", {}', "ContainerImage.from_dockerfile_str")).toEqual(open);
    expect(image('"Dockerfile", {}', "ContainerImage.from_dockerfile")).toEqual(open);
    expect(image('text="FROM a:1"', "ContainerImage.from_dockerfile_str").image).toEqual(dockerfile);
    expect(image('path="D/x"', "ContainerImage.from_dockerfile").image).toEqual({ dockerfile: "D/x" });
    expect(image('"FROM a:1"', "ContainerImage.from_nothing")).toEqual({ image: undefined, dynamic: ["image"] });
  });
});

describe("a path", () => {
  const pathOf = (expression: string, before = "", module = "src/app.py") => {
    const { container } = read(
      `import fal\nfrom pathlib import Path\n${before}class App(fal.App):\n    image = fal.ContainerImage.from_dockerfile(${expression})\n`,
      module,
    );
    const dockerfile = container?.dockerfile ?? null;
    return dockerfile !== null && "path" in dockerfile ? dockerfile.path : null;
  };
  test.each<[string, string | null]>([
    ['"D"', "D"],
    ['"./a//b/../D"', "a/D"],
    ['"/srv/D"', "/srv/D"],
    ['Path("a") / "D"', "a/D"],
    ['Path("a") / "b" / "D"', "a/b/D"],
    ['Path("a", "D")', "a/D"],
    ['Path() / "D"', "D"],
    ['Path("a", Path("D"))', "a/D"],
    ['Path("a") / Path("/D")', "/D"],
    ['Path("a") / Path("D").resolve()', "D"],
    ['(Path("a") / Path("b").resolve()).parent.parent / "D"', "../D"],
    ['(Path("a").resolve() / "b").parent.parent.parent / "D"', "../D"],
    ['Path("../a").parent / "D"', "../D"],
    ['Path("/").parent / "D"', "/D"],
    ['Path("a", "/D")', "/D"],
    ['Path("a") / "/D"', "/D"],
    ['Path("a") / Path("D")', "a/D"],
    ['Path(Path("a")) / "D"', "a/D"],
    ['Path("a/b").parent / "D"', "a/D"],
    ["Path(__file__)", "src/app.py"],
    ["__file__", "src/app.py"],
    ['Path(__file__).parent / "D"', "src/D"],
    ['Path(__file__).resolve().parent.parent / "D"', "D"],
    ['Path(__file__).absolute().parent.parent / "D"', "D"],
    ['Path("a\\0b")', null],
    ['Path("a\\\\b")', null],
    ['Path("a") / "b\\\\c"', null],
    ['Path("a") / "b\\0"', null],
    ['""', null],
    ['Path("a") / 3', null],
    ['"a" / "D"', null],
    ['"a" / Path("D")', null],
    ['Path("a") + "D"', null],
    ['Path("a").name', null],
    ['Path("a").strip()', null],
    ['Path("a").resolve(True)', null],
    ['Path("a", x="D")', null],
    ["Path(*a)", null],
    ['Path("a") / b()', null],
    ['Path("a").joinpath("D")', null],
    ["3", null],
    ["HERE", null],
    ['f("a", "D")', null],
    ['f("D")', null],
    ['Path("a/D")[parent]', null],
    ['Path("a", b())', null],
    ["Path(3)", null],
    ['Path("a").expanduser()', null],
    ['Path("a")[resolve]()', null],
    ['Path(__file__).parent.parent.parent / "D"', null],
    ['Path("a").parent.parent / "D"', null],
    ['Path("..").parent / "D"', null],
    ['Path("a") / Path("b").parent.parent', null],
  ])("%s", (expression, path) => {
    expect(pathOf(expression)).toBe(path);
  });
  test("above the folder in which fal is started is one that is resolved", () => {
    expect(pathOf('Path(__file__).resolve().parent.parent / "D"', "", "app.py")).toBe("../D");
    expect(pathOf('Path("D").resolve().parent.parent / "D"')).toBe("../D");
  });
  test("of a name of its own is none", () => {
    expect(pathOf("__file__", '__file__ = "x"\n')).toBe("x");
    expect(pathOf("__file__", "__file__ = f()\n")).toBeNull();
    expect(pathOf('Path("x")', "def Path(x): pass\n")).toBeNull();
  });
});
