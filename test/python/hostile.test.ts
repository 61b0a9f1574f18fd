// What nobody writes, and what somebody may send: every module is answered in time, with places that lie in it, and what is not read is told.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { python } from "../../src/python/index.ts";
import { formats } from "../../src/report/index.ts";
import { palette } from "../../src/report/palette.ts";
import { memoryFiles } from "../memory-files.ts";

const call = `ContainerImage.from_dockerfile_str("FROM python:3.12", registries={"ghcr.io": {"username": "me", "password": "hunter2"}})`;
const app = `import fal\nfrom fal.container import ContainerImage\n\nclass App(fal.App):\n    image = ${call}\n`;
const told = ["unused-registry", "plaintext-password"];
const image = (rest: string, before = "") =>
  `import fal, textwrap\nfrom pathlib import Path\nfrom fal.container import ContainerImage\n${before}\nclass App(fal.App):\n    image = ContainerImage.from_dockerfile_str(${rest})\n`;
const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => piece(index)).join("");

/** What is found, after every place of it has been looked at and every format has printed it. */
function rulesOf(text: string | Uint8Array): string[] {
  const source = { path: "app.py", ...(typeof text === "string" ? { text } : { bytes: text }) };
  const { diagnostics, ...result } = check(source, { languages: [python], files: memoryFiles({}) });
  const { length } = typeof text === "string" ? text : Buffer.from(text).toString();
  for (const { range } of diagnostics) {
    expect(range.start.offset).toBeGreaterThanOrEqual(0);
    expect(range.end.offset).toBeGreaterThanOrEqual(range.start.offset);
    expect(range.end.offset).toBeLessThanOrEqual(length);
  }
  const report = {
    version: 1,
    tool: { name: "fal-lint", version: "0" },
    files: [{ path: source.path, status: result.status, apps: result.apps }],
    diagnostics: diagnostics.slice(0, 1000),
    summary: result.summary,
  } as const;
  for (const format of Object.values(formats)) {
    const shown = {
      text: () => (typeof text === "string" ? text : ""),
      palette: palette(false),
      width: 80,
      quiet: false,
    };
    for (const piece of format(report, shown)) expect(piece).not.toContain("hunter2");
  }
  return diagnostics.map(({ rule }) => rule);
}

const ordinary = (index: number) => `def function_${index}(a, b=None, *args, **kw):
    """What it does."""
    x = {"a": [1, 2, 3], "b": f"{a} {b}"}
    for k, v in x.items():
        if v and k not in kw:  # why
            yield self.thing(k, v=v)[0].other
    return x

`;

/** Texts that cost a careless reader its time, its memory or its stack, each beside an app with a password in plain text. */
const hostile: Record<string, () => string> = {
  "5 MB of ordinary code": () => app + many(23_000, ordinary),
  "5 MB of ordinary code in front": () => many(23_000, ordinary) + app,
  "a million comments": () => app + "#\n".repeat(1e6),
  "a string of 5 MB": () => `${app}x = "${"x".repeat(5e6)}"\n`,
  "a million blank lines": () => "\n".repeat(1e6) + app,
  "200 parentheses": () => `${app}x = ${"(".repeat(200)}1${")".repeat(200)}\n`,
  "200 dicts": () => `${app}x = ${"{1:".repeat(200)}1${"}".repeat(200)}\n`,
  "100,000 calls after each other": () => `${app}x = a${".b()".repeat(1e5)}\n`,
  "10,000 indices after each other": () => `${app}x = a${"[0]".repeat(1e4)}\n`,
  "100,000 lambdas": () => `${app}x = ${"lambda: ".repeat(1e5)}1\n`,
  "100,000 times not": () => `${app}x = ${"not ".repeat(1e5)}1\n`,
  "100,000 else": () => `${app}x = ${"a if b else ".repeat(1e5)}1\n`,
  "100,000 elif": () => `${app}if a: pass\n${"elif a: pass\n".repeat(1e5)}`,
  "2,000 functions within each other": () => app + many(2000, (i) => `${" ".repeat(i)}def f():\n`),
  "30,000 classes of one another": () => app + many(3e4, (i) => `class C${i}(C${i - 1}):\n    pass\n`),
  "20,000 apps of one name": () => app + many(2e4, (i) => `class App${i}(fal.App):\n    pass\n`),
  "a sum of 100,000 strings": () => `${app}x = ${'"a" + '.repeat(1e5)}"a"\n`,
  "100,000 strings side by side": () => `${app}x = (${'"a" '.repeat(1e5)})\n`,
  "a chain of 100,000 attributes": () => `${app}x = a${".b".repeat(1e5)}\n`,
  "100,000 names for one value": () => `${app}${"a = ".repeat(1e5)}1\n`,
  "an import of 100,000 names": () => `${app}from x import (${many(1e5, (i) => `n${i}, `)})\n`,
  "50,000 changes of a dict": () => `${app}d = {}\n${"d.update(x)\n".repeat(5e4)}`,
  "20,000 f-strings within each other": () => `${app}x = ${'f"{'.repeat(2e4)}x${'}"'.repeat(2e4)}\n`,
  "10,000 f-strings that are not closed": () => app + `x = f'{ `.repeat(1e4),
  "100,000 decorators": () => `${app}${"@a.b(c)\n".repeat(1e5)}def f(): pass\n`,
  "100,000 quotes": () => app + "'".repeat(1e5),
  "a string that does not end": () => `${app}x = """${"x\n".repeat(1e5)}`,
  "NUL characters": () => app + "\0".repeat(1e4),
  "half surrogates": () => `${app}x = "\ud800"\n${"\udc00".repeat(1e4)}`,
  "text from right to left": () => `${app}x = "\u202e\u2066 \u05d0"  # \u202e\n`,
  "form feeds": () => `\f${app.replaceAll("\n", "\n\f")}`,
  "100,000 carriage returns": () => app + "\r".repeat(1e5),
  "100,000 backslashes": () => app + "\\\n".repeat(1e5),
  "a coding line": () => `#!/usr/bin/python\n# -*- coding: latin-1 -*-\n${app}`,
  "Python 2": () => `${app}${'print "a", b\nexec "c" in d\nraise E, "f"\nx = 0777L <> `y`\n'.repeat(1000)}`,
  "magics of a notebook": () => `${app}${"%time x = 1\n!pip install y\n%%bash\nls | grep z\n?z\n".repeat(1000)}`,
  match: () =>
    `match x:\n    case {"a": [1, *rest], **more} if rest: pass\n    case App(y=1) | None as z: pass\n${app}`,
  walrus: () => `if (n := len(a)) > 1: pass\nprint([y := 1, y**2])\n${app}`,
  "type parameters": () => `type X[T: int, *Ts, **P] = list[T]\ndef f[T](x: T) -> T: ...\nclass C[T](B): ...\n${app}`,
  "f-strings of Python 3.12": () => `x = f"{"a" + f'{b!r:>{w}}'} {\n  c  # d\n}"\n${app}`,
  "t-strings": () => `x = t"a{b}"\n${app}`,
  "a merge that was not resolved": () => `<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n${app}`,
  "a bracket that is not closed in front": () => `x = [1, 2\n${app}`,
};

test.each(Object.entries(hostile))("%s", { timeout: 120_000 }, (_, make) => {
  const text = make();
  expect(rulesOf(text)).toEqual(told);
  // The same as the module of a `ref`.
  const pyproject = { path: "pyproject.toml", text: '[tool.fal.apps.a]\nref = "app.py::App"\n' };
  expect(check(pyproject, { languages: [python], files: memoryFiles({ "app.py": text }) }).status).toBe("checked");
});

describe("what is no Python is read up to a point, and that is told", () => {
  test.each(Object.entries({ brackets: ")", "odd characters": ")]}=:,|~ @$ `?", prose: "the quick brown fox " }))(
    "%s",
    { timeout: 120_000 },
    (_, piece) => {
      const text = app + piece.repeat(1e6 / piece.length);
      expect(rulesOf(text)).toEqual([...told, "syntax-error"]);
      expect(rulesOf(app + piece.repeat(1e4 / piece.length))).toEqual(told);
      const { diagnostics } = check({ path: "app.py", text: text + app }, { languages: [python] });
      const [last] = diagnostics.filter(({ rule }) => rule === "syntax-error");
      expect(last).toMatchObject({ severity: "error", app: null });
      expect(last?.range.start.offset).toBeGreaterThan(1e5);
      expect(last?.range.start.offset).toBeLessThan(text.length);
    },
  );

  test.each(["(", "[", "{1:", "f(", "x["])(
    "100,000 times %s: it is read, or that it is not is told",
    (piece) => {
      const found = rulesOf(`${app}x = ${piece.repeat(1e5)}\n`);
      expect([told.join(), "syntax-error", [...told, "syntax-error"].join()]).toContain(found.join());
    },
    60_000,
  );

  test("also where nothing is found, and whatever is suppressed", () => {
    const text = `# ContainerImage\n${")".repeat(5e5)}`;
    const { diagnostics, status } = check(
      { path: "app.py", text: `# fal-lint: allow syntax-error reason="x"\n${text}` },
      { languages: [python], config: { ignore: ["syntax-error"] } },
    );
    expect(status).toBe("no-apps");
    expect(diagnostics.map(({ rule }) => rule)).toContain("syntax-error");
  }, 120_000);
});

describe("constants that grow are dynamic before they fill the memory", () => {
  const growth: Record<string, string> = {
    sums: many(60, (i) => `a${i + 1} = a${i} + a${i}\n`),
    "f-strings": many(60, (i) => `a${i + 1} = f"{a${i}}{a${i}}"\n`),
    "f-strings side by side": many(60, (i) => `a${i + 1} = f"{a${i}}" f"{a${i}}"\n`),
  };
  test.each(Object.entries(growth))("strings by %s", (_, names) => {
    expect(rulesOf(image("a1", `a0 = "FROM python:latest\\n"\n${names}`))).toContain("unpinned-image");
    expect(rulesOf(image("a60", `a0 = "FROM python:latest\\n"\n${names}`))).toEqual([]);
  });

  test.each([
    ["cmd", (i: number) => `a${i + 1} = [a${i}, a${i}]\n`, '["x"]'],
    ["registries", (i: number) => `a${i + 1} = {"a": a${i}, "b": a${i}}\n`, "{}"],
    ["registries", (i: number) => `a${i + 1} = {**a${i}, "k${i}": a${i}}\n`, "{}"],
    ["_scheduler_options", (i: number) => `a${i + 1} = {"a": a${i}, "b": a${i}}\n`, "{}"],
  ])("%s", (key, piece, first) => {
    const names = `a0 = ${first}\n${many(60, piece)}`;
    const text = image(`"FROM python:latest"${key.startsWith("_") ? "" : `, ${key}=a60`}`, names);
    const found = rulesOf(text + (key.startsWith("_") ? `    ${key} = a60\n` : ""));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(100);
  });

  test("one large string of many apps", () => {
    const large = `A = "FROM python:latest\\n${"#".repeat(1e6)}"\n`;
    const apps = many(300, (i) => `class C${i}(fal.App):\n    image = ContainerImage(A)\n`);
    const found = rulesOf(large + apps);
    expect(found.length).toBeGreaterThan(5);
    expect(found.length).toBeLessThan(50);
  }, 60_000);

  test.each([
    ["names in a circle", image("a", "a = b\nb = a")],
    ["a name of itself", image("a", "a = a")],
    ["10,000 names in a row", image("a9999", `a0 = "FROM x"\n${many(9999, (i) => `a${i + 1} = a${i}\n`)}`)],
    ["a sum of 10,000 strings", image(`"FROM python"${' + "a"'.repeat(1e4)}`)],
    ["10,000 calls of strip", image(`"FROM python"${".strip()".repeat(1e4)}`)],
    ["10,000 parents", image(`"FROM x:1", context_dir=Path(__file__)${".parent".repeat(1e4)}`)],
    ["1,000 parentheses", image(`${"(".repeat(1000)}"FROM python"${")".repeat(1000)}`)],
    ["1,000 images within each other", image(`${"ContainerImage(".repeat(1000)}${")".repeat(1000)}`)],
    ["a number of a million digits", image("1".repeat(1e6))],
  ])("%s", (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe("bytes that are no UTF-8", () => {
  const text = app.replace("import", "# caf\u00e9\nimport");
  test.each([
    ["UTF-16 with its mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 the other way round", Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(text, "utf16le").swap16()])],
    ["Windows-1252", Buffer.from(text, "latin1")],
    ["half a character at the end", Buffer.from(`${text}# \u00e9`).subarray(0, -1)],
  ])("%s", (_, bytes) => {
    expect(rulesOf(bytes)).toEqual(["not-utf8"]);
  });
});
