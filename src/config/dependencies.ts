import { parsePoetryConstraint } from "../packaging/poetry-constraint.ts";
import { normalizeName, parseRequirement } from "../packaging/requirement.ts";
import type { Specifier } from "../packaging/specifier.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { isTomlTable, type TomlTable, type TomlValue } from "../toml/values.ts";

/** A package that the project itself depends on, whoever installs it. Holds no URL. */
export interface Dependency {
  /** Of the string or table that names it. */
  readonly keyPath: KeyPath;
  /** By PEP 503. */
  readonly name: string;
  readonly specifiers: readonly Specifier[];
  /** Only for some platforms or releases of Python. */
  readonly conditional: boolean;
}

/**
 * What `[project] dependencies`, `[project.optional-dependencies]`, `[dependency-groups]` and Poetry's tables name, in that order. An
 * `include-group` adds nothing: its group is read where it stands. What cannot be read is left out.
 */
export function readDependencies(root: TomlTable): readonly Dependency[] {
  const lists: KeyPath[] = [
    ["project", "dependencies"],
    ...keysOf(root, ["project", "optional-dependencies"]),
    ...keysOf(root, ["dependency-groups"]),
  ];
  const poetry = ["tool", "poetry"];
  const tables: KeyPath[] = [
    [...poetry, "dependencies"],
    [...poetry, "dev-dependencies"],
    ...keysOf(root, [...poetry, "group"]).map((group) => [...group, "dependencies"]),
  ];
  return [...lists.flatMap((path) => readList(root, path)), ...tables.flatMap((path) => readPoetry(root, path))];
}

function readList(root: TomlTable, path: KeyPath): Dependency[] {
  const list = valueAt(root, path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((text: TomlValue, index) => {
    const requirement = typeof text === "string" ? parseRequirement(text) : "empty";
    if (typeof requirement === "string") return [];
    const { name, specifiers, marker } = requirement;
    return [{ keyPath: [...path, index], name: normalizeName(name), specifiers, conditional: marker !== null }];
  });
}

/** A constraint is a string, the `version` of a table, or a list of such tables for different platforms. */
function readPoetry(root: TomlTable, path: KeyPath): Dependency[] {
  return keysOf(root, path).flatMap((keyPath) => {
    const value = valueAt(root, keyPath);
    const entries: readonly [KeyPath, TomlValue][] = Array.isArray(value)
      ? value.map((entry: TomlValue, index) => [[...keyPath, index], entry])
      : [[keyPath, value ?? ""]];
    return entries.flatMap(([at, entry]) => {
      const version = isTomlTable(entry) ? entry["version"] : entry;
      const specifiers = typeof version === "string" ? parsePoetryConstraint(version) : null;
      if (specifiers === null) return [];
      const conditional = isTomlTable(entry) && ("python" in entry || "markers" in entry || "platform" in entry);
      return [{ keyPath: at, name: normalizeName(String(keyPath.at(-1))), specifiers, conditional }];
    });
  });
}

/** The paths of what a table holds; none if it is no table. */
function keysOf(root: TomlTable, path: KeyPath): KeyPath[] {
  const table = valueAt(root, path);
  return isTomlTable(table) ? Object.keys(table).map((key) => [...path, key]) : [];
}

function valueAt(root: TomlTable, path: KeyPath): TomlValue | undefined {
  let value: TomlValue | undefined = root;
  for (const key of path) value = isTomlTable(value) ? value[key] : undefined;
  return value;
}
