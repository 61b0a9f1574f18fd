// What a class or function surely sets, as fal's client takes it. Each outcome was recorded from the client's own `load_function_from`.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCodeModule } from "../../src/python/code-module.ts";

const head = `import fal, os
from fal.container import ContainerImage
from elsewhere import their_image, Theirs
IMAGE = ContainerImage.from_dockerfile_str("FROM python:3.12-slim")
`;

/** The settings of `X` (or of the only app) as `key=value`, each with the text that it is pointed at by. */
function settings(code: string, symbol: string | null = "X"): string[] | null {
  const text = head + code;
  const app = readCodeModule(text).app(symbol);
  if (app === null) return null;
  return Array.from(app.settings, ([key, { value, isCertain, span }]) => {
    expect(text.slice(...span)).toBe(key);
    return `${key}=${JSON.stringify(value)}${isCertain ? "" : "?"}`;
  });
}

const table = (cases: Record<string, readonly [code: string, settings: readonly string[] | null]>) =>
  test.each(Object.entries(cases))("%s", (_, [code, expected]) => {
    expect(settings(code)).toEqual(expected);
  });

describe("an image", () => {
  table({
    "as an attribute": ["class X(fal.App):\n    image = IMAGE\n", ["image=null"]],
    "with a type": ["class X(fal.App):\n    image: ContainerImage = IMAGE\n", ["image=null"]],
    "on the line of the class": ["class X(fal.App): image = IMAGE\n", ["image=null"]],
    "behind a semicolon": ["class X(fal.App):\n    a = 1; image = IMAGE\n", ["image=null"]],
    "as an option": ["class X(fal.App, image=IMAGE):\n    pass\n", ["image=null"]],
    "written out": ["class X(fal.App):\n    image = ContainerImage.from_dockerfile('Dockerfile')\n", ["image=null"]],
    "under other names": [
      "from fal import App as Base\nfrom fal.container import ContainerImage as CI\nclass X(Base):\n    image = CI.from_dockerfile('D')\n",
      ["image=null"],
    ],
    inherited: ["class B(fal.App):\n    image = IMAGE\nclass X(B):\n    pass\n", ["image=null"]],
    "inherited twice": [
      "class A(fal.App):\n    image = IMAGE\nclass B(A):\n    pass\nclass X(B):\n    pass\n",
      ["image=null"],
    ],
    "inherited as an option": ["class B(fal.App, image=IMAGE):\n    pass\nclass X(B):\n    pass\n", ["image=null"]],
    "of a mixin": ["class M:\n    image = IMAGE\nclass X(M, fal.App):\n    pass\n", ["image=null"]],
    "of a mixin behind fal.App, which comes first": [
      "class M:\n    image = IMAGE\nclass X(fal.App, M):\n    pass\n",
      [],
    ],
    "of one of two mixins": [
      "class M:\n    pass\nclass N:\n    image = IMAGE\nclass X(M, N, fal.App):\n    pass\n",
      [],
    ],
    "of what two mixins share, which the second may take back": [
      "class O:\n    image = IMAGE\nclass M(O):\n    pass\nclass N(O):\n    image = None\nclass X(M, N, fal.App):\n    pass\n",
      [],
    ],
    "beside a mixin of another module": ["class X(Theirs, fal.App):\n    image = IMAGE\n", ["image=null"]],
    "of a decorated mixin": ["@dataclass\nclass M:\n    image = IMAGE\nclass X(M, fal.App):\n    pass\n", []],
    "of a function": ["@fal.function(image=IMAGE)\ndef X():\n    pass\n", ["image=null"]],
    "of an async function": ["@fal.function('container', image=IMAGE)\nasync def X():\n    pass\n", ["image=null"]],
    "that a call gives": ["class X(fal.App):\n    image = make_image()\n", ["image=null?"]],
    "that a call has given": ["MADE = make()\nclass X(fal.App, image=MADE):\n    pass\n", ["image=null?"]],
    "of another module": ["class X(fal.App):\n    image = their_image\n", ["image=null?"]],
    "in another module": ["import images\nclass X(fal.App):\n    image = images.gpu\n", ["image=null?"]],
    "by a condition": ["class X(fal.App):\n    image = IMAGE if os.getenv('GPU') else None\n", []],
    "by `or`": ["class X(fal.App):\n    image = make() or None\n", []],
    "under a condition": ["class X(fal.App):\n    if os.getenv('GPU'):\n        image = IMAGE\n", []],
    "bound twice": ["class X(fal.App):\n    image = IMAGE\n    image = None\n", []],
    "by a name that is bound twice": ["I = IMAGE\nI = None\nclass X(fal.App):\n    image = I\n", []],
    "by a name that nothing binds": ["class X(fal.App):\n    image = SOMETHING\n", []],
    "by a name that is its own": ["I = I\nclass X(fal.App):\n    image = I\n", []],
    "that is None": ["class X(fal.App):\n    image = None\n", []],
    "as an option that is None": ["class X(fal.App, image=None):\n    pass\n", []],
    "taken back from a base": ["class B(fal.App):\n    image = IMAGE\nclass X(B):\n    image = None\n", []],
    "set from outside": ["class X(fal.App):\n    image = IMAGE\nX.image = None\n", []],
    "of two targets": ["class X(fal.App):\n    other = image = IMAGE\n", ["image=null"]],
    "of a base, and a type of its own": [
      "class B(fal.App):\n    image = IMAGE\nclass X(B):\n    image: ContainerImage\n",
      ["image=null"],
    ],
    "of a mixin, with options beside it": [
      "class M:\n    image = IMAGE\nclass X(M, fal.App, keep_alive=1, host=y):\n    pass\n",
      ["image=null", "keep_alive=1"],
    ],
    "of what two bases share, which the second may take back": [
      "class O(fal.App):\n    image = IMAGE\nclass M(O):\n    pass\nclass N(O):\n    image = None\nclass X(M, N):\n    pass\n",
      [],
    ],
    "of what two mixins around fal.App share": [
      "class O:\n    image = IMAGE\nclass M(O):\n    pass\nclass N(O):\n    image = None\nclass X(M, fal.App, N):\n    pass\n",
      [],
    ],
    "of a mixin among others": ["class M:\n    image = IMAGE\nclass X(*bases, M, fal.App):\n    pass\n", []],
    "that a part of a call's answer has": ["MADE = make()\nclass X(fal.App):\n    image = MADE.image\n", []],
    "that is None by its name": ["NONE = None\nclass X(fal.App):\n    image = NONE\n", []],
    "in a loop": ["class X(fal.App):\n    for image in [IMAGE]: pass\n", []],
    "that is a method": ["class X(fal.App):\n    def image(self):\n        return IMAGE\n", []],
    "in a method": ["class X(fal.App):\n    def setup(self):\n        image = IMAGE\n", []],
  });
});

describe("files", () => {
  table({
    "in a list": ["class X(fal.App):\n    app_files = ['src', 'data']\n", ['app_files=["src","data"]']],
    "in a tuple": ["class X(fal.App):\n    app_files = ('src',)\n", ['app_files=["src"]']],
    "some of them known": ["class X(fal.App):\n    app_files = ['src', os.environ['DATA']]\n", ["app_files=null"]],
    inherited: ["class B(fal.App):\n    app_files = ['src']\nclass X(B):\n    pass\n", ['app_files=["src"]']],
    none: ["class X(fal.App):\n    app_files = []\n", []],
    "taken back from a base": ["class B(fal.App):\n    app_files = ['src']\nclass X(B):\n    app_files = []\n", []],
    "as an option, which the check does not see": ["class X(fal.App, app_files=['src']):\n    pass\n", []],
    "that are not known": ["class X(fal.App):\n    app_files = find()\n", []],
    "in a text": ["class X(fal.App):\n    app_files = 'src'\n", ['app_files="src"']],
    "in a text without any": ["class X(fal.App):\n    app_files = ''\n", []],
    "of a number": ["class X(fal.App):\n    app_files = 3\n", []],
    "that are None": ["class X(fal.App):\n    app_files = None\n", []],
    "of which all could be none": ["class X(fal.App):\n    app_files = [*find()]\n", []],
    "added to": ["class X(fal.App):\n    app_files = ['src']\n    app_files += ['data']\n", []],
    "changed in place": ["class X(fal.App):\n    app_files = ['src']\n    app_files.clear()\n", []],
    "set from outside": ["class X(fal.App):\n    app_files = ['src']\nX.app_files = []\n", []],
    "of a function": ["@fal.function(app_files=['src'])\ndef X():\n    pass\n", ['app_files=["src"]']],
  });
});

describe("other keys", () => {
  table({
    "of a class": [
      "class X(fal.App, keep_alive=300, python_version='3.11'):\n    machine_type = 'GPU-A100'\n    num_gpus = 2\n    secrets = []\n",
      ['python_version="3.11"', 'machine_type="GPU-A100"', "num_gpus=2", "keep_alive=300", "secrets=[]"],
    ],
    "an attribute comes before an option": ["class X(fal.App, keep_alive=1):\n    keep_alive = 2\n", ["keep_alive=2"]],
    "options that collide with what fal passes itself": [
      "class X(fal.App, machine_type='L', num_gpus=1, requirements=['a'], exposed_port=80, regions=['us']):\n    pass\n",
      [],
    ],
    "inherited options, over which fal's own defaults may stand": [
      "class B(fal.App, keep_alive=1):\n    pass\nclass X(B):\n    pass\n",
      [],
    ],
    booleans: ["class X(fal.App, private_logs=True):\n    pass\n", ["private_logs=true"]],
    "names of what every object has": ["class X(fal.App):\n    keep_alive = toString()\n", []],
    "attributes that fal does not read": ["class X(fal.App):\n    python_version = '3.11'\n    exposed_port = 1\n", []],
    "inherited ones, which may be fal's own": [
      "class B(fal.App):\n    machine_type = 'S'\nclass X(B):\n    pass\n",
      [],
    ],
    "values that are not known": ["class X(fal.App):\n    machine_type = os.environ['M']\n    num_gpus = None\n", []],
    "of a function": [
      "@fal.function(machine_type=['L', 'XL'], exposed_port=8000, requirements=[['a'], ['b']])\ndef X():\n    pass\n",
      ['requirements=[["a"],["b"]]', "exposed_port=8000", 'machine_type=["L","XL"]'],
    ],
    "that no pyproject.toml has": ["class X(fal.App, kind='container', resolver='pip', name='x'):\n    pass\n", []],
  });
});

describe("what a name stands for", () => {
  const image = "    image = IMAGE\n";
  table({
    nothing: ["class Y(fal.App):\n    pass\n", null],
    "a class that is no app": [`class X:\n${image}`, null],
    "a class of a base from elsewhere": [`class X(Theirs):\n${image}`, null],
    "a decorated class": [`@register\nclass X(fal.App):\n${image}`, null],
    "two classes": [`class X(fal.App):\n${image}class X(fal.App):\n    pass\n`, null],
    "a class that is bound anew": [`class X(fal.App):\n${image}X = wrap(X)\n`, null],
    "a class under a condition": [`if os.getenv('A'):\n    class X(fal.App):\n    ${image}`, null],
    "a class in a function": [`def make():\n    class X(fal.App):\n    ${image}`, null],
    "a class that `import *` may replace": [`class X(fal.App):\n${image}from elsewhere import *\n`, null],
    "a class behind an `import *`": [`from elsewhere import *\nclass X(fal.App):\n${image}`, ["image=null?"]],
    "a class that is based on itself": ["class X(X, fal.App):\n    image = IMAGE\n", ["image=null"]],
    "something imported": ["from elsewhere import X\n", null],
    "something assigned": ["X = fal.App\n", null],
    "a function without the decorator": ["def X():\n    pass\n", null],
    "a function with fal's and another one": ["@fal.function(image=IMAGE)\n@cache\ndef X():\n    pass\n", null],
    "a function in another": ["def f():\n    @fal.function(image=IMAGE)\n    def X():\n        pass\n", null],
    "a function with another one": ["@cache\ndef X():\n    pass\n", null],
    "a function with two": ["@cache\n@fal.function(image=IMAGE)\ndef X():\n    pass\n", null],
    "something in a module with a syntax error": [`class X(fal.App):\n${image}def (:\n`, null],
  });

  test("the only class, without a name", () => {
    const one = `class X(fal.App):\n${image}`;
    expect(settings(one, null)).toEqual(["image=null"]);
    expect(settings(`class Mixin:\n    pass\n${one}`, null)).toEqual(["image=null"]);
    expect(settings(`${one}class Y(fal.App):\n    pass\n`, null)).toBeNull();
    expect(settings(`from elsewhere import *\n${one}`, null)).toBeNull();
    expect(readCodeModule(`from fal import *\nimport fal\n${one}`).app(null)).toBeNull();
    expect(settings(`${one}def f():\n    class Y(fal.App):\n        pass\n`, null)).toEqual(["image=null"]);
    expect(settings("x = 1\n", null)).toBeNull();
    expect(settings("@fal.function(image=IMAGE)\ndef X():\n    pass\n", null)).toBeNull();
  });

  test("says what it is", () => {
    const text = `${head}class X(fal.App):\n${image}@fal.function(image=IMAGE)\ndef run():\n    pass\n`;
    for (const source of [
      text,
      `\ufeff${text}`,
      text.replaceAll("\n", "\r\n"),
      `# why\r${text.replaceAll("\n", "\r")}`,
    ]) {
      const { app } = readCodeModule(source);
      expect(app("X")).toMatchObject({ kind: "class", symbol: "X" });
      expect(app("run")).toMatchObject({ kind: "function", symbol: "run" });
    }
  });

  test.each([
    [30, ["image=null"]],
    [80, []],
  ])("also a class with %d bases above each other", (length, expected) => {
    const line = Array.from({ length }, (_, index) => `class B${index + 1}(B${index}):\n    pass\n`).join("");
    const top = `class B0(fal.App):\n${image}`;
    expect(settings(`${top}${line}class X(B${length}, fal.App):\n    pass\n`)).toEqual(expected);
  });

  test("takes linear time, also over classes that share one base", () => {
    const base = `class B(fal.App):\n    image = ${"(".repeat(50)}IMAGE${")".repeat(50)}\n    app_files = [${'"a", '.repeat(20_000)}]\n`;
    const many = Array.from({ length: 2000 }, (_, index) => `class C${index}(B):\n    pass\n`).join("");
    const module = readCodeModule(head + base + many);
    const start = performance.now();
    for (let index = 0; index < 2000; index++) expect(module.app(`C${index}`)?.settings.size).toBe(2);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test("no text makes it throw, and what it gives is in the text", () => {
  const parts = [
    "class X(",
    "class B(fal.App):\n",
    "X(B",
    "):\n",
    "    image = IMAGE\n",
    "    image: T = make()\n",
    "    app_files = ['a', *b]\n",
    ", image=IMAGE",
    ", **options",
    "@fal.function(image=IMAGE)\ndef X():\n    pass\n",
    "    num_gpus = 1; secrets = []\n",
    "X.image = None\n",
    "from a import *\n",
    "(",
    "\u{10000}",
    "\r\n",
    "    pass\n",
  ];
  const met = { app: 0, nothing: 0, settings: 0 };
  const starts = ["", "class X(fal.App):\n", "class X(fal.App"];
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.array(fc.constantFrom(...parts), { maxLength: 6 }),
      fc.constantFrom("X", "B", null),
      (start, some, name) => {
        const text = head + start + some.join("");
        const app = readCodeModule(text).app(name);
        met[app === null ? "nothing" : "app"]++;
        for (const [key, { span }] of app?.settings ?? []) {
          met.settings++;
          expect(text.slice(...span)).toBe(key);
        }
      },
    ),
    { numRuns: 3000, seed: 1 },
  );
  expect(met.app).toBeGreaterThan(50);
  expect(met.settings).toBeGreaterThan(50);
  expect(met.nothing).toBeGreaterThan(500);
});
