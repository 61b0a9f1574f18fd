import type { KeyPath } from "../text/diagnostic.ts";
import type { Span } from "../text/source.ts";
import { isTomlTable, type TomlTable, type TomlValue } from "../toml/values.ts";
import type { MigratedModule } from "./module.ts";
import type { PythonSecret } from "./secret.ts";

/** A secret, and where it stands within its app. */
export type PlacedSecret = PythonSecret & { readonly path: KeyPath; readonly span: Span };

/** Every registry password and build secret of an app, also those that are only known when the code runs. */
export function secretsOf(module: MigratedModule, app: string): PlacedSecret[] {
  const { places } = module;
  const image = tableAt(appTable(module, app), "image");
  const dynamic = module.code.surroundings.get(app)?.dynamic;
  const secretAt = (path: KeyPath, kind: PythonSecret["kind"], of: string, value: TomlValue | undefined) => {
    const span = places.valueSpan(app, path);
    return { path, span, kind, of, value: typeof value === "string" ? value : null, written: places.written(span) };
  };
  const passwords = Object.entries(tableAt(image, "registries")).map(([key, registry]) => {
    const value = isTomlTable(registry) ? registry["password"] : undefined;
    return secretAt(["image", "registries", key, "password"], "password", key, value);
  });
  const secrets = tableAt(image, "secrets");
  const names = new Set([...Object.keys(secrets), ...(dynamic?.keysOf(["image", "secrets"]) ?? [])]);
  const built = [...names].map((name) => secretAt(["image", "secrets", name], "build secret", name, secrets[name]));
  return [...passwords, ...built];
}

/** The table of an app as the code has it; empty if there is none. */
export function appTable({ code }: MigratedModule, app: string): TomlTable {
  return tableAt(code.root, "tool", "fal", "apps", app);
}

/** The table at a path; empty if there is none. */
export function tableAt(table: TomlTable, ...path: readonly string[]): TomlTable {
  let found = table;
  for (const key of path) {
    const value = found[key];
    found = isTomlTable(value) ? value : Object.create(null);
  }
  return found;
}
