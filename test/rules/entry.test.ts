// The rules about what an app runs: entry-point-format, ref-not-found, ref-symbol-not-found, unaddressable-app, duplicate-deploy-name.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { findings, fixed } from "./run.ts";

const app = "import fal\n\nclass App(fal.App):\n    pass\n";

function refProject(
  ref: string,
  files: Record<string, MemoryEntry> = { "src/app.py": app },
): Record<string, MemoryEntry> {
  return { "pyproject.toml": `[tool.fal.apps.a]\nref = ${JSON.stringify(ref)}\n`, ...files };
}

const rules = ["entry-point-format", "ref-not-found", "ref-symbol-not-found"] as const;

/** What the three rules about a `ref` say together. */
function about(project: Record<string, MemoryEntry>): string[][] {
  return rules.flatMap((rule) =>
    findings(rule, project).map(({ severity, at, message, help }) => [rule, severity, at, message, help ?? ""]),
  );
}

describe("entry-point-format", () => {
  const format = (text: string) =>
    `fal's client takes \`${text}\` for the name of a file: there is none of that name, and it will stop.`;

  test.each([
    ["src/app:App", format("src/app:App"), 'Write `ref = "src/app.py::App"`.'],
    ["src/app.py:App", format("src/app.py:App"), 'Write `ref = "src/app.py::App"`.'],
    ["src/app::App", format("src/app"), 'Write `ref = "src/app.py::App"`.'],
    ["src.app:App", format("src.app:App"), 'Write `ref = "src/app.py::App"`.'],
    [
      "package.server:App",
      format("package.server:App"),
      'Write `ref = "package/server.py::App"`; for an installed package, `python_entry_point` instead of `ref`.',
    ],
    ["App", format("App"), "Write the Python file and the name in it: `src/app.py::MyApp`."],
    ["", format(""), "Write the Python file and the name in it: `src/app.py::MyApp`."],
    [
      "src/app.py::",
      "There is no name behind `::`: fal's client looks for exactly that in the file, and will not find it.",
      "Write the name of one class or function at the top level of `src/app.py`.",
    ],
    [
      "src/app.py::App.run",
      "`App.run` is not the name of a class or function: fal's client looks for exactly that in the file, and will not find it.",
      "Write the name of one class or function at the top level of `src/app.py`.",
    ],
  ])("ref = %j", (ref, message, help) => {
    // The symbol's message is for files that are there.
    expect(about(refProject(ref))).toEqual([["entry-point-format", "error", JSON.stringify(ref), message, help]]);
  });

  test.each([
    ["src/app.py::App", { "src/app.py": app }],
    ["./src/../src/app.py::App", { "src/app.py": app }],
    ["src/app.py", { "src/app.py": app }],
    ["launch::App", { launch: app }],
    ["../shared/app.py::App", { "../shared/app.py": app }],
    ["/srv/app.py::App", {}],
  ])("%j is in order", (ref, files) => {
    expect(about(refProject(ref, files))).toEqual([]);
  });

  test("mends what can be nothing else", () => {
    for (const ref of ["src/app:App", "src/app.py:App", "src/app::App", "src.app:App"]) {
      const project = refProject(ref);
      const found = findings("entry-point-format", project);
      expect(found[0]?.diagnostic.fix?.safe).toBe(true);
      expect(fixed(String(project["pyproject.toml"]), found)).toBe(refProject("src/app.py::App")["pyproject.toml"]);
    }
    expect(findings("entry-point-format", refProject("package.server:App"))[0]?.diagnostic.fix).toBeNull();
  });

  test("is only a warning where no file can be looked at", () => {
    const text = String(refProject("src/app:App")["pyproject.toml"]);
    const { diagnostics } = check({ path: "pyproject.toml", text });
    expect(diagnostics.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
      [
        "entry-point-format",
        "warning",
        "fal's client takes `src/app:App` for the name of a file: unless there is one of that very name it will stop.",
      ],
    ]);
  });

  test.each([
    ["package.server", "`package.server` is not of the form `module:name`: fal's client stops."],
    [":App", "`:App` is not of the form `module:name`: fal's client stops."],
    ["package:", "`package:` is not of the form `module:name`: fal's client stops."],
    ["src/app.py:App", "`src/app.py` cannot be the module: the app will fail when it is loaded."],
    ["package.server::App", "`:App` cannot be the name in it: the app will fail when it is loaded."],
    ["package server:App", "`package server` cannot be the module: the app will fail when it is loaded."],
  ])("python_entry_point = %j", (entry, message) => {
    const toml = `[tool.fal.apps.a]\npython_entry_point = ${JSON.stringify(entry)}\n`;
    const found = findings("entry-point-format", { "pyproject.toml": toml });
    expect(found.map((one) => [one.severity, one.at, one.message])).toEqual([
      ["error", JSON.stringify(entry), message],
    ]);
  });

  test.each([
    ["package", "Write the module, a colon and the name in it: `my_package.server:MyApp`."],
    [
      "src/app.py:App",
      "Write the module, a colon and the name in it: `my_package.server:MyApp`. A file is named by `ref`.",
    ],
    ["package:a.b-c", "Write the module, a colon and the name in it: `my_package.server:MyApp`."],
    ["1package.server:App", "Write the module, a colon and the name in it: `my_package.server:MyApp`."],
  ])("python_entry_point = %j: what to write", (entry, help) => {
    const toml = `[tool.fal.apps.a]\npython_entry_point = ${JSON.stringify(entry)}\n`;
    expect(findings("entry-point-format", { "pyproject.toml": toml }).map((one) => one.help)).toEqual([help]);
  });

  test.each([
    ["a b:App", 'Write `ref = "a b.py::App"`; for an installed package, `python_entry_point` instead of `ref`.'],
    ["app:App:x", "Write the Python file and the name in it: `src/app.py::MyApp`."],
    [":::App", "Write the Python file and the name in it: `src/app.py::MyApp`."],
    ["app:1App", "Write the Python file and the name in it: `src/app.py::MyApp`."],
    ["1a.b:App", 'Write `ref = "1a.b.py::App"`; for an installed package, `python_entry_point` instead of `ref`.'],
  ])("ref = %j: what to write", (ref, help) => {
    expect(findings("entry-point-format", refProject(ref)).map((one) => one.help)).toEqual([help]);
  });

  test.each(["package.server:App", "server:App", "_p.q1:make.app"])("python_entry_point = %j is in order", (entry) => {
    const toml = `[tool.fal.apps.a]\npython_entry_point = "${entry}"\n`;
    expect(findings("entry-point-format", { "pyproject.toml": toml })).toEqual([]);
  });
});

describe("ref-not-found", () => {
  test.each([
    ["src/ap.py::App", "`src/ap.py` does not exist: fal's client will stop.", "Did you mean `src/app.py`?"],
    [
      "sources/app.py",
      "`sources/app.py` does not exist: fal's client will stop.",
      "There is no folder `sources` beside the pyproject.toml.",
    ],
    [
      "upscaler.py::App",
      "`upscaler.py` does not exist: fal's client will stop.",
      "The path is relative to the folder of the pyproject.toml.",
    ],
    ["package.py::App", "`package.py` is a folder: fal's client will stop.", "Name the Python file in it."],
  ])("%j", (ref, message, help) => {
    const project = refProject(ref, { "src/app.py": app, "package.py/app.py": app });
    expect(about(project)).toEqual([["ref-not-found", "error", JSON.stringify(ref), message, help]]);
  });

  test("a link counts as what it leads to", () => {
    expect(about(refProject("app.py::App", { "app.py": { link: "src/app.py" }, "src/app.py": app }))).toEqual([]);
    expect(about(refProject("app.py::App", { "app.py": { link: "gone.py" } })).map(([rule]) => rule)).toEqual([
      "ref-not-found",
    ]);
  });

  test("a token in the path is not shown", () => {
    const token = `hf_${"a1B2".repeat(9)}`;
    const found = findings("ref-not-found", refProject(`${token.slice(0, 37)}.py::App`));
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found[0]?.diagnostic)).not.toContain("a1B2a1B2");
  });
});

describe("ref-symbol-not-found", () => {
  const gone = "`app.py` has no `App`: fal's client will stop.";
  const kind = "`App` in `app.py` is neither a `fal.App` nor a `fal.function`: fal's client will stop.";

  test.each([
    ["class Ap(fal.App): pass", gone, "Did you mean `app.py::Ap`?"],
    ["import fal\nclass Upscaler(fal.App): pass", gone, "Did you mean `app.py::Upscaler`?"],
    ["# class App(fal.App)\nx = 'class App'\ny.App = 1", gone, "Write the name of a `fal.App` class"],
    ["class A(fal.App):\n  def run(self): del self.pipe", gone, "Did you mean `app.py::A`?"],
    ["", gone, "Write the name of a `fal.App` class"],
    ["class App:\n  pass", kind, "Write `class App(fal.App):`."],
    ["class App(): pass\nApp().run()", kind, "Write `class App(fal.App):`."],
    ["async def App(): pass", kind, "Put `@fal.function(…)` above it."],
  ])("%j", (text, message, help) => {
    const [found, ...more] = about(refProject("app.py::App", { "app.py": text }));
    expect(more).toEqual([]);
    expect(found?.slice(0, 4)).toEqual(["ref-symbol-not-found", "error", '"app.py::App"', message]);
    expect(found?.[4]).toContain(help);
  });

  test.each([
    "class App(fal.App): pass",
    "class App(Base): pass",
    "@fal.function()\ndef App(): pass",
    "@wrapped\nclass App: pass",
    "App = make()",
    "App: Any = make()",
    "a, App = make()",
    "from apps import App",
    "from apps import (\n  Other as App, # why\n)",
    "from apps import *",
    "if gpu:\n    class App(fal.App): pass\nelse:\n    App = None",
    "try:\n    from a import App\nexcept ImportError:\n    pass",
    "for App in apps: pass",
    "with a as App: pass",
    "globals()['App'] = 1",
    "x = 'unclosed",
    "def App(): pass\nApp = fal.function()(App)",
    "class App: pass\nif x:\n    class App(fal.App): pass",
  ])("%j leaves it open", (text) => {
    expect(about(refProject("app.py::App", { "app.py": text }))).toEqual([]);
  });

  test("a name that Python folds, and a file that is no UTF-8, leave it open", () => {
    expect(about(refProject("app.py::Größe", { "app.py": "" }))).toEqual([]);
    expect(about(refProject("app.py::App", { "app.py": { unreadable: "is not UTF-8" } }))).toEqual([]);
  });

  test("several apps without `::`", () => {
    const text = "import fal\nclass A(fal.App): pass\nclass B(fal.App, name='b'): pass\n";
    expect(about(refProject("app.py", { "app.py": text }))).toEqual([
      [
        "ref-symbol-not-found",
        "error",
        '"app.py"',
        "`app.py` holds more than one `fal.App`: `A` and `B`. fal's client cannot choose, and stops.",
        'Name one of them: `ref = "app.py::A"`.',
      ],
    ]);
    for (const near of [
      "class A(fal.App): pass\nclass B(BaseModel): pass",
      "class A(fal.App): pass\nclass B(fal.App): pass\ndel B",
      "class A(fal.App): pass\n# class B(fal.App): pass",
      "if x:\n  class A(fal.App): pass\nelse:\n  class B(fal.App): pass",
      "class A(fal.App): pass\nclass A(fal.App): pass",
    ]) {
      expect(about(refProject("app.py", { "app.py": near }))).toEqual([]);
    }
  });
});

describe("unaddressable-app", () => {
  const keys = (key: string) => ({ "pyproject.toml": `[tool.fal.apps."${key}"]\npython_entry_point = "a:A"\n` });

  test.each([
    ["app.py", "`app.py` ends in `.py`"],
    [".py", "`.py` ends in `.py`"],
    ["app::main", "`app::main` has `::` in it"],
    ["app.py::main", "`app.py::main` has `::` in it"],
  ])("%j", (key, message) => {
    const found = findings("unaddressable-app", keys(key));
    expect(found.map(({ severity, at }) => [severity, at])).toEqual([["error", `"${key}"`]]);
    expect(found[0]?.message.startsWith(message)).toBe(true);
  });

  test.each(["app", "app.PY", "py", "app.py3", "a:b", "::a", "a::b"])("%j can be deployed", (key) => {
    // The client looks for `::` behind the second character only.
    expect(findings("unaddressable-app", keys(key))).toEqual([]);
  });
});

describe("duplicate-deploy-name", () => {
  const apps = (...tables: readonly string[]) => ({
    "pyproject.toml": tables
      .map((rest, i) => `[tool.fal.apps.a${i}]\npython_entry_point = "a:A"\n${rest}\n`)
      .join("\n"),
  });

  test("points at the later one, and at the first", () => {
    const project = apps('name = "x"', "", 'name = "x"', 'name = "a1"', 'name = "x"');
    const found = findings("duplicate-deploy-name", project);
    expect(found.map(({ severity, at, message, diagnostic }) => [severity, at, message, diagnostic.app])).toEqual([
      ["warning", '"x"', "`a2` is deployed as `x`, and so is `a0`: each deploy of one replaces the other.", "a2"],
      ["warning", '"a1"', "`a3` is deployed as `a1`, and so is `a1`: each deploy of one replaces the other.", "a3"],
      ["warning", '"x"', "`a4` is deployed as `x`, and so is `a0`: each deploy of one replaces the other.", "a4"],
    ]);
    expect(found.map(({ diagnostic }) => diagnostic.related[0]?.range.start.line)).toEqual([3, 5, 3]);
  });

  test("a key can be the later one", () => {
    const found = findings("duplicate-deploy-name", apps('name = "a1"', ""));
    expect(found.map(({ at, message }) => [at, message])).toEqual([
      ["a1", "`a1` is deployed as `a1`, and so is `a0`: each deploy of one replaces the other."],
    ]);
  });

  test.each([
    ["another name", apps('name = "x"', 'name = "y"')],
    ["another team", apps('name = "x"\nteam = "t"', 'name = "x"\nteam = "u"')],
    ["a team that is not known", apps('name = "x"\nteam = "t"', 'name = "x"')],
    ["an app that the schema refuses", apps('name = "x"', 'name = "x"\nnum_gpus = -1')],
  ])("%s is none", (_, project) => {
    expect(findings("duplicate-deploy-name", project)).toEqual([]);
  });
});
