import type { CodeDocument } from "../config/language.ts";
import type { PythonDocument } from "../python/document.ts";
import type { Module } from "../python/module.ts";
import type { Files } from "../text/files.ts";
import { normalizePath } from "../text/path.ts";
import { Lines, type Span } from "../text/source.ts";
import { readToml } from "../toml/read.ts";
import { tableAt } from "./secrets-of.ts";

/** Where a module stands. */
export interface ModulePlace {
  /** As the user names it. */
  readonly path: string;
  /** The folder of its pyproject.toml, as the user names it, and the files in it. */
  readonly folder: string;
  readonly files: Files | null;
}

/** A Python module that is to be migrated. */
export interface MigratedModule extends ModulePlace {
  readonly module: Module;
  readonly code: CodeDocument;
  readonly places: Places;
  /** The keys of the apps that passed the schema. */
  readonly valid: ReadonlySet<string>;
  /** The keys of the apps that the pyproject.toml has already. */
  readonly taken: ReadonlySet<string>;
  /** The first line that is no Python; null without one. */
  readonly errorLine: number | null;
}

/**
 * A module that was read, with where it stands; null of what is no Python.
 * @param valid the keys of the apps that passed the schema
 */
export function migratedModule(
  code: CodeDocument,
  text: string,
  place: ModulePlace,
  valid: Iterable<string>,
): MigratedModule | null {
  if (!isPython(code)) return null;
  const { module } = code;
  const places = new Places(place.path, text, code);
  const error = module.syntaxErrorAt();
  return {
    ...place,
    module,
    code,
    places,
    valid: new Set(valid),
    taken: new Set(Object.keys(tableAt(projectTable(place.files), "tool", "fal", "apps"))),
    errorLine: error === null ? null : places.line([error, error]),
  };
}

function isPython(code: CodeDocument): code is PythonDocument {
  return "module" in code;
}

function projectTable(files: Files | null) {
  const file = files?.readText("pyproject.toml");
  const toml = file?.kind === "text" ? readToml(file.text) : null;
  return toml?.kind === "document" ? toml.root : Object.create(null);
}

/** Says where in a module something stands. */
export class Places {
  readonly #path: string;
  readonly #text: string;
  readonly #lines: Lines;
  readonly #code: CodeDocument;

  constructor(path: string, text: string, code: CodeDocument) {
    this.#path = path;
    this.#text = text;
    this.#lines = new Lines(text);
    this.#code = code;
  }

  line([offset]: Span): number {
    return this.#lines.position(offset).line;
  }

  /** `app.py:12` */
  at(span: Span): string {
    return `${this.#path}:${this.line(span)}`;
  }

  /** Where the value of an app's key is written. */
  valueSpan(app: string, path: readonly (string | number)[]): Span {
    const { valueSpan, keySpan } = this.#code.positions.nearest(["tool", "fal", "apps", app, ...path]);
    return valueSpan[1] > valueSpan[0] ? valueSpan : keySpan;
  }

  written([start, end]: Span): string {
    return this.#text.slice(start, end);
  }
}

/** A path in the folder of a pyproject.toml, as the user would name it. */
export function inFolder(folder: string, path: string): string {
  return path.startsWith("/") ? path : normalizePath(`${folder}/${path}`);
}
