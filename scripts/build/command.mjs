// The command: `cli.cjs`, which starts it, and `cli/main.cjs` with all that a run over a clean file needs. What is imported on demand is a
// file of its own beside it, and takes what it shares with `main.cjs` from there.
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { build } from "esbuild";
import { late, lateEntry, withLateFile } from "./late.mjs";
import { withoutDocumentation } from "./without-documentation.mjs";

const node = {
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  logLevel: "warning",
  // A linked node_modules is not named by where it really is.
  preserveSymlinks: true,
};

/** The files of the command, by their paths below `dist`. */
export async function buildCommand(define) {
  const chunks = await split(define);
  const shared = [...chunks.main].filter((path) => path !== chunks.start);
  const main = await link(mainEntry(shared, chunks), chunks, new Map());
  const files = new Map([["cli/main.cjs", moduleFunction(main)]]);
  const fromMain = new Map(shared.map((path, index) => [path, index]));
  for (const path of chunks.onDemand) {
    files.set(`cli/${fileOf(path)}`, await link(`export * from ${JSON.stringify(path)};`, chunks, fromMain));
  }
  files.set("cli.cjs", await launcher(createHash("sha256").update(main).digest("hex").slice(0, 16)));
  return files;
}

/** As `src/cli/compiled.ts` takes a module. */
function moduleFunction(text) {
  const other = /[^\0-\x7f]/.exec(text);
  if (other !== null) throw new Error(`The command is read as ASCII: ${text.slice(other.index - 40, other.index + 1)}`);
  return `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
}

/** What starts the command, and `shared`, a function from the number of a module to what it exports: most runs ask for none. */
function mainEntry(shared, { start, names }) {
  const cases = shared.map((path, index) => {
    const getters = names.get(path).map((name) => `get ${name}() { return module${index}.${name}; }`);
    return `case ${index}: return { ${getters.join(", ")} };`;
  });
  return [
    `export * from ${JSON.stringify(start)};`,
    ...shared.map((path, index) => `import * as module${index} from ${JSON.stringify(path)};`),
    `export function shared(index) { switch (index) { ${cases.join(" ")} } }`,
  ].join("\n");
}

/** The command as ES modules: which of them a start loads, and which wait. */
async function split(define) {
  const { outputFiles, metafile } = await build({
    ...node,
    entryPoints: { start: "src/cli/start.ts", [lateEntry]: lateEntry },
    format: "esm",
    splitting: true,
    outdir: "/",
    metafile: true,
    plugins: [late, withoutDocumentation],
    define,
  });
  const nameOf = (path) => `./${basename(path)}`;
  const texts = new Map(
    outputFiles.map(({ path, text }) => [nameOf(path), withLateFile(text, `require("./${lateEntry}.cjs")`)]),
  );
  const imports = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [
      nameOf(path),
      output.imports.filter(({ external }) => !external).map(({ path, kind }) => ({ path: nameOf(path), kind })),
    ]),
  );
  const start = "./start.js";
  const main = new Set([start]);
  const onDemand = new Set([`./${lateEntry}.js`]);
  // A set may grow while it is walked.
  for (const path of main)
    for (const other of imports.get(path)) if (other.kind === "import-statement") main.add(other.path);
  for (const list of imports.values())
    for (const { path, kind } of list) if (kind === "dynamic-import") onDemand.add(path);
  for (const path of onDemand) if (main.has(path)) throw new Error(`${path} is imported on demand, and loaded anyway`);
  const names = new Map(Object.entries(metafile.outputs).map(([path, { exports }]) => [nameOf(path), exports]));
  return { start, main, onDemand, texts, names };
}

/** One CommonJS file of the modules that `entry` imports. `fromMain`: those that are in `main.cjs`, by their numbers there. */
async function link(entry, { texts }, fromMain) {
  const { outputFiles } = await build({
    ...node,
    stdin: { contents: entry, resolveDir: "/" },
    format: "cjs",
    minify: true,
    // Else it would stay an `import()`, which is slower to load CommonJS.
    supported: { "dynamic-import": false },
    plugins: [
      {
        name: "chunks",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\// }, ({ path, kind }) => {
            if (kind === "dynamic-import") return { path: `./${fileOf(path)}`, external: true };
            if (path.endsWith(".cjs")) return { path, external: true };
            return { path, namespace: fromMain.has(path) ? "main" : "chunk" };
          });
          onLoad({ filter: /^/, namespace: "chunk" }, ({ path }) => ({ contents: texts.get(path) }));
          onLoad({ filter: /^/, namespace: "main" }, ({ path }) => ({
            contents: `module.exports = require("./main.cjs").shared(${fromMain.get(path)});`,
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

async function launcher(buildId) {
  const { outputFiles } = await build({
    ...node,
    entryPoints: ["src/bin.ts"],
    format: "cjs",
    minify: true,
    banner: { js: "#!/usr/bin/env node" },
    define: { "import.meta.dirname": "__dirname", FAL_LINT_BUILD: JSON.stringify(buildId) },
  });
  return outputFiles[0].text;
}

/** `./compile-ABCD1234.js` is `compile.cjs`. */
function fileOf(path) {
  return `${basename(path).replace(/(-[A-Z0-9]{8})?\.js$/, "")}.cjs`;
}
