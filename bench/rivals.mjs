// How long fal-lint takes beside what people would use instead.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "./command.mjs";
import { manyApps, small } from "./projects.mjs";
import { medianTimes } from "./rounds.mjs";
import { withFolder, writeFiles } from "./temporary.mjs";
import { configure, prepare, tools } from "./tools.mjs";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const largeApps = 500;

// Put together here, so that nobody takes it for a live one.
const token = `ghp_${"aB3dE5gH7j".repeat(4).slice(0, 36)}`;
const broken = `${small["pyproject.toml"].replace("exposed_port", "exposed_prot")}# ${token}\n`;

export async function rivals(rounds = 9) {
  return withFolder((folder) => {
    prepare(folder);
    const projects = { small, large: { "pyproject.toml": manyApps(largeApps) } };
    for (const [name, files] of Object.entries({ ...projects, broken: { ...small, "pyproject.toml": broken } })) {
      writeFiles(join(folder, name), files);
      configure(join(folder, name));
    }
    const falLint = { name: "fal-lint", version, command: { file: process.execPath, args: [cli, "pyproject.toml"] } };
    const all = [falLint, ...tools(folder)];
    const present = all.filter(({ command }) => command !== null);
    for (const tool of present) requireWork(tool, join(folder, "broken"));
    const seeing = present.filter(({ blind }) => !blind);
    return section(all, rounds, {
      small: timesIn(join(folder, "small"), present, rounds),
      large: timesIn(join(folder, "large"), seeing, rounds),
    });
  });
}

/** Refuses to measure a tool that does not find what is wrong, since it is not set up then. */
function requireWork({ name, command: { file, args, env }, blind }, cwd) {
  const { status } = spawnSync(file, args, { cwd, env: { ...process.env, ...env }, stdio: "ignore" });
  if (status !== (blind ? 0 : 1)) throw new Error(`${name}: exit code ${status} for a file that is broken`);
}

/** The median of each tool in a project, by its name. */
function timesIn(cwd, measured, rounds) {
  const times = medianTimes(
    measured.map(({ command }) => ({ ...command, cwd })),
    rounds,
  );
  return new Map(measured.map(({ name }, index) => [name, times[index]]));
}

function section(all, rounds, { small, large }) {
  const cells = (times, name) => {
    const time = times.get(name);
    return time === undefined ? ["–", "–"] : [time, time / times.get("fal-lint")];
  };
  const label = ({ name, version }) => `${name} ${version}`.trim();
  const setUp = all.flatMap((tool) => {
    if (tool.how === undefined) return [];
    return [`- ${label(tool)}: ${tool.how}${tool.command === null ? " (not installed here)" : ""}`];
  });
  const bars = (times) => all.flatMap(({ name }) => (times.has(name) ? [{ label: name, value: times.get(name) }] : []));
  return {
    title: "Beside other tools",
    text: `From start to end, median of ${rounds} runs in turns: on the small project of the cold start, and on a pyproject.toml of ${largeApps} apps. Each tool had to refuse a file with a misspelt key and a token first. None of them but fal-lint looks at the Dockerfile.\n\n${setUp.join("\n")}`,
    head: ["", "small, ms", "× fal-lint", `${largeApps} apps, ms`, "× fal-lint"],
    rows: all.map((tool) => [label(tool), ...cells(small, tool.name), ...cells(large, tool.name)]),
    charts: [
      { title: "Small project, two apps", bars: bars(small) },
      { title: `A file of ${largeApps} apps`, bars: bars(large) },
    ],
  };
}
