import { type PythonModule, readPythonModule } from "../../client/python-symbols.ts";
import type { AppContext } from "../rule.ts";

/** By what lives as long as one check. */
const readings = new WeakMap<AppContext["modules"], Map<string, PythonModule | null>>();

/** The names of the file that a `ref` names, read once for all apps of a pyproject.toml; null if it cannot be read. */
export function namedModule({ modules, files }: AppContext, path: string): PythonModule | null {
  const read = readings.get(modules) ?? new Map<string, PythonModule | null>();
  readings.set(modules, read);
  const known = read.get(path);
  if (known !== undefined) return known;
  const file = files?.readText(path);
  const module = file?.kind === "text" ? readPythonModule(file.text) : null;
  read.set(path, module);
  return module;
}
