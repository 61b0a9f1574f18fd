import { pathText } from "../config/wording.ts";
import type { ModuleApp } from "../python/module.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { isTomlTable, type TomlTable, type TomlValue } from "../toml/values.ts";
import { placeOf } from "../toml/write.ts";
import { imageFiles, whyInCode } from "./image.ts";
import type { MigratedModule } from "./module.ts";
import type { Note } from "./notes.ts";
import type { Plan } from "./plan.ts";
import { secretInToml } from "./secret.ts";
import { appTable, type PlacedSecret, secretsOf, tableAt } from "./secrets-of.ts";
import { ShowableValues } from "./values.ts";

/** What a pyproject.toml says for an app, and what else there is to say. */
export interface MigratedTable {
  readonly table: TomlTable;
  readonly notes: readonly Note[];
}

/** The table of an app that passed the schema. */
export function migratedTable(app: ModuleApp, module: MigratedModule, plan: Plan): MigratedTable {
  const { key, image } = app;
  const { places } = module;
  const written = copy(appTable(module, key));
  const notes: Note[] = [];
  const references = new Map<string, string>();
  const reason = image === null ? null : whyInCode(image, places);
  if (reason !== null) {
    delete written["image"];
    notes.push({ path: ["image"], text: reason });
  } else if (image !== null) {
    const secrets = secretsOf(module, key);
    for (const secret of secrets) {
      const { reference, note } = secretInToml(secret, plan.names);
      references.set(placeOf(secret.path), reference);
      if (note !== null) notes.push({ path: secret.path, text: `${places.at(secret.span)}: ${note}` });
    }
    const table = withSecrets(tableAt(written, "image"), secrets);
    const files = imageFiles(image, String(table["dockerfile"]), key, module, plan);
    written["image"] = Object.assign(copy({ dockerfile: files.dockerfile }), table, { dockerfile: files.dockerfile });
    notes.push(...files.notes);
  }
  if (image !== null) namePathsFromRoot(written, image.container.context.outside);
  const values = new ShowableValues(
    (path) => places.at(places.valueSpan(key, path)),
    (path) => references.get(placeOf(path)) ?? "",
  );
  const table = values.table(written, []);
  const isTold = (path: KeyPath) => references.has(placeOf(path)) || (reason !== null && path[0] === "image");
  return { table, notes: [...notes, ...values.notes, ...dynamicNotes(key, module, isTold)] };
}

/** Whether fal takes the table as it is: the image has one if there is an image, and every registry a username. */
export function isWhole({ key, image, declaration }: ModuleApp, module: MigratedModule): boolean {
  if (image === null) return !declaration.settings.has("image");
  const registries = tableAt(appTable(module, key), "image", "registries");
  return (
    whyInCode(image, module.places) === null &&
    Object.values(registries).every((registry) => isTomlTable(registry) && registry["username"] !== undefined)
  );
}

function dynamicNotes(app: string, { code, places }: MigratedModule, isTold: (path: KeyPath) => boolean): Note[] {
  const dynamic = code.surroundings.get(app)?.dynamic;
  return (dynamic?.paths ?? [])
    .filter((path) => !isTold(path))
    .map((path) => {
      const words = dynamic?.has(path) ? dynamicWords(path) : openWords(path);
      return { path, text: `${places.at(places.valueSpan(app, path))}: ${words}` };
    });
}

function dynamicWords(path: KeyPath): string {
  const then = path[0] === "image" && path.length > 1 ? ": write a value here" : ", and stays in the code";
  return `${pathText(path)} is only known when the code runs${then}.`;
}

function openWords(path: KeyPath): string {
  if (path.length > 0)
    return `${pathText(path)} may have more entries than these, which are only known when the code runs.`;
  return "there may be more settings than these: of a base class in another module, or of `**`. They stay in the code.";
}

/** Without a prototype, so that `__proto__` is a key like any other. */
function copy(table: TomlTable): Record<string, TomlValue> {
  return Object.assign(Object.create(null), table);
}

/** With an empty string for each secret that is only known when the code runs. */
function withSecrets(image: TomlTable, secrets: readonly PlacedSecret[]): Record<string, TomlValue> {
  const result = copy(image);
  for (const { path, value } of secrets) {
    if (value !== null) continue;
    let table = result;
    for (const key of path.slice(1, -1)) {
      const inner = copy(tableAt(table, String(key)));
      table[String(key)] = inner;
      table = inner;
    }
    table[String(path.at(-1))] = "";
  }
  return result;
}

/** The code's are relative to the build context. */
function namePathsFromRoot(app: Record<string, TomlValue>, outside: (path: string) => string): void {
  for (const name of ["ref", "requirements_context_dir", "app_files_context_dir"]) {
    const written = app[name];
    if (typeof written !== "string") continue;
    const [path = "", ...symbol] = written.split("::");
    app[name] = [outside(path), ...symbol].join("::");
  }
}
