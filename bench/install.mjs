// Installs what fal-lint is compared with into bench/node_modules, by the lock file there.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

export function install() {
  if (modified("node_modules/.package-lock.json") >= modified("package-lock.json")) return;
  console.error("Installing what fal-lint is compared with into bench/node_modules");
  const { status } = spawnSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}`);
}

/** When a file was last written; before all time if it is not there. */
function modified(path) {
  return statSync(`${folder}${path}`, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
