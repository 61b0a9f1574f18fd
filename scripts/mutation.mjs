// Mutation tests, room by room: does a test fail when the code is broken on purpose?
//   npm run mutation                                 every room, for hours
//   npm run mutation -- src/toml src/fix.ts          these rooms, or single files of them
// Prints what survived, and a table at the end; exits 1 if a room is below the score that CONTRIBUTING.md promises.
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const leastScore = 85;

/** A room, and the tests that it is judged by: its own, and some of rooms above that were written for it. */
const rooms = new Map([
  ["src/text", ["test/text"]],
  ["src/toml", ["test/toml"]],
  ["src/packaging", ["test/packaging"]],
  ["src/config", ["test/config"]],
  ["src/container", ["test/container"]],
  ["src/python", pythonTests()],
  ["src/client", ["test/client"]],
  ["src/manifest", ["test/manifest", "test/rules/image-reference.test.ts"]],
  ["src/rules", ["test/rules"]],
  ["src/silence", ["test/silence", "test/editor/actions.test.ts"]],
  [
    "src",
    [
      "test/check",
      "test/diagnose.test.ts",
      "test/fix.test.ts",
      "test/relocate.test.ts",
      "test/library/misuse.test.ts",
      "test/library/node.test.ts",
      "test/manifest/compile.test.ts",
      "test/silence",
      "test/rules/certainty.test.ts",
      "test/rules/code-of-ref.test.ts",
      "test/rules/examples.test.ts",
      "test/rules/given-values.test.ts",
      "test/python/edits.test.ts",
      "test/python/findings.test.ts",
      "test/python/snippets.test.ts",
    ],
  ],
]);

/** Those of src/python that do not take ten times as long as all others, for each mutant: what is left out checks whole projects by all rules. */
function pythonTests() {
  const slow = ["embedded", "hostile", "registries", "secrets", "words"].map((name) => `test/python/${name}.test.ts`);
  return testFiles("test/python").filter((file) => !slow.includes(file));
}

const asked = process.argv.slice(2).map((path) => path.replace(/\/$/, ""));
const jobs = asked.length > 0 ? asked.map(job) : [...rooms].map(([room, tests]) => ({ path: room, tests }));

const table = [];
for (const { path, tests } of jobs) table.push(await mutate(path, tests));
console.table(Object.fromEntries(table.map(({ path, ...row }) => [path, row])));
process.exitCode = table.every(({ score }) => score >= leastScore) ? 0 : 1;

function job(path) {
  const [, tests] = [...rooms].find(([room]) => path === room || path.startsWith(`${room}/`)) ?? [];
  if (tests) return { path, tests };
  throw new Error(`No room has ${path}; the rooms are ${[...rooms.keys()].join(", ")}.`);
}

/** A test file, or those of a folder; not what only vitest's own loader can do. */
function testFiles(path) {
  if (path.endsWith(".ts")) return [path];
  const files = readdirSync(path, { recursive: true }).filter((file) => file.endsWith(".test.ts"));
  const paths = files.sort().map((file) => `${path}/${file}`);
  return paths.filter((file) => !readFileSync(file, "utf8").includes("vi.mock("));
}

/** A file, a folder, or the files directly in `src`. */
function sources(path) {
  if (path.endsWith(".ts")) return path;
  return path === "src" ? "src/*.ts" : `${path}/**/*.ts`;
}

async function mutate(path, tests) {
  // Read by test/mutation/vitest-in-process.mjs.
  process.env.MUTATION_TESTS = JSON.stringify(tests.flatMap(testFiles));
  const started = Date.now();
  const mutants = await new Stryker({
    mutate: [sources(path), "!**/*.d.ts", "!src/bin.ts"],
    testRunner: "vitest-in-process",
    plugins: ["./test/mutation/vitest-in-process.mjs", "./test/mutation/documentation.mjs"].map((path) =>
      resolve(path),
    ),
    ignorers: ["documentation"],
    packageManager: "npm",
    concurrency: Math.min(2, availableParallelism()),
    reporters: ["progress-append-only", "clear-text", "json"],
    clearTextReporter: { logTests: false, reportTests: false, reportScoreTable: false },
    jsonReporter: { fileName: `reports/mutation/${path.replaceAll("/", "-")}.json` },
  }).runMutationTest();
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const killed = count("Killed", "Timeout");
  const survived = count("Survived", "NoCoverage");
  return {
    path,
    mutants: killed + survived,
    killed,
    survived,
    score: Math.round((1000 * killed) / (killed + survived)) / 10,
    minutes: Math.round((Date.now() - started) / 6000) / 10,
  };
}
