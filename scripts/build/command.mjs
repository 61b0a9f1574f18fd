// The command: `cli.cjs`, which starts it, and `cli/main.cjs` with all that a run over a clean file needs. What is imported on demand is a
// file of its own beside it, and takes what it shares with `main.cjs` from there.
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { build } from "esbuild";
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
  const main = await link(
    [
      `export * from ${JSON.stringify(chunks.start)};`,
      ...shared.map((path, index) => `export * as shared${index} from ${JSON.stringify(path)};`),
    ].join("\n"),
    chunks,
    new Map(),
  );
  const files = new Map([["cli/main.cjs", main]]);
  const fromMain = new Map(shared.map((path, index) => [path, `shared${index}`]));
  for (const path of chunks.onDemand) {
    files.set(`cli/${fileOf(path)}`, await link(`export * from ${JSON.stringify(path)};`, chunks, fromMain));
  }
  files.set("cli.cjs", await launcher(createHash("sha256").update(main).digest("hex").slice(0, 16)));
  return files;
}

/** The command as ES modules: which of them a start loads, and which wait. */
async function split(define) {
  const { outputFiles, metafile } = await build({
    ...node,
    entryPoints: { start: "src/cli/start.ts" },
    format: "esm",
    splitting: true,
    outdir: "/",
    metafile: true,
    plugins: [withoutDocumentation],
    define,
  });
  const nameOf = (path) => `./${basename(path)}`;
  const texts = new Map(outputFiles.map(({ path, text }) => [nameOf(path), text]));
  const imports = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [
      nameOf(path),
      output.imports.filter(({ external }) => !external).map(({ path, kind }) => ({ path: nameOf(path), kind })),
    ]),
  );
  const start = "./start.js";
  const main = new Set([start]);
  const onDemand = new Set();
  // A set may grow while it is walked.
  for (const path of main)
    for (const other of imports.get(path)) if (other.kind === "import-statement") main.add(other.path);
  for (const list of imports.values())
    for (const { path, kind } of list) if (kind === "dynamic-import") onDemand.add(path);
  for (const path of onDemand) if (main.has(path)) throw new Error(`${path} is imported on demand, and loaded anyway`);
  return { start, main, onDemand, texts };
}

/** One CommonJS file of the modules that `entry` imports. `fromMain`: those that are in `main.cjs`, by what it calls them. */
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
            if (path === "./main.cjs") return { path, external: true };
            return { path, namespace: fromMain.has(path) ? "main" : "chunk" };
          });
          onLoad({ filter: /^/, namespace: "chunk" }, ({ path }) => ({ contents: texts.get(path) }));
          onLoad({ filter: /^/, namespace: "main" }, ({ path }) => ({
            contents: `module.exports = require("./main.cjs").${fromMain.get(path)};`,
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
