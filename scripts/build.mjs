// Builds what is published, into `dist` or the folder that is named: the command (one CommonJS file: the fastest to start), the library
// (one ES module) and its declarations. Says nothing unless something is wrong.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import typescript from "typescript";

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url)));
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

async function bundle(source, options) {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const { outputFiles } = await build({
    absWorkingDir: process.cwd(),
    entryPoints: [source],
    bundle: true,
    write: false,
    target: "node20",
    charset: "utf8",
    logLevel: "warning",
    ...options,
    define: { FAL_LINT_VERSION: JSON.stringify(version), ...options.define },
  });
  return outputFiles[0].contents;
}

/** What only the pages on rules need. The command prints those pages, and does without. */
const documentation = new Set(["why", "sources", "bad", "good", "alsoFlagged", "withoutFiles", "now"]);

const withoutDocumentation = {
  name: "without-documentation",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]rules[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
      contents: stripDocumentation(path, readFileSync(path, "utf8")),
      loader: "ts",
    }));
  },
};

/** A module without the documentation of the rule that it holds, if it holds one. */
function stripDocumentation(path, text) {
  const module = typescript.createSourceFile(path, text, typescript.ScriptTarget.ES2023);
  const properties = module.statements
    .flatMap((statement) => statement.declarationList?.declarations ?? [])
    .filter(({ type }) => type?.typeName?.text === "Rule")
    .flatMap(({ initializer }) => initializer.properties)
    .filter(({ name }) => documentation.has(name.text));
  let stripped = "";
  let done = 0;
  for (const { pos, end } of properties) {
    stripped += text.slice(done, pos);
    // The comma behind it goes too.
    done = end + 1;
  }
  return stripped + text.slice(done);
}

const localImport = /(?:from |import\()"(\.[^"]+)"/g;

/** The declarations that the public door needs, by their paths. */
function* declarations(door) {
  const compilerOptions = {
    module: typescript.ModuleKind.ESNext,
    target: typescript.ScriptTarget.ES2023,
    declaration: true,
    isolatedDeclarations: true,
  };
  const sources = new Set([door]);
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

const built = new Map([
  [
    "cli.cjs",
    await bundle("src/bin.ts", {
      format: "cjs",
      platform: "node",
      minify: true,
      plugins: [withoutDocumentation],
      banner: { js: "#!/usr/bin/env node" },
      define: { "import.meta.dirname": "__dirname" },
    }),
  ],
  ["index.js", await bundle("src/index.ts", { format: "esm", platform: "neutral" })],
  ...declarations("src/index.ts"),
]);
for (const [path, contents] of built) {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), contents);
}
chmodSync(join(folder, "cli.cjs"), 0o755);
// What an earlier build left behind; a folder that was named may hold other things.
const left = process.argv[2] === undefined ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
for (const entry of left.filter((item) => item.isFile())) {
  const path = join(entry.parentPath, entry.name);
  if (!built.has(relative(folder, path).replaceAll("\\", "/"))) rmSync(path);
}
