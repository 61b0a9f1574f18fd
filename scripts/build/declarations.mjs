// The declarations that go with the library.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import typescript from "typescript";

const localImport = /(?:from |import\()"(\.[^"]+)"/g;

const compilerOptions = {
  module: typescript.ModuleKind.ESNext,
  target: typescript.ScriptTarget.ES2023,
  declaration: true,
  isolatedDeclarations: true,
};

/** The declarations that these doors need, by their paths below `dist`. */
export function* declarations(...doors) {
  const sources = new Set(doors);
  // A set may grow while it is walked.
  for (const source of sources) {
    const { outputText } = typescript.transpileDeclaration(readFileSync(source, "utf8"), {
      fileName: source,
      compilerOptions,
    });
    for (const [, imported] of outputText.matchAll(localImport)) sources.add(join(dirname(source), imported));
    const text = outputText.replace(localImport, (statement) => statement.replace('.ts"', '.js"'));
    yield [relative("src", source).replace(/\.ts$/, ".d.ts"), text];
  }
}
