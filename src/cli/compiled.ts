import { readFileSync, renameSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** A CommonJS module that has been run. */
export interface Compiled {
  readonly exports: unknown;
  /** Leaves the compiled code beside the module, if it is not there yet: the next start takes half the time. */
  readonly keep: () => void;
}

type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: Module,
  ...names: string[]
) => void;

/**
 * Loads a module as `require` does, from the code that an earlier run has compiled. That code lies in the module's own folder: who can
 * write there could as well change the module. It is for one build and one release of Node; V8 refuses what is not its own. A folder that
 * cannot be written to, or NODE_DISABLE_COMPILE_CACHE, means that every start compiles anew.
 */
export function loadCompiled(
  path: string,
  build: string,
  { version, platform, arch, pid, env }: NodeJS.Process,
): Compiled {
  const cache = `${path}.${build}-${version}-${platform}-${arch}.code`;
  const isUsed = !env["NODE_DISABLE_COMPILE_CACHE"];
  const code = isUsed ? attempt(() => readFileSync(cache)) : null;
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, "latin1")}\n})`;
  const script = new Script(wrapped, { filename: path, ...(code !== null && { cachedData: code }) });
  const require = createRequire(path);
  const module = new Module(path);
  module.filename = path;
  // What is loaded on demand requires it, and must find this one.
  require.cache[path] = module;
  const run: ModuleFunction = script.runInThisContext();
  run.call(module.exports, module.exports, require, module, path, dirname(path));
  module.loaded = true;
  const keep = () => {
    if (!isUsed || code !== null) return;
    attempt(() => {
      const temporary = `${cache}.${pid}`;
      writeFileSync(temporary, script.createCachedData(), { flag: "wx" });
      renameSync(temporary, cache);
    });
  };
  return { exports: module.exports, keep };
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
