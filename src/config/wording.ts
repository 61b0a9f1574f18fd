import type { KeyPath } from "../text/diagnostic.ts";
import { quote } from "../text/printable.ts";
import { tomlKey } from "../toml/edit.ts";
import { isTomlFloat, TomlDate, type TomlValue } from "../toml/values.ts";

/** A key path as one would write it: `image.registries."ghcr.io".password`, `app_files[1]`. */
export function pathText(path: KeyPath): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${tomlKey(key)}`)).join("");
}

/** `a`, `b` or `c`, each quoted. */
export function alternatives(words: readonly string[], conjunction: "and" | "or"): string {
  const quoted = words.map(quote);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} ${conjunction} ${last}`;
}

/** A value's type in TOML's words, with an article. */
export function typeName(value: TomlValue | undefined): string {
  if (typeof value === "string") return "a string";
  if (typeof value === "number" || typeof value === "bigint") return "an integer";
  if (typeof value === "boolean") return "a boolean";
  if (isTomlFloat(value)) return "a float";
  if (value instanceof TomlDate) return value.kind === "local-time" ? "a time" : "a date";
  return Array.isArray(value) ? "an array" : "a table";
}
