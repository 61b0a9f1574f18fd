// Builds the page and serves it on this machine alone: `npm run playground`. `--port N` takes another port; `--out FOLDER` writes the files
// instead, for any web server. The library must have been built.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/**
 * The files of the page, by their names.
 * @param library the built library, `dist/index.js`; its reader of Python is beside it
 */
export async function buildPage(library = join(here, "../../dist/index.js")) {
  const { outputFiles } = await build({
    entryPoints: [join(here, "page.ts")],
    alias: { "fal-lint/python": join(library, "../python.js"), "fal-lint": library },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    charset: "utf8",
    logLevel: "warning",
  });
  return new Map([
    ["index.html", readFileSync(join(here, "index.html"))],
    ["page.css", readFileSync(join(here, "page.css"))],
    ["page.js", outputFiles[0].contents],
  ]);
}

/** Serves files by their names to this machine; the server is returned once it listens. Port 0 takes any that is free. */
export function serve(files, port) {
  const server = createServer(({ url }, response) => {
    const name = new URL(url, "http://localhost").pathname.slice(1) || "index.html";
    const contents = files.get(name);
    const headers = {
      "content-type": `${types[extname(name)] ?? "text/plain"}; charset=utf-8`,
      "cache-control": "no-store",
    };
    response.writeHead(contents === undefined ? 404 : 200, headers).end(contents ?? "not found\n");
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(server));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { port: { type: "string", default: "8080" }, out: { type: "string" } } });
  const files = await buildPage();
  if (values.out === undefined) {
    const server = await serve(files, Number(values.port));
    console.log(`http://localhost:${server.address().port}`);
  } else {
    mkdirSync(values.out, { recursive: true });
    for (const [name, contents] of files) writeFileSync(join(values.out, name), contents);
  }
}
