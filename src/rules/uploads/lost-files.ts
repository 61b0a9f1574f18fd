import { firstMatch, type IgnorePattern, type IgnoreRules } from "../../client/ignore.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import type { Files } from "../../text/files.ts";
import { DockerIgnore } from "./docker-ignore.ts";

/** A file or folder that BuildKit would keep and the client leaves out. */
export interface LostFile {
  readonly path: string;
  /** The pattern that the two read differently. */
  readonly pattern: IgnorePattern;
}

// So that a hostile tree does not cost more than its upload.
const mostFolders = 10_000;

/** What a .dockerignore takes out of the sources, against BuildKit's reading of it. A folder that is lost as a whole is listed as one. */
export function lostFiles({ ignore, uploads }: DockerfileContent, files: Files): readonly LostFile[] {
  if (ignore.from === "default" || !ignore.patterns.some(mayDiffer)) return [];
  const walk = new Walk(ignore, files);
  for (const outcome of uploads.outcomes) {
    // The client tests a name that it excludes before it looks whether something is there.
    if (outcome.kind === "excluded" && files.stat(outcome.path) !== null) walk.visit(outcome.path, "file");
    if (outcome.kind === "directory" && outcome.excluded.some(({ by }) => by !== "app-file" && mayLose(by, ignore))) {
      walk.visit(outcome.path, "directory");
    }
  }
  walk.finish();
  return walk.lost;
}

/** `!` is dropped, and a pattern without a slash inside matches at any depth. */
function mayDiffer({ pattern, negated }: IgnorePattern): boolean {
  return negated || !pattern.replace(/\/$/, "").includes("/");
}

function mayLose(by: IgnorePattern, { patterns }: IgnoreRules): boolean {
  return mayDiffer(by) || patterns.some(({ negated }) => negated);
}

class Walk {
  readonly lost: LostFile[] = [];
  readonly #docker: DockerIgnore;
  readonly #ignore: IgnoreRules;
  readonly #files: Files;
  readonly #seen = new Set<string>();
  readonly #pending: string[] = [];

  constructor(ignore: IgnoreRules, files: Files) {
    this.#docker = new DockerIgnore(ignore);
    this.#ignore = ignore;
    this.#files = files;
  }

  visit(path: string, kind: string): void {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    const byClient = path === "." ? null : firstMatch(this.#ignore, path);
    const byDocker = path === "." ? null : this.#docker.decidingOn(path);
    const kept = byDocker === null || byDocker.negated;
    if (byClient !== null && kept) this.lost.push({ path, pattern: byDocker ?? byClient });
    else if (kind === "directory" && (kept || this.#docker.mayKeepBelow(path))) this.#pending.push(path);
  }

  finish(): void {
    let listed = 0;
    for (let folder = this.#pending.pop(); folder !== undefined; folder = this.#pending.pop()) {
      if (++listed > mostFolders) return;
      for (const { name, kind } of this.#files.list(folder) ?? []) {
        this.visit(folder === "." ? name : `${folder}/${name}`, kind);
      }
    }
  }
}

/** Paths by the pattern that decides on them, in the order in which the patterns first come up. */
export function byPattern(files: readonly LostFile[]): { readonly pattern: IgnorePattern; readonly paths: string[] }[] {
  const groups = new Map<IgnorePattern, string[]>();
  for (const { path, pattern } of files) {
    const paths = groups.get(pattern);
    if (paths === undefined) groups.set(pattern, [path]);
    else paths.push(path);
  }
  return Array.from(groups, ([pattern, paths]) => ({ pattern, paths: paths.sort() }));
}
