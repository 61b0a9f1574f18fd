// What checking costs by the number of apps, beside reading alone.
import { parse } from "smol-toml";
import { check } from "../dist/index.js";
import { manyApps } from "./projects.mjs";
import { median } from "./rounds.mjs";

const sizes = [10, 100, 500, 1_000, 10_000];

export function inProcess(rounds = 15) {
  const rows = sizes.map((apps) => {
    const text = manyApps(apps);
    // Small files more often: by then V8 has optimized both.
    const turns = Math.min(200, 1 + Math.ceil((rounds * 1_000) / apps));
    const [parsing, checking] = medians([() => parse(text), () => checkClean(text)], turns);
    return [apps, text.length / 1000, parsing, checking, checking / parsing, (checking * 1000) / apps];
  });
  return {
    title: "In process, by apps",
    text: "`check`, which finds and compiles, beside the parse of smol-toml, on which it rests: files without a mistake, medians in turns. The aim is 4 × at 500 apps, and a cost per app that does not grow.",
    head: ["apps", "kB", "smol-toml, ms", "check, ms", "×", "µs per app"],
    rows,
  };
}

function checkClean(text) {
  const { diagnostics } = check({ path: "pyproject.toml", text }, { now: new Date(0) });
  if (diagnostics.length > 0) throw new Error(diagnostics[0].message);
}

/** The median time of each function in milliseconds. They take turns; a first one, to warm up, does not count. */
export function medians(functions, rounds) {
  const times = functions.map(() => []);
  for (let round = 0; round < rounds + 1; round++) {
    for (const [index, measured] of functions.entries()) {
      const start = performance.now();
      measured();
      if (round > 0) times[index].push(performance.now() - start);
    }
  }
  return times.map(median);
}
