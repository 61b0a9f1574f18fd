import { compareStrings } from "../text/diagnostic.ts";
import type { FileEntry, Files } from "../text/files.ts";
import { firstMatch, type IgnorePattern, type IgnoreRules } from "./ignore.ts";
import { isOutside, join, resolveSource } from "./source-path.ts";

/** What fal's client would send for a Dockerfile build: `FileSync.collect_files` and `sync_files` of its file_sync.py. */
export interface Uploads {
  /** Unique, sorted by path; empty if the client aborts. */
  readonly uploads: readonly UploadFile[];
  /** The paths that the client prints as not found, in order, duplicates kept. */
  readonly skipped: readonly string[];
  /** What became of each source: parallel to the sources. */
  readonly outcomes: readonly SourceOutcome[];
  /** Why the client sends nothing at all; it stops at the first, the others come up once that is mended. */
  readonly aborts: readonly Abort[];
}

/** Where links are resolved, `path` is where they lead: the client sends files under that name. */
export interface UploadFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export type SourceOutcome =
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "directory";
      readonly path: string;
      /** How many files of it are sent, also if another source sends them too. */
      readonly files: number;
      readonly excluded: readonly Excluded[];
      /**
       * Folders that cannot be listed, which the client passes over without a word, and files that cannot be found under their names: those
       * that are no UTF-8, say.
       */
      readonly unreadable: readonly string[];
    }
  /** The client says so and goes on. */
  | { readonly kind: "missing"; readonly path: string }
  /** Named, and excluded without a word. */
  | { readonly kind: "excluded"; readonly path: string; readonly by: Exclusion }
  /** Neither a file nor a folder: nothing is sent. */
  | { readonly kind: "special"; readonly path: string }
  /** It leads out of the context: an abort tells more. */
  | { readonly kind: "outside"; readonly path: string };

/** `app-file`: the file of the app's `ref`, which the client sends by other means and so leaves out of the context. */
export type Exclusion = IgnorePattern | "app-file";

/** What one pattern keeps out of a folder; one record each, so that memory does not grow with the folder. */
export interface Excluded {
  readonly by: Exclusion;
  /** The first path it was met at. */
  readonly path: string;
  /** Files, plus folders that are excluded as a whole. */
  readonly count: number;
}

export type Abort =
  /** `path` leads out of the context, by `..` or through a link, to `target`. */
  | { readonly kind: "parent-reference"; readonly source: string; readonly path: string; readonly target: string }
  | { readonly kind: "too-large"; readonly source: string; readonly path: string; readonly size: number }
  | { readonly kind: "ignore-pattern"; readonly pattern: IgnorePattern };

/** Bytes; a file of exactly this size is sent. */
export const uploadLimit: number = 1024 * 1024 * 1024;

/** Sources as `readCopySources` gives them. `appFile`: path of the file that the app's `ref` names, links resolved; null if it has none. */
export function collectUploads(
  files: Files,
  sources: readonly string[],
  ignore: IgnoreRules,
  appFile: string | null = null,
): Uploads {
  const collection = new Collection(files, ignore, appFile);
  const known = new Map<string, SourceOutcome>();
  for (const source of sources) {
    if (!known.has(source)) known.set(source, collection.add(source));
  }
  const outcomes = sources.flatMap((source) => known.get(source) ?? []);
  const aborts = [...refusedPatterns(ignore), ...collection.aborts];
  const uploads = Array.from(collection.found, ([path, size]) => ({ path, size }));
  return {
    uploads: aborts.length > 0 ? [] : uploads.sort((a, b) => compareStrings(a.path, b.path)),
    skipped: outcomes.flatMap((outcome) => (outcome.kind === "missing" ? outcome.path : [])),
    outcomes,
    aborts,
  };
}

function refusedPatterns(ignore: IgnoreRules): Abort[] {
  return ignore.patterns.flatMap((pattern) => (pattern.problem === null ? [] : { kind: "ignore-pattern", pattern }));
}

/** One named folder on the way through it. */
interface Walk {
  readonly source: string;
  files: number;
  readonly excluded: Map<Exclusion, { by: Exclusion; path: string; count: number }>;
  readonly unreadable: string[];
}

/** What has been collected so far. */
class Collection {
  /** Size by path. */
  readonly found: Map<string, number> = new Map();
  readonly aborts: Abort[] = [];
  readonly #files: Files;
  readonly #ignore: IgnoreRules;
  readonly #appFile: string | null;

  constructor(files: Files, ignore: IgnoreRules, appFile: string | null) {
    this.#files = files;
    this.#ignore = ignore;
    this.#appFile = appFile;
  }

  add(source: string): SourceOutcome {
    const { lexical, real, linked } = resolveSource(this.#files, source);
    const stat = this.#files.stat(real);
    // A folder is not held against the patterns, only what is in it; unless a link leads there, which then is tested as a folder.
    const tested = linked && stat?.kind !== "file" ? `${lexical}/` : lexical;
    const by = stat?.kind === "directory" && !linked ? null : this.#exclusion(tested);
    if (by !== null) return { kind: "excluded", path: lexical, by };
    if (isOutside(real)) {
      this.aborts.push({ kind: "parent-reference", source, path: lexical, target: real });
      return { kind: "outside", path: lexical };
    }
    if (stat === null) return { kind: "missing", path: real };
    if (stat.kind === "other") return { kind: "special", path: real };
    if (stat.kind === "directory") return this.#addFolder(source, real, lexical);
    const excluded = this.#send(source, lexical, real, stat.size);
    return excluded === null ? { kind: "file", path: real } : { kind: "excluded", path: real, by: excluded };
  }

  #addFolder(source: string, root: string, lexicalRoot: string): SourceOutcome {
    const walk: Walk = { source, files: 0, excluded: new Map(), unreadable: [] };
    const folders: [real: string, lexical: string][] = [[root, lexicalRoot]];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const [real, lexical] = folder;
      const entries = this.#files.list(real);
      if (entries === null) walk.unreadable.push(real);
      for (const entry of entries ?? []) {
        const path = join(lexical, entry.name);
        if (entry.kind !== "directory") this.#addEntry(walk, path, join(real, entry.name), entry.kind);
        else if (!this.#isPruned(walk, path)) folders.push([join(real, entry.name), path]);
      }
    }
    const { files } = walk;
    const unreadable = walk.unreadable.sort(compareStrings);
    return { kind: "directory", path: root, files, excluded: [...walk.excluded.values()], unreadable };
  }

  /**
   * A pattern that matches a folder matches all below, so that nothing in there needs a look. Not so with an LF in the name: the
   * client's `.` does not take one.
   */
  #isPruned(walk: Walk, path: string): boolean {
    const by = path.includes("\n") ? null : firstMatch(this.#ignore, path);
    if (by !== null) tally(walk, path, by);
    return by !== null;
  }

  #addEntry(walk: Walk, path: string, place: string, kind: FileEntry["kind"]): void {
    const by = this.#exclusion(path);
    if (by !== null) {
      tally(walk, path, by);
      return;
    }
    const stat = this.#files.stat(place);
    if (stat === null && kind === "file") walk.unreadable.push(path);
    // A link to a folder is not followed.
    if (stat?.kind !== "file") return;
    const real = kind === "link" ? (this.#files.realPath(place) ?? place) : place;
    if (isOutside(real)) {
      this.aborts.push({ kind: "parent-reference", source: walk.source, path, target: real });
      return;
    }
    const excluded = this.#send(walk.source, path, real, stat.size);
    if (excluded === null) walk.files++;
    else tally(walk, real, excluded);
  }

  /** Takes a file in, unless the path to which links lead is excluded, which the client tests last of all. */
  #send(source: string, lexical: string, real: string, size: number): Exclusion | null {
    if (size > uploadLimit) this.aborts.push({ kind: "too-large", source, path: real, size });
    const by = real === lexical ? null : this.#exclusion(real);
    if (by === null) this.found.set(real, size);
    return by;
  }

  #exclusion(path: string): Exclusion | null {
    return firstMatch(this.#ignore, path) ?? (path === this.#appFile ? "app-file" : null);
  }
}

function tally(walk: Walk, path: string, by: Exclusion): void {
  const known = walk.excluded.get(by);
  if (known === undefined) walk.excluded.set(by, { by, path, count: 1 });
  else known.count++;
}
