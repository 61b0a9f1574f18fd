// Builds what is published, into `dist` or the folder that is named: the command, the library and its declarations. Says nothing unless
// something is wrong.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCommand } from "./build/command.mjs";
import { declarations } from "./build/declarations.mjs";
import { buildLibrary, doors } from "./build/library.mjs";

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url)));
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const define = { FAL_LINT_VERSION: JSON.stringify(version) };
const built = new Map([
  ...(await buildCommand(define)),
  ...(await buildLibrary(define)),
  ...declarations(...Object.values(doors)),
]);
for (const [path, contents] of built) {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), contents);
}
chmodSync(join(folder, "cli.cjs"), 0o755);
// What an earlier build left behind, and what its runs did; a folder that was named may hold other things.
const left = process.argv[2] === undefined ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
for (const entry of left.filter((item) => item.isFile())) {
  const path = join(entry.parentPath, entry.name);
  if (!built.has(relative(folder, path).replaceAll("\\", "/"))) rmSync(path);
}
