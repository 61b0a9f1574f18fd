import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL("node_modules/.bin", import.meta.url));

/** The path of a program from outside; throws a sentence that says how to get it if it is not installed. */
export function program(name: string): string {
  const folders = [own, ...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "")];
  const path = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (path === undefined) throw new Error(`${name} is not installed: run test/programs/install`);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
