import { isUtf8 } from "node:buffer";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  writeSync,
} from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { getBuiltinModule } from "node:process";
import { compareStrings } from "../text/diagnostic.ts";
import type { FileEntry, FileKind, Files, FileText } from "../text/files.ts";
import { byteSize, mostBytes } from "../text/size.ts";
import type { Failure } from "./host.ts";

/** The bytes of a piece that is read at once. */
const piece = 64 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  ENOTDIR: "no such file or directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "is a directory",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  ENOSPC: "no space left on the device",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than is allowed",
  EROFS: "read-only file system",
  EMFILE: "too many open files",
  EIO: "input/output error",
  // A socket cannot be opened.
  ENXIO: "is not a regular file",
};

/** The files of a project in a folder on disk. */
export function nodeFiles(folder: string): Files {
  // Not normalised: behind a link, `link/../x` is not `x`.
  const at = (path: string) => (isAbsolute(path) ? path : `${folder}/${path}`);
  return {
    readText: (path) => readText(at(path)),
    stat: (path) => attempt(() => statOf(at(path))),
    list: (path) => attempt(() => listFolder(at(path))),
    realPath: (path) =>
      attempt(() => slashes(relative(realpathSync.native(folder), realpathSync.native(at(path))) || ".")),
    digest: (path) => attempt(() => digest(at(path))),
  };
}

/** The bytes of a regular file; a FIFO or device is not even waited for. */
export function readFile(path: string): Buffer | Failure {
  try {
    return withFile(path, (descriptor, size) => readAll(descriptor, size));
  } catch (error) {
    return failureOf(error);
  }
}

/** Everything from an open file, up to the limit; `size` bytes are expected. Throws what node:fs throws. */
export function readAll(descriptor: number, size: number = piece): Buffer | Failure {
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const buffer = Buffer.allocUnsafe(total === 0 ? Math.min(size, mostBytes) + 1 : piece);
    const count = patiently(() => readSync(descriptor, buffer));
    if (count === 0) return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    pieces.push(buffer.subarray(0, count));
    total += count;
    if (total > mostBytes) return { reason: `is larger than ${byteSize(mostBytes)}` };
  }
}

/** Does it again, after a moment, for as long as a descriptor that does not block has nothing to read or no room to write. */
function patiently<T>(action: () => T): T {
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Writes everything, however slowly it is taken; throws what node:fs throws. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    written += patiently(() => writeSync(descriptor, bytes, written));
  }
}

/** The entries of a folder in code-unit order; throws what node:fs throws. */
export function listFolder(path: string): FileEntry[] {
  return readdirSync(path, { withFileTypes: true })
    .map((entry) => ({ name: entry.name, kind: entry.isSymbolicLink() ? ("link" as const) : kindOf(entry) }))
    .sort((a, b) => compareStrings(a.name, b.name));
}

export function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): FileKind {
  return entry.isFile() ? "file" : entry.isDirectory() ? "directory" : "other";
}

/** An error of node:fs in a few words, without the path. */
export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  return { reason: reasons[code] ?? (code === "" ? "cannot be opened" : `cannot be opened (${code})`) };
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

export function slashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** The action's result, or null if node:fs throws (also for a path with a NUL in it). */
export function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

function statOf(path: string) {
  const stats = statSync(path);
  const kind = kindOf(stats);
  return { kind, size: kind === "file" ? stats.size : 0 };
}

function readText(path: string): FileText {
  try {
    const bytes = withFile(path, (descriptor, size) => readAll(descriptor, size));
    if ("reason" in bytes) return { kind: "unreadable", reason: bytes.reason };
    return isUtf8(bytes) ? { kind: "text", text: bytes.toString() } : { kind: "unreadable", reason: "is not UTF-8" };
  } catch (error) {
    const { reason } = failureOf(error);
    return reason === reasons["ENOENT"] ? { kind: "missing" } : { kind: "unreadable", reason };
  }
}

function digest(path: string): string | null {
  // Loaded here: only an app with files to upload needs it.
  const { createHash } = getBuiltinModule("node:crypto");
  const result = withFile(path, (descriptor) => {
    const hash = createHash("sha256");
    const buffer = Buffer.allocUnsafe(piece);
    for (;;) {
      const count = readSync(descriptor, buffer);
      if (count === 0) return `sha256:${hash.digest("hex")}`;
      hash.update(buffer.subarray(0, count));
    }
  });
  return typeof result === "string" ? result : null;
}

/** Opens a regular file, without waiting for the other end of a FIFO; throws what node:fs throws. */
function withFile<T>(path: string, use: (descriptor: number, size: number) => T): T | Failure {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (stats.isFile()) return use(descriptor, stats.size);
    return { reason: stats.isDirectory() ? "is a directory" : "is not a regular file" };
  } finally {
    closeSync(descriptor);
  }
}
