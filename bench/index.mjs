// Runs the benchmarks that are named, or all of them, and then writes RESULTS.md and results.svg. `--quick` tries them, with two rounds each.
import { writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { parseArgs } from "node:util";
import { drawing } from "./chart.mjs";
import { cold } from "./cold.mjs";
import { context } from "./context.mjs";
import "./environment.mjs";
import { findings } from "./findings.mjs";
import { inProcess } from "./in-process.mjs";
import { install } from "./install.mjs";
import { manyFiles } from "./many-files.mjs";
import { memory } from "./memory.mjs";
import { page, sectionText } from "./results.mjs";
import { rivals } from "./rivals.mjs";

const benchmarks = { cold, rivals, "in-process": inProcess, findings, "many-files": manyFiles, memory, context };

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false }, date: { type: "string", default: today() } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: not one of ${Object.keys(benchmarks).join(", ")}`);

install();
const machine = {
  Date: values.date,
  Machine: `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release().replace(/^(\d+\.\d+).*/, "$1")}`,
  Node: process.version,
  "Load before": loadavg()[0].toFixed(2),
};
const sections = [];
for (const name of positionals.length === 0 ? Object.keys(benchmarks) : positionals) {
  const section = await benchmarks[name](...(values.quick ? [2] : []));
  sections.push(section);
  console.log(sectionText(section));
}
// What is only a part would pass for the whole.
if (positionals.length === 0 && !values.quick) {
  writeFileSync(new URL("RESULTS.md", import.meta.url), page(machine, sections));
  writeFileSync(new URL("results.svg", import.meta.url), drawing(sections.flatMap(({ charts = [] }) => charts)));
}

function today() {
  return new Date().toISOString().slice(0, 10);
}
