import type { Files } from "../text/files.ts";
import { imageMarker } from "../text/python-path.ts";
import type { Span } from "../text/source.ts";
import { appKeys } from "./app-keys.ts";
import { type Container, readContainer } from "./container.ts";
import { type Declaration, readDeclarations } from "./declarations.ts";
import { Evaluator } from "./evaluate.ts";
import { readScopes } from "./scopes.ts";
import { firstErrorIn, parsePython } from "./syntax-tree.ts";
import type { ImageValue, NamedValue } from "./values.ts";

/** Something that a module declares, under the key that it has as an app. */
export interface ModuleApp {
  readonly key: string;
  readonly declaration: Declaration;
  /** Null without an image, or with one that is known only when the code runs. */
  readonly image: (Omit<NamedValue, "value"> & { readonly value: ImageValue; readonly container: Container }) | null;
}

export interface Module {
  /** In its order. */
  readonly apps: readonly ModuleApp[];
  readonly comments: readonly Span[];
  /** Where an import can be added, above the first; -1 if there is none. */
  readonly firstImport: number;
  /** Where reading was given up, since so much of it is no Python; null: nowhere. */
  readonly givenUpAt: number | null;
  /** Whether `textwrap` stands for the module of that name. */
  readonly hasTextwrap: boolean;
  /** Where the first thing stands that is no Python; null if all of it is. Looked for when it is asked. */
  readonly syntaxErrorAt: () => number | null;
}

/** What a module declares. Total, in linear time. */
export function readModule(text: string, path: string, files: Files | null): Module {
  if (!text.includes(imageMarker)) {
    return { apps: [], comments: [], firstImport: -1, givenUpAt: null, hasTextwrap: false, syntaxErrorAt: () => null };
  }
  const { tree, givenUpAt } = parsePython(text);
  const scopes = readScopes(tree, text);
  const declarations = readDeclarations(scopes, new Evaluator(text, path, scopes.lastStarImport), text);
  const apps = Array.from(appKeys(declarations), ([key, declaration]) => {
    const image = declaration.settings.get("image");
    if (image?.value.kind !== "image") return { key, declaration, image: null };
    const { keySpan, value } = image;
    return { key, declaration, image: { keySpan, value, container: readContainer(value, files) } };
  });
  const textwrap = scopes.module.bindings.get("textwrap");
  const hasTextwrap = textwrap?.count === 1 && textwrap.imports[0] === "textwrap";
  const { comments, firstImport } = scopes;
  return { apps, comments, firstImport, givenUpAt, hasTextwrap, syntaxErrorAt: () => firstErrorIn(tree) ?? givenUpAt };
}
