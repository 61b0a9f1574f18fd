// The releases of Node that are measured: the one that runs this, and those that are installed for it.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** By version, such as `v22.23.3`; those that are not installed or do not run here are left out. */
export function nodes() {
  const found = new Map([[process.version, process.execPath]]);
  for (const name of ["node-22", "node-24"]) {
    const file = resolved(`${name}/bin/node`);
    const { stdout } = file === null ? {} : spawnSync(file, ["--version"], { encoding: "utf8" });
    if (stdout) found.set(stdout.trim(), file);
  }
  return found;
}

function resolved(path) {
  try {
    return require.resolve(path);
  } catch {
    return null;
  }
}
