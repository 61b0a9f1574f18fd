import { firstMatch } from "../../client/ignore.ts";
import type { Exclusion, SourceOutcome } from "../../client/uploads.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import type { Files } from "../../text/files.ts";
import { normalizePath } from "../../text/path.ts";

/** What becomes of a path that BuildKit needs from the context. */
export type Arrival =
  /** The client sends it, whichever line asks for it. */
  | { readonly kind: "arrives" }
  /** A folder of which the client sends something, for other lines. */
  | { readonly kind: "part" }
  /** It is there and nothing excludes it, but the client does not look for it. */
  | { readonly kind: "unsent" }
  | { readonly kind: "ignored"; readonly path: string; readonly by: Exclusion }
  /** A link is on the way; what it leads to is sent under its own name. */
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "missing" }
  /** A folder without a file in it. */
  | { readonly kind: "empty" }
  /** Neither a file nor a folder. */
  | { readonly kind: "special" };

/** The path in the context that BuildKit means by a source; `..` does not lead out of it, `.` is the context. */
export function contextPath(source: string): string {
  return normalizePath(`/${source}`).slice(1) || ".";
}

/** Tells what of the context is there when BuildKit looks for it. */
export class Arrivals {
  readonly #files: Files;
  readonly #content: DockerfileContent;
  readonly #sentFiles = new Set<string>();
  /** The folders that the client walks. */
  readonly #walked = new Map<string, Extract<SourceOutcome, { readonly kind: "directory" }>>();
  /** The folders above something that is sent. */
  readonly #above = new Set<string>();

  constructor(content: DockerfileContent, files: Files) {
    this.#content = content;
    this.#files = files;
    for (const outcome of content.uploads.outcomes) {
      if (outcome.kind === "file") this.#sentFiles.add(outcome.path);
      else if (outcome.kind === "directory") this.#walked.set(outcome.path, outcome);
      if (outcome.kind === "file" || (outcome.kind === "directory" && outcome.files > 0)) {
        for (const folder of foldersAbove(outcome.path)) this.#above.add(folder);
      }
    }
  }

  /** A path as `contextPath` gives it. */
  of(path: string): Arrival {
    const stat = this.#files.stat(path);
    if (stat === null) return { kind: "missing" };
    if (stat.kind === "other") return { kind: "special" };
    const target = this.#files.realPath(path);
    if (target !== null && target !== path) return { kind: "link", target };
    const by = path === "." ? null : this.#exclusion(path);
    if (by !== null) return { kind: "ignored", path, by };
    return stat.kind === "file" ? this.#ofFile(path) : this.#ofFolder(path);
  }

  #ofFile(path: string): Arrival {
    return { kind: this.#sentFiles.has(path) || this.#isWalked(path) ? "arrives" : "unsent" };
  }

  #ofFolder(path: string): Arrival {
    const walk = this.#walked.get(path);
    if (walk !== undefined && walk.files === 0) {
      const [first, ...others] = walk.excluded;
      if (first === undefined) return { kind: "empty" };
      return {
        kind: "ignored",
        path,
        by: others.reduce((most, one) => (one.count > most.count ? one : most), first).by,
      };
    }
    if (walk !== undefined || this.#isWalked(path)) return { kind: "arrives" };
    return { kind: this.#above.has(path) ? "part" : "unsent" };
  }

  /** Whether the client comes by on its way through a folder. */
  #isWalked(path: string): boolean {
    return foldersAbove(path).some((folder) => this.#walked.has(folder));
  }

  #exclusion(path: string): Exclusion | null {
    return firstMatch(this.#content.ignore, path) ?? (path === this.#content.appFile ? "app-file" : null);
  }
}

/** The folders that a path lies in, from the nearest up to `.`, the context. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) folders.push(path.slice(0, end));
  return path === "." ? folders : [...folders, "."];
}
