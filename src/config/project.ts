import { isTomlTable, type TomlTable, type TomlValue } from "../toml/values.ts";
import { type Dependency, readDependencies } from "./dependencies.ts";

/** What a pyproject.toml says outside of the apps, as far as it matters to them. */
export interface Project {
  /** `[project] name`; null if there is none. */
  readonly name: string | null;
  /** `[project] requires-python`; null if there is none. */
  readonly requiresPython: string | null;
  /** Everything that is installed for the project. */
  readonly dependencies: readonly Dependency[];
  /** The keys directly in `[tool.fal]`, in the order of the file; null if there is no such table. */
  readonly falKeys: readonly string[] | null;
  /** The keys of all apps, valid or not, in the order of the file; null if there is no `[tool.fal.apps]`. */
  readonly appKeys: readonly string[] | null;
}

/** A file that could not be read. */
export const noProject: Project = { name: null, requiresPython: null, dependencies: [], falKeys: null, appKeys: null };

/** Reads what the rules may know of the rest of a document. */
export function readProject(root: TomlTable): Project {
  const project = step(root, "project");
  const fal = step(step(root, "tool"), "fal");
  return {
    name: text(step(project, "name")),
    requiresPython: text(step(project, "requires-python")),
    dependencies: readDependencies(root),
    falKeys: keys(fal),
    appKeys: keys(step(fal, "apps")),
  };
}

function text(value: TomlValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function keys(value: TomlValue | undefined): readonly string[] | null {
  return isTomlTable(value) ? Object.keys(value) : null;
}

function step(value: TomlValue | undefined, key: string): TomlValue | undefined {
  return isTomlTable(value) ? value[key] : undefined;
}
