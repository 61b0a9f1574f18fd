import { type FSWatcher, lstatSync, readlinkSync, watch } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";
import type { Watch } from "./host.ts";
import { attempt, codeOf } from "./node-files.ts";

/** Milliseconds without another event after which a change counts as done: editors write in several steps. */
const quiet = 50;
/** Milliseconds after which it counts as done in any case. */
const patience = 1000;
/** Milliseconds between two looks at what the system cannot watch. */
const interval = 2000;

/** As many links as Linux follows. */
const mostLinks = 40;

/** What matters of a folder. */
interface Interest {
  /** Those of its entries that are watched themselves. */
  readonly names: Set<string>;
  /** Whether any entry may come or go. */
  entries: boolean;
}

/**
 * A watch by the means of the system, which tells of the entries of single folders. The folders on the way to a path are watched too, from
 * the working directory downwards or where the path branches off from it: each of them may come, go, or be exchanged for another.
 */
export class NodeWatch implements Watch {
  readonly changed: Promise<void>;
  readonly #cwd: string;
  readonly #interests = new Map<string, Interest>();
  readonly #watchers: FSWatcher[] = [];
  #polling: NodeJS.Timeout | undefined;
  #settle = () => {};
  #settling: NodeJS.Timeout | undefined;
  #firstEvent: number | null = null;

  constructor(cwd: string) {
    this.#cwd = cwd;
    this.changed = new Promise((resolved) => {
      this.#settle = resolved;
    });
  }

  path(path: string): void {
    let place = resolve(this.#cwd, path);
    for (let links = 0; links < mostLinks; links++) {
      const at = place;
      this.#interestIn(dirname(at)).names.add(basename(at));
      const target = attempt(() => (lstatSync(at).isSymbolicLink() ? readlinkSync(at) : null));
      if (target === null) return;
      place = resolve(dirname(at), target);
    }
  }

  entries(folder: string): void {
    this.#interestIn(resolve(this.#cwd, folder)).entries = true;
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
    clearInterval(this.#polling);
    clearTimeout(this.#settling);
  }

  #interestIn(folder: string): Interest {
    const known = this.#interests.get(folder);
    if (known !== undefined) return known;
    const interest = { names: new Set<string>(), entries: false };
    this.#interests.set(folder, interest);
    const isOnTheWay = !`${this.#cwd}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
    if (isOnTheWay) this.#enterParent(folder);
    try {
      this.#watchers.push(this.#watch(folder, interest));
    } catch (error) {
      // One that is not there yet is noticed in the folder above it. Of others there may be too many, or this one may not be listed.
      if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") this.#enterParent(folder);
      else this.#polling ??= setInterval(() => this.#somethingHappened(), interval);
    }
    return interest;
  }

  #enterParent(folder: string): void {
    const parent = dirname(folder);
    if (parent !== folder) this.#interestIn(parent).names.add(basename(folder));
  }

  #watch(folder: string, interest: Interest): FSWatcher {
    const watcher = watch(folder, (event, name) => {
      const matters = name === null || interest.names.has(name) || (event === "rename" && interest.entries);
      if (matters) this.#somethingHappened();
    });
    return watcher.on("error", () => this.#somethingHappened());
  }

  #somethingHappened(): void {
    const now = performance.now();
    this.#firstEvent ??= now;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(this.#settle, Math.max(Math.min(quiet, this.#firstEvent + patience - now), 0));
  }
}
