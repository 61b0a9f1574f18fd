import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** A CommonJS module that has been run. */
export interface Compiled {
  readonly exports: unknown;
  /**
   * Leaves the compiled code beside the module, if it is not there yet: the next start takes half the time. Only what has been run is
   * compiled, so the first run, which may have been any, is followed by a rehearsal of the usual one.
   */
  readonly keep: (rehearse: () => Promise<void>) => Promise<void>;
}

type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Module["require"],
  module: NodeJS.Module,
  ...names: string[]
) => void;

/** Node's own class, without `node:module`, which would load the loader of ES modules with it. */
type ModuleClass = { new (path: string): NodeJS.Module; readonly _cache: Record<string, NodeJS.Module> };

/**
 * Loads a module as `self` would require it, from the code that an earlier run has compiled. The file holds, in ASCII, the function that
 * Node makes of a module: to put that around so long a text would copy it. That code lies in the module's own folder: who can
 * write there could as well change the module. It is for one build and one release of Node; V8 refuses what is not its own. A folder that
 * cannot be written to, or NODE_DISABLE_COMPILE_CACHE, means that every start compiles anew.
 */
export function loadCompiled(
  self: NodeJS.Module,
  path: string,
  build: string,
  { version, platform, arch, pid, env }: NodeJS.Process,
): Compiled {
  const cache = `${path}.${build}-${version}-${platform}-${arch}.code`;
  const isUsed = !env["NODE_DISABLE_COMPILE_CACHE"];
  const code = isUsed ? attempt(() => readFileSync(cache)) : null;
  const script = new Script(readFileSync(path, "latin1"), {
    filename: path,
    ...(code !== null && { cachedData: code }),
  });
  const Module = self.constructor as unknown as ModuleClass;
  const loaded = new Module(path);
  loaded.filename = path;
  // What is loaded on demand requires it, and must find this one.
  Module._cache[path] = loaded;
  const run: ModuleFunction = script.runInThisContext();
  run.call(loaded.exports, loaded.exports, loaded.require.bind(loaded), loaded, path, dirname(path));
  loaded.loaded = true;
  const keep = async (rehearse: () => Promise<void>) => {
    if (!isUsed || (code !== null && !script.cachedDataRejected)) return;
    const temporary = `${cache}.${pid}`;
    try {
      // Where nothing can be written, no run is longer for it.
      writeFileSync(temporary, "", { flag: "wx" });
    } catch {
      return;
    }
    try {
      await rehearse();
      writeFileSync(temporary, script.createCachedData());
      renameSync(temporary, cache);
    } catch {
      // On a full disk, say.
      attempt(() => rmSync(temporary));
    }
  };
  return { exports: loaded.exports, keep };
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
