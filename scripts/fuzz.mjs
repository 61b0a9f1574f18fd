// Feeds random texts to everything that takes one, guided by which branches they take.
//   npm run fuzz [-- TARGET… --minutes N --runs N --seed N --save]
// Without a number of minutes or runs it goes on for 10 minutes, divided among the targets. `--save` keeps what it found as seeds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { instrumentation } from "./instrument.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string" },
    runs: { type: "string" },
    seed: { type: "string" },
    save: { type: "boolean" },
  },
});

const { plugin, size } = instrumentation(`${process.cwd()}/src/`);
const { outputFiles } = await build({
  stdin: {
    contents:
      'export { fuzz } from "./test/fuzz/engine.ts"; export { targets } from "./test/fuzz/targets.ts"; export { tokenSpans } from "./src/container/token-spans.ts";',
    resolveDir: process.cwd(),
  },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  logLevel: "error",
  plugins: [plugin],
  define: { FAL_LINT_VERSION: '"0"' },
});
globalThis.hits = new Uint32Array(size());
const folder = mkdtempSync(join(tmpdir(), "fal-lint-fuzz-"));
writeFileSync(join(folder, "targets.mjs"), outputFiles[0].contents);
const { fuzz, targets, tokenSpans } = await import(pathToFileURL(join(folder, "targets.mjs")).href);
rmSync(folder, { recursive: true });

const unknown = positionals.find((name) => !targets.some((target) => target.name === name));
if (unknown !== undefined) {
  console.error(`There is no target ${unknown}; there are ${targets.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
const chosen = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const seed = Number(values.seed ?? Date.now() % 2 ** 32);
const mostRuns = Number(values.runs ?? Number.POSITIVE_INFINITY);
const minutes = Number(values.minutes ?? (values.runs === undefined ? 10 : Number.POSITIVE_INFINITY));
console.log(`seed ${seed}, ${size()} branches`);

for (const target of chosen) {
  const mostMilliseconds = (minutes * 60_000) / chosen.length;
  const { runs, corpus, branches, failure } = fuzz(target, { seed, mostRuns, mostMilliseconds, log: console.log });
  console.log(`${target.name}: ${runs} runs, ${corpus.length} texts, ${branches} branches`);
  if (failure === null) {
    if (values.save) save(target, corpus);
    continue;
  }
  console.log(
    `FAILED: ${failure.reason}\n${JSON.stringify(failure.text.length > 3000 ? `${failure.text.slice(0, 3000)}…` : failure.text)}`,
  );
  process.exitCode = 1;
}

/** Keeps the shortest of the texts that take a branch which no other seed takes. None may look like a token, or be no well-formed text. */
function save(target, corpus) {
  const path = "test/fuzz/seeds.json";
  const saved = JSON.parse(readFileSync(path, "utf8"));
  const old = saved[target.name];
  if (old === undefined) return;
  const covered = new Set();
  /** Whether a text takes a branch that none before it took. */
  const isNew = (text) => {
    const before = covered.size;
    hits.fill(0);
    target.run(text);
    for (const [branch, times] of hits.entries()) if (times > 0) covered.add(branch);
    return covered.size > before;
  };
  for (const seed of target.seeds) if (!old.includes(seed)) isNew(seed);
  const fit = [...new Set([...old, ...corpus])].filter(
    (text) => text.length <= 600 && text.isWellFormed() && tokenSpans(text).length === 0,
  );
  saved[target.name] = fit
    .sort((a, b) => a.length - b.length)
    .filter(isNew)
    .slice(0, 60);
  writeFileSync(path, `${JSON.stringify(saved, null, 2)}\n`);
}
