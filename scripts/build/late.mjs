// What a run over a clean file never calls, although it stands in the middle of the core. In the command it lies in a file of its own: whoever
// imports one of these modules gets functions that load the file when they are first called.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import typescript from "typescript";

const { ExportKeyword } = typescript.SyntaxKind;

/** They export nothing but functions. */
const modules = [
  "src/client/python-symbols.ts",
  "src/container/dockerfile/shell-pattern.ts",
  "src/container/key-mismatch.ts",
  "src/manifest/reference-words.ts",
  "src/packaging/pep440.ts",
  "src/relocate.ts",
  "src/silence/baseline.ts",
  "src/silence/suppress.ts",
  "src/text/sha256.ts",
  "src/toml/positions.ts",
  "src/toml/scan.ts",
].map((path) => resolve(path));

/** The entry point that holds the modules themselves. */
export const lateEntry = "late";

/** Stands for the file, until it is known how it is loaded. */
const file = "__LATE_FILE__";

/** Text of a module, with `load` in the place of the file. */
export function withLateFile(text, load) {
  return text.replaceAll(file, load);
}

export const late = {
  name: "late",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^${lateEntry}$`) }, ({ path }) => ({ path, namespace: "late-entry" }));
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, namespace }) => {
      const module = resolve(resolveDir, path);
      if (!modules.includes(module)) return null;
      return { path: module, namespace: namespace === "late-entry" ? "file" : "stand-in" };
    });
    onLoad({ filter: /^/, namespace: "late-entry" }, () => ({
      contents: modules.map((path, index) => `export * as module${index} from ${JSON.stringify(path)};`).join("\n"),
      resolveDir: process.cwd(),
    }));
    onLoad({ filter: /^/, namespace: "stand-in" }, ({ path }) => {
      const module = `${file}.module${modules.indexOf(path)}`;
      const names = exportsOf(path);
      return {
        contents: names.map((name) => `export const ${name} = (...args) => ${module}.${name}(...args);`).join("\n"),
      };
    });
  },
};

/** The names of the functions that a module exports; an error if it exports anything else that is there at run time. */
function exportsOf(path) {
  const { statements } = typescript.createSourceFile(path, readFileSync(path, "utf8"), typescript.ScriptTarget.ES2023);
  const exported = statements.filter(
    (statement) =>
      typescript.isExportDeclaration(statement) || statement.modifiers?.some(({ kind }) => kind === ExportKeyword),
  );
  return exported.flatMap((statement) => {
    if (typescript.isInterfaceDeclaration(statement) || typescript.isTypeAliasDeclaration(statement)) return [];
    if (typescript.isFunctionDeclaration(statement)) return [statement.name.text];
    throw new Error(`${path} exports more than functions: it cannot be loaded late.`);
  });
}
