import { closeSync, constants, fstatSync, ftruncateSync, openSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { getBuiltinModule } from "node:process";
import type { Failure, Host, Stream } from "./host.ts";
import {
  attempt,
  codeOf,
  failureOf,
  kindOf,
  listFolder,
  nodeFiles,
  readAll,
  readFile,
  slashes,
  writeAll,
} from "./node-files.ts";

/** The real world. `shipped` is the folder of the package, with `schema/` in it. */
export function nodeHost(process: NodeJS.Process, shipped: string): Host {
  // The folder may have been removed: then nothing in it is found.
  const cwd = attempt(() => process.cwd()) ?? "/";
  return {
    stdout: stream(1, () => process.stdout, process.env),
    stderr: stream(2, () => process.stderr, process.env),
    env: process.env,
    ancestors: ancestorsOf(cwd),
    now: () => new Date(),
    // Loaded here, like `node:url` below: few runs need it.
    randomKey: () => getBuiltinModule("node:crypto").randomBytes(32),
    relative: (path) => slashes(relative(cwd, resolve(cwd, path))) || ".",
    kind: (path) => attempt(() => kindOf(statSync(path))),
    realPath: (path) => attempt(() => realpathSync.native(path)) ?? resolve(cwd, path),
    list: (folder) => orFailure(() => listFolder(folder)),
    read: readFile,
    readStdin: () => orFailure(() => readAll(0)),
    readShipped: (path) => readFile(join(shipped, path)),
    shippedUrl: (path) => getBuiltinModule("node:url").pathToFileURL(join(shipped, path)).href,
    wire: () => ({ input: process.stdin, output: process.stdout }),
    append,
    replace: async (path, pieces) => {
      const { replaceFile } = await import("./node-replace.ts");
      return replaceFile(path, pieces, `.fal-lint-${process.pid}-${Date.now()}.tmp`, process);
    },
    files: nodeFiles,
    watch: async () => new (await import("./node-watch.ts")).NodeWatch(cwd),
  };
}

/** `process.stdout` and `process.stderr` take milliseconds to set up: they are asked only about a terminal, and never written to. */
function stream(descriptor: number, open: () => NodeJS.WriteStream, env: NodeJS.ProcessEnv): Stream {
  const isTerminal = () => attempt(() => mayBeTerminal(descriptor) && open().isTTY) === true;
  return {
    write(text) {
      try {
        writeAll(descriptor, text);
        return null;
      } catch (error) {
        return codeOf(error) === "EPIPE" ? "closed" : failureOf(error);
      }
    },
    get color() {
      return env["TERM"] !== "dumb" && isTerminal();
    },
    get columns() {
      return (isTerminal() && open().columns) || 80;
    },
  };
}

/** A device, but not the null device, to which many hooks and scripts write. */
function mayBeTerminal(descriptor: number): boolean {
  const device = fstatSync(descriptor);
  return device.isCharacterDevice() && device.rdev !== attempt(() => statSync("/dev/null"))?.rdev;
}

function ancestorsOf(cwd: string): string[] {
  const folders = [cwd];
  for (let folder = cwd; dirname(folder) !== folder; folder = dirname(folder)) folders.push(dirname(folder));
  return folders.map((folder) => slashes(relative(cwd, folder)) || ".");
}

/** Adds to a file, which is as it was if that fails. */
function append(path: string, pieces: (size: number) => Iterable<string>): Failure | null {
  let size: number | null = null;
  let descriptor: number | null = null;
  try {
    // Nobody may read a FIFO: that is not waited for.
    const { O_APPEND, O_CREAT, O_WRONLY, O_NONBLOCK = 0 } = constants;
    descriptor = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NONBLOCK, 0o666);
    const stats = fstatSync(descriptor);
    if (stats.isFile()) size = stats.size;
    for (const text of pieces(size ?? 0)) writeAll(descriptor, text);
    return null;
  } catch (error) {
    const [file, before] = [descriptor, size];
    if (file !== null && before !== null) attempt(() => ftruncateSync(file, before));
    if (codeOf(error) === "") throw error;
    return failureOf(error);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function orFailure<T>(action: () => T): T | Failure {
  try {
    return action();
  } catch (error) {
    return failureOf(error);
  }
}
