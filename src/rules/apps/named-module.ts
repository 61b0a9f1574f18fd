import { type PythonModule, readPythonModule } from "../../client/python-symbols.ts";
import type { Files } from "../../text/files.ts";
import { remembered } from "../../text/remembered.ts";
import type { AppContext } from "../rule.ts";

/** By what lives as long as one check. */
const readings = new WeakMap<AppContext["modules"], (path: string) => PythonModule | null>();

/** The names of the file that a `ref` names, read once for all apps of a pyproject.toml; null if it cannot be read. */
export function namedModule({ modules, files }: AppContext, path: string): PythonModule | null {
  const read = readings.get(modules) ?? remembered((name: string) => readModule(name, files));
  readings.set(modules, read);
  return read(path);
}

function readModule(path: string, files: Files | null): PythonModule | null {
  const file = files?.readText(path);
  return file?.kind === "text" ? readPythonModule(file.text) : null;
}
