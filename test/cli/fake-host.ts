import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { Host, Stream } from "../../src/cli/host.ts";
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
  readonly overrides?: Partial<Host>;
}

export interface FakeHost extends Host {
  readonly out: () => string;
  readonly err: () => string;
  /** What was written by `replace`. */
  readonly written: Map<string, string>;
}

/** The command's world in memory: a Linux with the working directory at the root of `tree`, in the middle of January 2026. */
export function fakeHost(world: World = {}): FakeHost {
  let tree = world.tree ?? {};
  let files = memoryFiles(tree);
  const out: string[] = [];
  const err: string[] = [];
  const written = new Map<string, string>();
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
    replace: (path, pieces) => {
      const text = [...pieces].join("");
      if (world.full !== undefined) return { reason: world.full };
      written.set(path, text);
      tree = { ...tree, [files.realPath(path) ?? path]: text };
      files = memoryFiles(tree);
      return null;
    },
    files: (folder) => below(files, folder),
    out: () => out.join(""),
    err: () => err.join(""),
    written,
    ...world.overrides,
  };
}

function below(files: Files, folder: string): Files {
  const at = (path: string) => `${folder}/${path}`;
  return {
    readText: (path) => files.readText(at(path)),
    stat: (path) => files.stat(at(path)),
    list: (path) => files.list(at(path)),
    realPath: (path) => {
      const real = files.realPath(at(path));
      return real === null ? null : posix.relative(files.realPath(folder) ?? folder, real) || ".";
    },
    digest: (path) => files.digest(at(path)),
  };
}
