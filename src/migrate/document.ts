import type { ModuleApp } from "../python/module.ts";
import { quote } from "../text/printable.ts";
import { writeComments, writeTable } from "../toml/write.ts";
import { inFolder, type MigratedModule } from "./module.ts";
import { commentsOf, prose } from "./notes.ts";
import { Plan } from "./plan.ts";
import { staysInCode } from "./stays-in-code.ts";
import { migratedTable } from "./table.ts";

/** Modules as the tables of a pyproject.toml: valid TOML, in which no secret stands. `isWanted`: an app that is not left out. */
export function* migratedDocument(
  modules: readonly MigratedModule[],
  isWanted: (app: string) => boolean,
): Generator<string> {
  const plan = new Plan(modules);
  const keys = new Map<string, number>();
  for (const module of modules) {
    const { path, folder, places, errorLine } = module;
    const target = quote(inFolder(folder, "pyproject.toml"));
    yield* comment(`From ${path}, for ${target}. Made by \`fal-lint migrate\`, which has written no file.`);
    if (errorLine !== null) {
      yield* comment(`${path}:${errorLine}: this is no Python 3. What stands around it has been read.`);
    }
    yield "\n";
    for (const app of module.module.apps) {
      const { key, declaration } = app;
      if (declaration.kind === "image") {
        const at = places.at(declaration.symbolSpan);
        yield* comment(
          `${at}: the image ${quote(declaration.symbol)} belongs to no app here: there is no table for it.`,
        );
        yield "\n";
      } else if (isWanted(key)) yield* appSection(app, unique(key, keys), module, plan);
    }
  }
}

function* appSection(app: ModuleApp, key: string, module: MigratedModule, plan: Plan): Generator<string> {
  const { places, valid, taken } = module;
  const at = places.at(app.declaration.symbolSpan);
  if (!valid.has(app.key)) {
    yield* comment(
      `${at}: there is no table for ${quote(app.key)}, which fal would refuse: see \`fal-lint ${module.path}\`.`,
    );
    yield "\n";
    return;
  }
  if (key !== app.key) yield* comment(`${at}: ${quote(app.key)} is the key of an app above: give one of them another.`);
  if (taken.has(app.key))
    yield* comment(`The pyproject.toml has an app ${quote(app.key)} already: make one of the two.`);
  const { table, notes } = migratedTable(app, module, plan);
  const path = ["tool", "fal", "apps", key];
  yield* writeTable(path, table, commentsOf(notes, table, path));
  for (const item of staysInCode(app, table, module)) yield* comment(item);
  yield "\n";
}

function* comment(text: string): Generator<string> {
  yield* writeComments(prose(text));
}

/** @param numbers the number to try next for each key that is taken */
function unique(key: string, numbers: Map<string, number>): string {
  let free = key;
  let number = numbers.get(key) ?? 1;
  for (; numbers.has(free); number++) free = `${key}-${number + 1}`;
  numbers.set(key, number);
  if (free !== key) numbers.set(free, 1);
  return free;
}
