// Every export is documented, and every example in its documentation and in the README says what really comes of it.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

interface Example {
  readonly name: string;
  readonly code: string;
}

const doors = ["src/index.ts", "src/node.ts"];
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.Node20,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  exactOptionalPropertyTypes: true,
  types: ["node"],
  typeRoots: [join(process.cwd(), "node_modules/@types")],
  noEmit: true,
};

const program = ts.createProgram(doors, {
  ...options,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
});
const checker = program.getTypeChecker();

/** What the doors let out, with links to other modules followed. */
const exported = doors.flatMap((door) => {
  const file = program.getSourceFile(door);
  const module = file && checker.getSymbolAtLocation(file);
  return (module ? checker.getExportsOfModule(module) : []).map((symbol) => ({
    name: symbol.name,
    symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
});

const values = exported.filter(({ symbol }) => symbol.flags & ts.SymbolFlags.Value);

function examplesIn(markdown: string): string[] {
  return Array.from(markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ([, code = ""]) => code);
}

const documented: readonly Example[] = values.flatMap(({ name, symbol }) =>
  symbol
    .getJsDocTags(checker)
    .filter((tag) => tag.name === "example")
    .flatMap((tag) => examplesIn(ts.displayPartsToString(tag.text)))
    .map((code) => ({ name, code })),
);

const readme: readonly Example[] = examplesIn(readFileSync("README.md", "utf8")).map((code, index) => ({
  name: `README ${index + 1}`,
  code,
}));

const examples = [...documented, ...readme];

/** What the comments of an example say that it prints. */
function promised(code: string): string {
  return Array.from(code.matchAll(/^ *\/\/ ?(.*)$/gm), ([, line = ""]) => `${line}\n`).join("");
}

// A project with the package installed.
const folder = mkdtempSync(join(tmpdir(), "fal-lint-library-"));
const installed = join(folder, "node_modules/fal-lint");
const fileOf = ({ name }: Example) => join(folder, `${name.replace(" ", "-")}.mts`);

beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs", join(installed, "dist")]);
  expect(status).toBe(0);
  cpSync("package.json", join(installed, "package.json"));
  cpSync("examples/server", folder, { recursive: true });
  for (const example of examples) {
    writeFileSync(fileOf(example), example.code);
    const { outputText } = ts.transpileModule(example.code, {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    writeFileSync(fileOf(example).replace(".mts", ".mjs"), outputText);
  }
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the documentation of the library", () => {
  test("is there for every export", () => {
    const silent = exported.filter(({ symbol }) => symbol.getDocumentationComment(checker).length === 0);
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(exported.length).toBeGreaterThan(50);
  });

  test("has an example for every function and value", () => {
    expect(documented.map(({ name }) => name).sort()).toEqual(values.map(({ name }) => name).sort());
    expect(values.length).toBeGreaterThan(10);
  });

  test("has examples that a strict compiler takes, with the types of the package", () => {
    const compiled = ts.createProgram(examples.map(fileOf), options);
    const said = ts.getPreEmitDiagnostics(compiled).map(({ file, start, messageText }) => {
      const text = ts.flattenDiagnosticMessageText(messageText, "\n");
      return `${file?.fileName}:${file?.getLineAndCharacterOfPosition(start ?? 0).line}: ${text}`;
    });
    expect(said).toEqual([]);
  });

  test.each(examples)("$name: the example", (example) => {
    const script = fileOf(example).replace(".mts", ".mjs");
    const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).not.toBe("");
    expect(stdout).toBe(promised(example.code));
  });
});
