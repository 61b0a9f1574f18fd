// A test runner for Stryker: vitest's own `test` and `expect`, all in one process. The tests and what they test are bundled once, and
// evaluated afresh for each mutant. Stryker's own vitest runner starts vitest's workers for each, and takes ten times as long.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, relative, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { build } from "esbuild";

/** Where the code that Stryker has broken looks for what to do. */
const stryker = {};
globalThis.__stryker__ = stryker;

// What vitest would have set up in one of its workers.
globalThis.__vitest_worker__ = { config: { expect: {}, fakeTimers: {} }, ctx: {}, environment: { name: "node" } };
const { startTests } = await import("vitest/internal/browser");

const config = {
  root: "",
  setupFiles: [],
  sequence: { seed: 0, hooks: "stack", setupFiles: "list" },
  tags: [],
  maxConcurrency: 1,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: 0,
  passWithNoTests: true,
};

/** Tests that judge how long something takes: of no use here. */
const judgesTime =
  /linear time|sheer size|takes? (?:a moment|no time)|at once|in seconds|10 MB|,000 segments|a million/;

/** Thrown in the place of a property test: all of them together take nine tenths of the time. What they alone would notice counts as survived. */
const leftOut = new Error("A property test is left out.");

class VitestInProcess {
  /** Those of the room, as scripts/mutation.mjs names them; what killed the last mutant comes first. */
  #files = JSON.parse(process.env.MUTATION_TESTS ?? "[]").map((file) => resolve(file));
  #bundle;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#bundle = await bundle(this.#files);
  }

  async dryRun() {
    stryker.activeMutant = undefined;
    stryker.mutantCoverage = undefined;
    const { tests, failure } = await this.#run(this.#files, () => true);
    if (failure && !tests.some(({ status }) => status === failed)) return { status: "error", errorMessage: failure };
    const { perTest, static: atLoad } = stryker.mutantCoverage;
    const covered = tests.filter(({ id }) => id in perTest).map(({ id }) => [id, perTest[id]]);
    return { status: "complete", tests, mutantCoverage: { perTest: Object.fromEntries(covered), static: atLoad } };
  }

  async mutantRun({ testFilter, activeMutant, sandboxFileName, hitLimit, mutantActivation }) {
    // Stryker allows a hundred times what all tests need; here each test begins at 0.
    const limit = Math.max(hitLimit / 50, 100_000);
    Object.assign(stryker, { hitCount: 0, hitLimit: limit, activeMutant: undefined });
    const wanted = testFilter && new Set(testFilter);
    const covering = wanted && new Set(testFilter.map((id) => id.slice(0, id.indexOf("#"))));
    const judges = this.#bundle.judges(relative("", sandboxFileName));
    const files = this.#files.filter((file) => judges.has(file) && (covering?.has(file) ?? true));
    // While modules are loaded, only a mutant of what runs then is active.
    const activate = () => Object.assign(stryker, { activeMutant: activeMutant.id });
    if (mutantActivation === "static") activate();
    const { tests, failure, file } = await this.#run(files, (id) => wanted?.has(id) ?? true, activate);
    if (stryker.hitCount > limit) return { status: "timeout", reason: "Hit limit reached" };
    const nrOfTests = tests.length;
    if (!failure) return { status: "survived", nrOfTests };
    this.#files = [file, ...this.#files.filter((other) => other !== file)];
    const killedBy = tests.filter(({ status }) => status === failed).map(({ id }) => id);
    return { status: "killed", killedBy, failureMessage: failure, nrOfTests };
  }

  /** Runs tests until one of them fails. */
  async #run(files, isWanted, activate = () => {}) {
    const modules = this.#bundle.evaluate();
    const tests = [];
    let failure = null;
    let failedFile = null;
    let isOneLeftOut = false;
    const runner = {
      config,
      importFile: (file) => modules[file](),
      onCollected: activate,
      onBeforeRunTask(test) {
        const id = idOf(test);
        if (failure !== null || judgesTime.test(id) || !isWanted(id)) {
          test.mode = "skip";
          return;
        }
        stryker.currentTestId = id;
        stryker.hitCount = 0;
      },
      onAfterRunTask(test) {
        stryker.currentTestId = undefined;
        const { state, errors, duration } = test.result ?? {};
        if (state !== "pass" && state !== "fail") return;
        if (errors?.[0]?.message === leftOut.message) {
          isOneLeftOut = true;
          return;
        }
        const id = idOf(test);
        const result = { id, name: id.slice(id.indexOf("#") + 1), fileName: test.file.filepath, timeSpentMs: duration };
        if (state === "pass") {
          tests.push({ ...result, status: passed });
          return;
        }
        failure ??= errors?.[0]?.message || "failed";
        tests.push({ ...result, status: failed, failureMessage: failure });
      },
    };
    for (const file of files) {
      isOneLeftOut = false;
      const [ran] = await startTests([file], runner);
      // Where a file cannot be loaded, or a hook fails, there is no test to say so.
      if (ran?.result?.state === "fail" && !isOneLeftOut) failure ??= ran.result.errors?.[0]?.message || "failed";
      if (failure === null) continue;
      failedFile = file;
      break;
    }
    return { tests, failure, file: failedFile };
  }
}

const passed = 0;
const failed = 1;

/** The file and all names that lead to a test. */
function idOf(test) {
  const names = [];
  for (let task = test; task && task !== test.file; task = task.suite) names.unshift(task.name);
  return `${test.file.filepath}#${names.join(" > ")}`;
}

const rulesFolder = "src/rules/";

/** Bundles test files with all that they import. */
async function bundle(files) {
  const entries = files.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(file)})`);
  const { outputFiles, metafile } = await build({
    // Stryker has changed into its copy of the project since esbuild was loaded.
    absWorkingDir: process.cwd(),
    stdin: { contents: `export default { ${entries.join(",")} }`, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    metafile: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    packages: "external",
    plugins: [{ name: "import.meta.url", setup: keepUrls }],
  });
  const packages = new Map();
  for (const { path } of Object.values(metafile.outputs).flatMap(({ imports }) => imports)) {
    if (!packages.has(path)) packages.set(path, await load(path));
  }
  packages.set("fast-check", { ...packages.get("fast-check"), assert: leaveOut });
  const script = new vm.Script(`(require, module, exports) => { ${outputFiles[0].text} }`, { filename: "tests.cjs" });
  const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
  const rules = Object.keys(metafile.inputs).filter((path) => /^src\/rules\/(?!index|rule)[^/]+$/.test(path));
  /** A file, and all below a folder that it imports. */
  const reach = (file, folder) => {
    const found = new Set([file]);
    for (const path of found) {
      for (const { path: next } of metafile.inputs[path]?.imports ?? []) if (next.startsWith(folder)) found.add(next);
    }
    return found;
  };
  return {
    /** A function for each test file that loads it; with each call all modules are loaded anew. */
    evaluate() {
      const module = { exports: {} };
      script.runInThisContext()((name) => packages.get(name), module, module.exports);
      return module.exports.default;
    },
    /** The test files that import a source; of those for the rules only the ones that do so themselves, or name a rule which does. */
    judges(source) {
      const ids = source.startsWith(rulesFolder) ? rules.filter((rule) => reach(rule, rulesFolder).has(source)) : null;
      const names = ids?.map((rule) => `"${basename(rule, ".ts")}"`);
      return new Set(
        files.filter((file) => {
          const path = relative("", file);
          if (!reach(path, "").has(source)) return false;
          const isNamed = names?.some((name) => texts.get(file).includes(name)) ?? true;
          return (
            isNamed ||
            file.endsWith("/examples.test.ts") ||
            metafile.inputs[path].imports.some((one) => one.path === source)
          );
        }),
      );
    },
  };
}

function leaveOut() {
  throw leftOut;
}

function keepUrls({ onLoad }) {
  onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8").replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
    loader: "ts",
  }));
}

/** What `require` would give, and what `import` gives of a package that cannot be required. */
async function load(name) {
  try {
    return createRequire(import.meta.url)(name);
  } catch {
    return import(name);
  }
}

export const strykerPlugins = [{ kind: "TestRunner", name: "vitest-in-process", injectableClass: VitestInProcess }];
