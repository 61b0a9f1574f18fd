import { dynamicSecret, Secret } from "../text/secret.ts";
import { isTomlFloat, isTomlTable, TomlDate, type TomlTable, type TomlValue } from "../toml/values.ts";
import { type Dynamic, nothingDynamic } from "./dynamic.ts";
import type { AppConfig, DockerfileImageConfig, ReferenceImageConfig, RegistryConfig } from "./types.ts";

/** An app's table after validation, as written, with its secrets made opaque. */
export type OpenedApp = Readonly<Omit<AppConfig, "image">> & { readonly image?: OpenedImage };

export type OpenedImage = OpenedDockerfileImage | OpenedReferenceImage;

export type OpenedDockerfileImage = Readonly<Omit<DockerfileImageConfig, "registries" | "secrets">> & {
  readonly image?: never;
  readonly registries?: Readonly<Record<string, OpenedRegistry>>;
  readonly secrets?: Readonly<Record<string, Secret>>;
};

export type OpenedReferenceImage = Readonly<Omit<ReferenceImageConfig, "registries">> & {
  readonly dockerfile?: never;
  readonly build_args?: never;
  readonly secrets?: never;
  readonly registries?: Readonly<Record<string, OpenedRegistry>>;
};

export interface OpenedRegistry {
  /** Null: known only when the code runs that sets it. */
  readonly username: RegistryConfig["username"] | null;
  readonly password: Secret;
}

/** The table of an app that has passed the schema: numbers become plain, secrets opaque. The input is left as it is. */
export function openApp(app: TomlTable, dynamic: Dynamic = nothingDynamic): OpenedApp {
  // The schema has been checked, so the shape is known; what is left to say is it in types.
  return openKnown(app, (key, value) =>
    key === "image" && isTomlTable(value) ? openImage(value, dynamic) : plain(value),
  );
}

function openImage(image: TomlTable, dynamic: Dynamic): Record<string, unknown> {
  return openKnown(image, (key, value) => {
    if (key === "registries" && isTomlTable(value)) return mapTable(value, openRegistry);
    if (key !== "secrets" || !isTomlTable(value)) return plain(value);
    const unknown = dynamic.keysOf(["image", "secrets"]).map((name) => [name, dynamicSecret] as const);
    return Object.assign(mapTable(value, openSecret), Object.fromEntries(unknown));
  });
}

/** A table of which the schema knows every key. */
function openKnown(table: TomlTable, open: (key: string, value: TomlValue) => unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) result[key] = open(key, value);
  return result;
}

function openRegistry(registry: TomlValue): Record<string, unknown> {
  if (!isTomlTable(registry)) return {};
  const { username = null, password } = registry;
  return { username, password: password === undefined ? dynamicSecret : openSecret(password) };
}

function openSecret(value: TomlValue): Secret {
  return new Secret(typeof value === "string" ? value : "");
}

function plain(value: TomlValue): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (isTomlTable(value)) return plainTable(value);
  // JSON has no word for the others.
  if (isTomlFloat(value)) return Number.isFinite(value.value) ? value.value : String(value.value);
  if (value instanceof TomlDate) return value.text;
  // Beyond 2^53 a JSON number would be another number: RFC 8785 wants a string.
  if (typeof value === "bigint") return value.toString();
  return value;
}

function plainTable(table: TomlTable): Record<string, unknown> {
  return mapTable(table, plain);
}

/** Without a prototype, so that `__proto__` is a key like any other. */
function mapTable<T>(table: TomlTable, map: (value: TomlValue) => T): Record<string, T> {
  const result: Record<string, T> = Object.create(null);
  for (const key of Object.keys(table)) {
    const value = table[key];
    if (value !== undefined) result[key] = map(value);
  }
  return result;
}
