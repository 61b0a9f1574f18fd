// The library: ES modules for any JavaScript engine.
import { build } from "esbuild";

/** The files of the library, by their paths below `dist`. */
export async function buildLibrary(define) {
  const { outputFiles } = await build({
    entryPoints: ["src/index.ts"],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "node20",
    charset: "utf8",
    logLevel: "warning",
    define,
  });
  return new Map([["index.js", outputFiles[0].contents]]);
}
