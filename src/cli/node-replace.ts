import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Failure } from "./host.ts";
import { attempt, codeOf, failureOf, writeAll } from "./node-files.ts";

/** What tells a program to end, and would otherwise end it with a file half written. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const satisfies readonly NodeJS.Signals[];

/**
 * Writes to a file beside the target and puts that in its place; what is no regular file (`/dev/null`, say) is written to as it is. A
 * signal to end waits until the file beside is either in place or gone.
 */
export async function replaceFile(
  path: string,
  pieces: Iterable<string>,
  temporaryName: string,
  running: NodeJS.Process,
): Promise<Failure | null> {
  let ending: NodeJS.Signals | null = null;
  const wait = (signal: NodeJS.Signals) => {
    ending ??= signal;
  };
  for (const signal of endings) running.on(signal, wait);
  try {
    return await replace(path, pieces, temporaryName, () => ending !== null);
  } finally {
    // One that came last is still on its way.
    await turn();
    for (const signal of endings) running.off(signal, wait);
    if (ending !== null) running.kill(running.pid, ending);
  }
}

async function replace(
  path: string,
  pieces: Iterable<string>,
  temporaryName: string,
  isEnding: () => boolean,
): Promise<Failure | null> {
  const target = attempt(() => realpathSync.native(path)) ?? path;
  const old = attempt(() => statSync(target));
  const temporary = join(dirname(target), temporaryName);
  try {
    if (old !== null && !old.isFile()) {
      await writeTo(openSync(target, "w"), pieces, isEnding);
      return null;
    }
    if (old !== null) accessSync(target, constants.W_OK);
    // Nobody else may read it before it has the mode of the old one.
    await writeTo(openSync(temporary, "wx", old === null ? 0o666 : 0o600), pieces, isEnding);
    if (old !== null) {
      attempt(() => chownSync(temporary, old.uid, old.gid));
      chmodSync(temporary, old.mode);
    }
    renameSync(temporary, target);
    return null;
  } catch (error) {
    attempt(() => unlinkSync(temporary));
    if (error instanceof Interruption) return { reason: "interrupted" };
    // What has no code comes from the pieces, not from the disk.
    if (codeOf(error) === "") throw error;
    return failureOf(error);
  }
}

class Interruption extends Error {}

async function writeTo(descriptor: number, pieces: Iterable<string>, isEnding: () => boolean): Promise<void> {
  try {
    for (const text of pieces) {
      writeAll(descriptor, text);
      // Signals arrive in between only.
      await turn();
      if (isEnding()) throw new Interruption();
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Lets the event loop go round once. */
function turn(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done);
  });
}
