import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import type { Files } from "../text/files.ts";
import type { Host, Watch } from "./host.ts";
import { join } from "./search.ts";

/** A question about the disk, and the fingerprint of its answer. */
interface Observation {
  readonly path: string;
  readonly ask: () => string;
  readonly answer: string;
}

/** The world, and what a command has learnt of its disk: enough to know when it would learn something else. */
export class Observed {
  /** The given one; what is asked of the disk is watched from just before it is answered. Standard input is read once. */
  readonly host: Host;
  readonly #host: Host;
  #watch: Watch;
  readonly #observations = new Map<string, Observation>();
  #hasReader = true;

  constructor(host: Host, watch: Watch) {
    this.#host = host;
    this.#watch = watch;
    this.host = this.#observing();
  }

  /** False once nobody reads standard output any more. */
  get hasReader(): boolean {
    return this.#hasReader;
  }

  /** Waits until a question would be answered otherwise, and forgets what was learnt; the path that the question is about. */
  async change(): Promise<string> {
    for (;;) {
      await this.#watch.changed;
      this.#watch.close();
      // Anew, since a folder may be another one now under its old name.
      this.#watch = await this.#host.watch();
      const changed = this.#firstChanged();
      if (changed !== null) return changed;
    }
  }

  /** Looks out for nothing any more. */
  close(): void {
    this.#watch.close();
  }

  #firstChanged(): string | null {
    for (const { path, ask, answer } of this.#observations.values()) {
      if (ask() === answer) continue;
      this.#observations.clear();
      return path;
    }
    return null;
  }

  #observing(): Host {
    const host = this.#host;
    const observed = this;
    let stdin: ReturnType<Host["readStdin"]> | null = null;
    return {
      ...host,
      stdout: {
        write(text) {
          const result = host.stdout.write(text);
          if (result === "closed") observed.#hasReader = false;
          return result;
        },
        get color() {
          return host.stdout.color;
        },
        get columns() {
          return host.stdout.columns;
        },
      },
      kind: (path) => this.#note("kind", path, () => host.kind(path)),
      realPath: (path) => this.#note("realPath", path, () => host.realPath(path)),
      list: (folder) => this.#noteEntries(folder, () => host.list(folder)),
      read: (path) => this.#noteContent(path, () => host.read(path)),
      readStdin: () => {
        stdin ??= host.readStdin();
        return stdin;
      },
      files: (folder) => this.#observingFiles(folder, host.files(folder)),
    };
  }

  #observingFiles(folder: string, files: Files): Files {
    const at = (path: string) => (isAbsolute(path) ? path : join(folder, path));
    return {
      readText: (path) => this.#noteContent(at(path), () => files.readText(path)),
      stat: (path) => this.#note("stat", at(path), () => files.stat(path)),
      list: (path) => this.#noteEntries(at(path), () => files.list(path)),
      realPath: (path) => this.#note(`realPath from ${folder}`, at(path), () => files.realPath(path)),
      digest: (path) => this.#note("digest", at(path), () => files.digest(path)),
    };
  }

  #noteEntries<T>(folder: string, ask: () => T): T {
    return this.#note("entries", folder, () => {
      this.#watch.entries(folder);
      return ask();
    });
  }

  /** Known by where it lies: once --fix has written a file, the answer from before counts no more, whoever asks again. */
  #noteContent<T>(path: string, ask: () => T): T {
    return this.#note(`content of ${this.#host.realPath(path)}`, path, ask, "");
  }

  #note<T>(question: string, path: string, ask: () => T, about: string = path): T {
    const watched = () => {
      this.#watch.path(path);
      return ask();
    };
    const answer = watched();
    const observation = { path, ask: () => fingerprint(watched()), answer: fingerprint(answer) };
    this.#observations.set(`${question}\0${about}`, observation);
    return answer;
  }
}

/** Tells answers apart without keeping what a file holds. */
function fingerprint(answer: unknown): string {
  const content = answer instanceof Uint8Array ? answer : JSON.stringify(answer);
  return createHash("sha256").update(content).digest("base64");
}
