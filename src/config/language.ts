import { type ContextPaths, rootPaths } from "../text/context-paths.ts";
import type { Files } from "../text/files.ts";
import type { Finding } from "../text/finding.ts";
import type { Span } from "../text/source.ts";
import type { RangeEdit } from "../toml/edit.ts";
import { type Positions, scanPositions } from "../toml/positions.ts";
import type { TomlTable, TomlValue } from "../toml/values.ts";
import { type Dynamic, nothingDynamic } from "./dynamic.ts";

/** A language besides TOML that apps are written in. */
export interface Language {
  /** Whether a file of that name is written in it. */
  readonly isOf: (path: string) => boolean;
  /**
   * Reads the apps of a text. Total, in linear time.
   * @param path the file, relative to the folder that `files` shows
   */
  readonly read: (text: string, path: string, files: Files | null) => CodeDocument;
  /** Reads a file that a pyproject.toml names by a `ref`. Total, in linear time. */
  readonly readModule: (text: string) => CodeModule;
}

/** A file of code by the apps that a `ref` can name in it. */
export interface CodeModule {
  /**
   * What an app sets; null if it is not certain what the name stands for.
   * @param symbol null: the only app
   */
  readonly app: (symbol: string | null) => CodeApp | null;
}

/** The class or function of a `ref`. */
export interface CodeApp {
  readonly kind: "class" | "function";
  readonly symbol: string;
  /** What it surely sets, and fal's client takes from it whatever a pyproject.toml says: by the keys that one has. */
  readonly settings: ReadonlyMap<string, CodeSetting>;
}

export interface CodeSetting {
  /** Of the name or keyword that sets it. */
  readonly span: Span;
  /** Null: no text, number or list of them, or known only when the code runs. */
  readonly value: TomlValue | null;
  /** False: it comes out of a call or another module, and could still be nothing. */
  readonly isCertain: boolean;
}

/** The apps of one file, as if they stood in a pyproject.toml. */
export interface CodeDocument {
  /** `tool.fal.apps` with a table for each; without any it is empty. */
  readonly root: TomlTable;
  /** Where the keys and values of `root` are written. */
  readonly positions: Positions;
  /** What reading alone can find, with the key of the app; null: of none. */
  readonly findings: readonly (Finding & { readonly app: string | null })[];
  readonly surroundings: ReadonlyMap<string, Surroundings>;
  /** What to write in the place of a key or value, given what would be written into TOML; null if that cannot be said. */
  readonly edit: (keyPath: readonly (string | number)[], part: "key" | "value", text: string) => RangeEdit | null;
  /** What is said of an app in TOML's words, in the language's own. */
  readonly words: (text: string, surroundings: Surroundings) => string;
}

/** What belongs to one app besides its table. */
export interface Surroundings {
  /** False: an image that belongs to no app. It is checked as theirs are, and nothing more. */
  readonly isApp: boolean;
  readonly dynamic: Dynamic;
  /** The build context, to which all paths of the app are relative. */
  readonly context: ContextPaths;
  /** Files that stand within the source, by their paths in the context. */
  readonly embedded: ReadonlyMap<string, EmbeddedFile>;
  /** fal's client refuses it for a reason that the findings tell. */
  readonly isRefused: boolean;
  /** Rules whose findings about the app would only repeat what the findings tell. */
  readonly told: ReadonlySet<string>;
}

/** The text of a file that is written as a string in the source; or the path, in the context, of the file that stands in for it. */
export type EmbeddedFile = EmbeddedText | { readonly standsFor: string };

export interface EmbeddedText {
  readonly text: string;
  /** Whether it counts as a file of the context: a Dockerfile does not, which the client sends by other means. */
  readonly isThere: boolean;
  /** Where a part of the text is written in the source. */
  readonly sourceSpan: (span: Span) => Span;
  /** The edit of the source that makes this one of the text; null if there is none that is certain. */
  readonly sourceEdit: (edit: RangeEdit) => RangeEdit | null;
}

/** A language whose files are passed over, since they hold nothing for fal-lint: that is seen without reading them. */
export function withoutApps(isOf: Language["isOf"]): Language {
  const edit = () => null;
  const words = (text: string) => text;
  const document = { root: Object.create(null), findings: [], surroundings: new Map(), edit, words };
  return { isOf, read: () => ({ ...document, positions: scanPositions("") }), readModule: () => ({ app: () => null }) };
}

/** Of an app in a pyproject.toml. */
export const plainSurroundings: Surroundings = {
  isApp: true,
  dynamic: nothingDynamic,
  context: rootPaths,
  embedded: new Map(),
  isRefused: false,
  told: new Set(),
};
