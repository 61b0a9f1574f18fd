// The library: ES modules for any JavaScript engine, and those of `fal-lint/node`. What both need is in `shared.js`.
import { basename } from "node:path";
import { build } from "esbuild";
import { withoutDocumentation } from "./without-documentation.mjs";

/** What can be imported, by its path below `dist`. */
export const doors = { index: "src/index.ts", node: "src/node.ts" };

/** The files of the library, by their paths below `dist`. */
export async function buildLibrary(define) {
  const { outputFiles } = await build({
    entryPoints: doors,
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
    // `rules` and `explain` take it from docs/rules/rules.json, so that `check` alone comes without it.
    plugins: [withoutDocumentation],
    define,
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
