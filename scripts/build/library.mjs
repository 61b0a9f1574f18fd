// The library: ES modules for any JavaScript engine, and those of `fal-lint/node`. What both need is in `shared.js`; `fal-lint/python` stands
// by itself, so that nothing else grows by it.
import { basename } from "node:path";
import { build } from "esbuild";
import { withoutDocumentation } from "./without-documentation.mjs";

/** What can be imported, by its path below `dist`. */
export const doors = { index: "src/index.ts", node: "src/node.ts", python: "src/python/index.ts" };

/** The files of the library, by their paths below `dist`. */
export async function buildLibrary(define) {
  const { python, ...joint } = doors;
  const outputs = await Promise.all([bundle(joint, define), bundle({ python }, define, { minify: true })]);
  return new Map(outputs.flat().map(({ path, contents }) => [basename(path), contents]));
}

async function bundle(entryPoints, define, options = {}) {
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    splitting: true,
    chunkNames: "shared",
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
