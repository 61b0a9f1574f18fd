import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPythonModule } from "../../src/client/python-symbols.ts";

const names = (text: string) => [...readPythonModule(text).names];
const rebound = (text: string) => [...readPythonModule(text).rebound];
const definitions = (text: string) =>
  readPythonModule(text).definitions.map(
    ({ kind, name, decorated, bases }) => `${decorated ? "@" : ""}${kind} ${name}(${bases.join(" ")})`,
  );

describe("names", () => {
  test.each([
    ["class A: pass", ["A"]],
    ["x = 'class B'  # class C\n", ["x"]],
    ['"""\nclass A:\n"""\nb = 1', ["b"]],
    ["a = r'\\' + \"'\" # '''", ["a"]],
    ["a = rb'''x\n'y''z''' + f\"{b}\"", ["a"]],
    ["a = '\\\n' + c", ["a", "c"]],
    ["self.A = a.B(C)", ["self", "a", "C"]],
    ["from . import A as B", ["A", "B"]],
    ["import a.b.c", ["a"]],
    ["if (A := f()): pass", ["A", "f"]],
    ["x = 1e5 + 0xFF + 1_000j", ["x"]],
    ["größe = 1", ["größe"]],
    ["\ufeffA = 1\r\nB = 2\rC = 3", ["A", "B", "C"]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

describe("definitions", () => {
  test.each([
    ["class A: pass\nclass B(fal.App, machine_type='S'): pass", ["class A()", 'class B(fal.App machine_type = "")']],
    ["class A(\n    fal . App,\n):\n    def f(self): pass\n", ["class A(fal.App)"]],
    ["async def f(): pass\ndef g(a=[1, (2)]): pass", ["function f()", "function g()"]],
    ["@fal.function(\n  'virtualenv',\n)\n# why\n\ndef f(): pass\ndef g(): pass", ["@function f()", "function g()"]],
    ["if x:\n    class A: pass\n    def f(): pass", []],
    ["x = [\nclass_\n]\nclass \\\n  A: pass", ["class A()"]],
    ["x = '''\nclass A: pass\n'''", []],
    ["class A(Generic[T], Mixin): pass", ["class A(Generic [ T ] Mixin)"]],
  ])("%j", (text, expected) => {
    expect(definitions(text)).toEqual(expected);
  });
});

describe("rebound", () => {
  test.each([
    ["class A: pass\nA()\nA.b", []],
    ["class A: pass\nA = wrap(A)", ["A"]],
    ["def f(): pass\nif x:\n    def f(): pass", ["x", "f"]],
    ["class A: pass\nfrom b import A", ["b", "A"]],
    ["class A: pass\ndel A", ["A"]],
  ])("%j", (text, expected) => {
    expect(rebound(text)).toEqual(expected);
  });
});

describe("open", () => {
  test.each([
    ["from a import *", true],
    ["from a import (b, c)", false],
    ["x = a * b", false],
    ["globals()['A'] = 1", true],
    ["self.locals()", false],
    ["x = 'unclosed", true],
    ["x = 'unclosed\n", true],
    ["x = 'joined\\\n'", false],
    ["x = '''unclosed", true],
    ["x = (", true],
    ["x = 1 $ 2 ? `", false],
  ])("%j", (text, expected) => {
    expect(readPythonModule(text).open).toBe(expected);
  });
});

describe("any text", () => {
  test("is read, and what is commented out names nothing", () => {
    const line = fc.string({ unit: fc.constantFrom(..."ab(['\"\\#=.:, \n\t@;{}") });
    const met = { open: 0, closed: 0 };
    fc.assert(
      fc.property(line, (text) => {
        const module = readPythonModule(text);
        met[module.open ? "open" : "closed"]++;
        const commented = text.replaceAll(/^/gm, "# ");
        expect(readPythonModule(commented)).toMatchObject({ names: new Set(), definitions: [], open: false });
        // A definition behind a text that is understood is always seen.
        if (!module.open && !/\\$/.test(text)) expect(names(`${text}\nclass Zed: pass`)).toContain("Zed");
      }),
      { numRuns: 3000, seed: 11 },
    );
    expect(met.open).toBeGreaterThan(300);
    expect(met.closed).toBeGreaterThan(300);
  });

  test("takes linear time, and any depth", () => {
    const before = performance.now();
    for (const piece of ["(", "'", '"""', "\\\n", "a.", "@a\n", "# ", "class A(", " "]) {
      readPythonModule(piece.repeat(200_000));
    }
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
