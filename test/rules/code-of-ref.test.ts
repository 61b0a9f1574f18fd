// What is in the table of an app and in the code of its `ref`. What fal's client does with each pair was recorded from `load_function_from`.
import { describe, expect, test } from "vitest";
import { python } from "../../src/python/index.ts";
import { checkModule } from "../python/run.ts";
import { allFindings, findings } from "./run.ts";

const head = `import fal
from fal.container import ContainerImage
IMAGE = ContainerImage.from_dockerfile_str("FROM python:3.12-slim")
`;
const image = '[tool.fal.apps.x.image]\nimage = "ghcr.io/me/x:1"\n';
const languages = [python];

function said(rule: string, table: string, code: string, ref = "app.py::X") {
  const project = {
    "pyproject.toml": `[tool.fal.apps.x]\nref = "${ref}"\n${table}`,
    "app.py": head + code,
  };
  return findings(rule, project, { languages }).map(({ severity, at, message, diagnostic: { related } }) => {
    const place = related.map(({ file, range }) => {
      expect(file).toBe("app.py");
      return (head + code).slice(range.start.offset, range.end.offset);
    });
    return `${severity} at ${at}, see ${place.join()}: ${message}`;
  });
}

const attribute = (text: string) => `class X(fal.App):\n    ${text}\n`;

describe("app-files-with-image", () => {
  const rule = "app-files-with-image";
  const refused =
    "error at image, see app_files: `X` in `app.py` has `app_files`, with which fal's client refuses an `image`: it will stop.";
  const refusedFiles =
    "error at app_files, see image: `X` in `app.py` has an `image`, with which fal's client refuses `app_files`: it will stop.";
  const unsent =
    "warning at app_files, see image: `X` in `app.py` has an `image`, for which fal's client sends no `app_files`.";
  const files = 'app_files = ["src"]\n';
  const cases: Record<string, readonly [table: string, code: string, said: readonly string[]]> = {
    "files of the class, image of the table": [image, attribute('app_files = ["src"]'), [refused]],
    "inherited files": [image, 'class B(fal.App):\n    app_files = ["src"]\nclass X(B):\n    pass\n', [refused]],
    "files as an option, which the client lets through": [
      image,
      'class X(fal.App, app_files=["src"]):\n    pass\n',
      [],
    ],
    "no files": [image, attribute("app_files = []"), []],
    "files that are not known": [image, attribute("app_files = find()"), []],
    "files of a function, which the client lets through": [
      image,
      '@fal.function(app_files=["src"])\ndef X():\n    pass\n',
      [],
    ],
    "no image in the table": ['machine_type = "L"\n', attribute('app_files = ["src"]'), []],
    "image of the class, files of the table": [files, attribute("image = IMAGE"), [refusedFiles]],
    "image as an option": [files, "class X(fal.App, image=IMAGE):\n    pass\n", [refusedFiles]],
    "image of a base": [files, "class B(fal.App):\n    image = IMAGE\nclass X(B):\n    pass\n", [refusedFiles]],
    "an image that may be None": [files, attribute("image = make_image()"), []],
    "no files in the table": ["app_files = []\n", attribute("image = IMAGE"), []],
    "image of a function, files of the table": [files, "@fal.function(image=IMAGE)\ndef X():\n    pass\n", [unsent]],
    "a class that is no app": [files, "class X:\n    image = IMAGE\n", []],
    "a class that is not there": [files, "class Y(fal.App):\n    image = IMAGE\n", []],
    "a syntax error": [files, `${attribute("image = IMAGE")}def (:\n`, []],
  };
  test.each(Object.entries(cases))("%s", (_, [table, code, expected]) => {
    expect(said(rule, table, code)).toEqual(expected);
  });

  test("of the only class", () => {
    expect(said(rule, image, attribute('app_files = ["src"]'), "app.py")).toEqual([refused]);
  });
});

describe("set-in-code", () => {
  const rule = "set-in-code";
  const twice = (key: string, condition = "") =>
    `warning at image, see ${key}: \`X\` in \`app.py\` sets an \`image\` too, and ${condition}fal's client takes that one: nothing in this table counts.`;
  const other = (key: string) =>
    `warning at ${key}, see ${key}: \`X\` in \`app.py\` sets \`${key}\` to something else, and fal's client takes that: this counts for nothing.`;
  const cases: Record<string, readonly [table: string, code: string, said: readonly string[]]> = {
    "an image in both": [image, attribute("image = IMAGE"), [twice("image")]],
    "an image that a call gives": [
      image,
      attribute("image = make_image()"),
      [twice("image", "unless that is `None` when the code runs, ")],
    ],
    "the image of a function": [image, "@fal.function(image=IMAGE)\ndef X():\n    pass\n", [twice("image")]],
    "an image by a condition": [image, attribute("image = IMAGE if GPU else None"), []],
    "an image in the code alone": ['machine_type = "L"\n', attribute("image = IMAGE"), []],
    "an image in the table alone": [image, attribute("num_gpus = 1"), []],
    "two values": ['machine_type = "L"\n', attribute('machine_type = "XL"'), [other("machine_type")]],
    "the same value": ['machine_type = "L"\n', attribute('machine_type = "L"'), []],
    "the same value as a list": ['machine_type = ["L"]\n', attribute('machine_type = "L"'), []],
    "another order": ['machine_type = ["L", "M"]\n', attribute('machine_type = ["M", "L"]'), [other("machine_type")]],
    "a text that looks like a number": ["num_gpus = 2\n", attribute('num_gpus = "2"'), [other("num_gpus")]],
    "an empty list": ['secrets = ["A"]\n', attribute("secrets = []"), [other("secrets")]],
    "an option": ["keep_alive = 10\n", "class X(fal.App, keep_alive=300):\n    pass\n", [other("keep_alive")]],
    "requirements in layers": ['requirements = ["a", "b"]\n', attribute('requirements = [["a"], ["b"]]'), []],
    "other requirements": ['requirements = ["a"]\n', attribute('requirements = ["b"]'), [other("requirements")]],
    "files in both": ['app_files = ["a"]\n', attribute('app_files = ["b"]'), [other("app_files")]],
    "a value that is not known": ['machine_type = "L"\n', attribute('machine_type = os.environ["M"]'), []],
    "a value that is inherited": [
      'machine_type = "L"\n',
      'class B(fal.App):\n    machine_type = "XL"\nclass X(B):\n    pass\n',
      [],
    ],
    "the port of a class, which is the table's": ["exposed_port = 1\n", attribute("exposed_port = 2"), []],
    "the port of a function": [
      "exposed_port = 1\n",
      "@fal.function(exposed_port=2)\ndef X():\n    pass\n",
      [other("exposed_port")],
    ],
    "the name, which is the table's": ['name = "a"\n', attribute('app_name = "b"'), []],
  };
  test.each(Object.entries(cases))("%s", (_, [table, code, expected]) => {
    expect(said(rule, table, code)).toEqual(expected);
  });
});

describe("nothing is joined", () => {
  const both = ["app-files-with-image", "set-in-code"];
  const text = `${head}class X(fal.App):\n    image = IMAGE\n    app_files = ["src"]\n`;
  const ofBoth = (found: readonly { readonly rule: string }[]) =>
    found.map(({ rule }) => rule).filter((rule) => both.includes(rule));
  const rules = (toml: string, files: Record<string, string>, options = { languages }) =>
    ofBoth(allFindings({ "pyproject.toml": toml, ...files }, options)).sort();
  const table = (entry: string) => `[tool.fal.apps.x]\n${entry}\n${image}`;

  test("but what is", () => {
    expect(rules(table('ref = "app.py::X"'), { "app.py": text })).toEqual(both);
    expect(rules(table('ref = "src/../src/app.py::X"'), { "src/app.py": text })).toEqual(both);
  });

  const cases: Record<string, readonly [toml: string, files: Record<string, string>, options?: { languages: [] }]> = {
    "without the module": [table('ref = "app.py::X"'), {}],
    "without its language": [table('ref = "app.py::X"'), { "app.py": text }, { languages: [] }],
    "without a ref": [table("exposed_port = 80"), { "app.py": text }],
    "of a python_entry_point, for which the client does not look at the class": [
      table('python_entry_point = "app:X"'),
      { "app.py": text },
    ],
    "of a path that belongs to one machine": [table('ref = "/srv/app.py::X"'), { "/srv/app.py": text }],
    "of a file that is no module": [table('ref = "app.txt::X"'), { "app.txt": text }],
  };
  test.each(Object.entries(cases))("%s", (_, [toml, files, options]) => {
    expect(rules(toml, files, options)).toEqual([]);
  });

  test("of a module that is checked itself", () => {
    const { manifests, diagnostics } = checkModule(`${head}class X(fal.App):\n    image = IMAGE\n`);
    expect(manifests).toHaveLength(1);
    expect(ofBoth(diagnostics)).toEqual([]);
  });
});

test("no value is told", () => {
  const secret = ["sk", "canary", "0123456789"].join("-");
  const project = {
    "pyproject.toml": `[tool.fal.apps.x]\nref = "app.py::X"\nrequirements = ["a @ https://me:${secret}@x.io/a.whl"]\n`,
    "app.py": `${head}class X(fal.App):\n    requirements = ["b @ https://me:${secret}@x.io/b.whl"]\n`,
  };
  const found = findings("set-in-code", project, { languages });
  expect(found).toHaveLength(1);
  expect(JSON.stringify(found.map(({ diagnostic }) => diagnostic))).not.toContain(secret);
});

test("many apps of one large module take linear time", () => {
  const apps = Array.from({ length: 500 }, (_, index) => index);
  const project = {
    "pyproject.toml": apps
      .map((index) => `[tool.fal.apps.a${index}]\nref = "app.py::C${index}"\nnum_gpus = 1\n`)
      .join(""),
    "app.py": `import fal\n${apps.map((index) => `class C${index}(fal.App):\n    num_gpus = 2\n${"    # …\n".repeat(50)}`).join("")}`,
  };
  const start = performance.now();
  expect(findings("set-in-code", project, { languages })).toHaveLength(500);
  expect(performance.now() - start).toBeLessThan(10_000);
});
