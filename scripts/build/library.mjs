// The library: ES modules for any JavaScript engine, and those of `fal-lint/node`. What several of them need is in `shared/`, in parts that a
// page's bundler can leave out; `fal-lint/python` stands by itself, so that nothing else grows by it.
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { withoutDocumentation } from "./without-documentation.mjs";

/** What can be imported, by its path below `dist`. */
export const doors = { index: "src/index.ts", node: "src/node.ts", python: "src/python/index.ts" };

/** What can do without the rest: who imports one of these loads the parts of `shared/` that it needs, and no others. */
const parts = ["compile", "lint", ...readdirSync("src/library").map((name) => `library/${basename(name, ".ts")}`)];

/** The files of the library, by their paths below `dist`. */
export async function buildLibrary(define) {
  const { python, ...joint } = doors;
  const [files, ownFiles] = await Promise.all([
    bundle({ ...joint, ...Object.fromEntries(parts.map((part) => [part, `src/${part}.ts`])) }, define),
    bundle({ python }, define, { minify: true }),
  ]);
  // A part is named to be split off; nobody imports it by that name.
  const wanted = files.filter(({ path }) => !parts.includes(path.slice(1, -".js".length)));
  return new Map([...wanted, ...ownFiles].map(({ path, text }) => [path.slice(1), text.replaceAll(forNothing, "")]));
}

/** An import of nothing, for the order of side effects: there are none, and a bundler that knows so would warn of it. */
const forNothing = /^import "[^"]+";\n/gm;

async function bundle(entryPoints, define, options = {}) {
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    splitting: true,
    chunkNames: "shared/[hash]",
    outdir: "/",
    write: false,
    format: "esm",
    platform: "neutral",
    target: "node20",
    charset: "utf8",
    logLevel: "warning",
    external: ["node:*"],
    // A linked node_modules is not named by where it really is.
    preserveSymlinks: true,
    // `rules` and `explain` take it from docs/rules/rules.json, so that `check` alone comes without it.
    plugins: [withoutDocumentation],
    define,
    ...options,
  });
  return outputFiles;
}
