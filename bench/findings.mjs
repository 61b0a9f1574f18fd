// What checking costs by the number of findings.
import { check } from "../dist/index.js";
import { medians } from "./in-process.mjs";
import { manyApps } from "./projects.mjs";

const apps = 10_000;
const counts = [0, 100, 1_000, 10_000];

export function findings(rounds = 5) {
  const times = medians(
    counts.map((count) => {
      const text = manyApps(apps, count);
      return () => {
        const { length } = check({ path: "pyproject.toml", text }, { now: new Date(0) }).diagnostics;
        if (length !== count) throw new Error(`${length} findings, not ${count}`);
      };
    }),
    rounds,
  );
  return {
    title: "In process, by findings",
    text: `\`check\` of ${apps.toLocaleString("en")} apps, with a key misspelt in some of them: median of ${rounds} runs in turns. The positions of a file are looked up once, for the first finding.`,
    head: ["findings", "check, ms"],
    rows: counts.map((count, index) => [count, times[index]]),
  };
}
