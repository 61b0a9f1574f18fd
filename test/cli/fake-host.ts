import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { Host, Stream, Watch } from "../../src/cli/host.ts";
import type { Files } from "../../src/text/files.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

const cwd = "/home/user/project";

export interface World {
  readonly tree?: Readonly<Record<string, MemoryEntry>>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly columns?: number;
  /** What writing to standard output answers. */
  readonly stdout?: ReturnType<Stream["write"]>;
  /** Why `--output` cannot be written. */
  readonly full?: string;
  /** What happens on the disk while the command waits, after what it has done itself: each an edit of `tree`, null for what goes. */
  readonly changes?: readonly Readonly<Record<string, MemoryEntry | null>>[];
  readonly overrides?: Partial<Host>;
}

export interface FakeHost extends Host {
  readonly out: () => string;
  readonly err: () => string;
  /** What was written by `replace`. */
  readonly written: Map<string, string>;
  /** Kept once the command waits for more than `changes` holds. */
  readonly idle: Promise<void>;
  /** What the command looks out for: paths, and folders with a slash behind them. */
  readonly watched: () => readonly string[];
}

/** The command's world in memory: a Linux with the working directory at the root of `tree`, in the middle of January 2026. */
export function fakeHost(world: World = {}): FakeHost {
  let tree = world.tree ?? {};
  let files = memoryFiles(tree);
  const out: string[] = [];
  const err: string[] = [];
  const written = new Map<string, string>();
  const changes = [...(world.changes ?? [])];
  let watched = new Set<string>();
  let atRest = () => {};
  const idle = new Promise<void>((resolved) => {
    atRest = resolved;
  });
  /** Also if a folder on the way has come or gone with it. */
  const isWatched = (path: string): boolean =>
    path !== "." && (watched.has(path) || watched.has(`${posix.dirname(path)}/`) || isWatched(posix.dirname(path)));
  /** Lets happen what is to come, until something of it is noticed; false: nothing of it was. */
  const somethingHappens = (): boolean => {
    for (let change = changes.shift(); change !== undefined; change = changes.shift()) {
      const entries = Object.entries({ ...tree, ...change });
      tree = Object.fromEntries(entries.flatMap(([path, entry]) => (entry === null ? [] : [[path, entry]])));
      files = memoryFiles(tree);
      if (Object.keys(change).some(isWatched)) return true;
    }
    return false;
  };
  const watch = async (): Promise<Watch> => {
    watched = new Set();
    return {
      path: (path) => watched.add(path),
      entries: (folder) => watched.add(`${folder}/`),
      get changed() {
        if (somethingHappens()) return Promise.resolve();
        atRest();
        return new Promise<void>(() => {});
      },
      close: () => {},
    };
  };
  const stream = (lines: string[], result: ReturnType<Stream["write"]>): Stream => ({
    write(text) {
      lines.push(text);
      return result;
    },
    color: world.terminal ?? false,
    columns: world.columns ?? 80,
  });
  return {
    stdout: stream(out, world.stdout ?? null),
    stderr: stream(err, null),
    env: world.env ?? {},
    ancestors: [".", "..", "../..", "../../.."],
    now: () => new Date("2026-01-15T00:00:00Z"),
    randomKey: () => new Uint8Array(32).fill(7),
    relative: (path) => posix.relative(cwd, posix.resolve(cwd, path)) || ".",
    kind: (path) => files.stat(path)?.kind ?? null,
    realPath: (path) => files.realPath(path) ?? path,
    list: (folder) => files.list(folder) ?? { reason: "permission denied" },
    read: (path) => {
      if (files.stat(path)?.kind === "other") return { reason: "is not a regular file" };
      const file = files.readText(path);
      if (file.kind === "text") return Buffer.from(file.text, file.text.startsWith("latin1:") ? "latin1" : "utf8");
      return { reason: file.kind === "missing" ? "no such file or directory" : file.reason };
    },
    readStdin: () => Buffer.from(world.stdin ?? ""),
    readShipped: (path) =>
      path.startsWith("docs/")
        ? readFileSync(new URL(`../../${path}`, import.meta.url))
        : Buffer.from(`{"shipped":"${path}"}\n`),
    shippedUrl: (path) => `file:///fal-lint/${path}`,
    wire: () => {
      throw new Error("nobody talks to this host");
    },
    replace: async (path, pieces) => {
      const text = [...pieces].join("");
      if (world.full !== undefined) return { reason: world.full };
      written.set(path, text);
      tree = { ...tree, [files.realPath(path) ?? path]: text };
      files = memoryFiles(tree);
      changes.unshift({ [path]: text });
      return null;
    },
    append: (path, pieces) => {
      if (world.full !== undefined) return { reason: world.full };
      const old = written.get(path) ?? "";
      written.set(path, old + [...pieces(Buffer.byteLength(old))].join(""));
      return null;
    },
    // Asked anew each time, as on a disk.
    files: (folder) => below(() => files, folder),
    watch,
    out: () => out.join(""),
    err: () => err.join(""),
    written,
    idle,
    watched: () => [...watched].sort(),
    ...world.overrides,
  };
}

function below(files: () => Files, folder: string): Files {
  const at = (path: string) => `${folder}/${path}`;
  return {
    readText: (path) => files().readText(at(path)),
    stat: (path) => files().stat(at(path)),
    list: (path) => files().list(at(path)),
    realPath: (path) => {
      const real = files().realPath(at(path));
      return real === null ? null : posix.relative(files().realPath(folder) ?? folder, real) || ".";
    },
    digest: (path) => files().digest(at(path)),
  };
}
