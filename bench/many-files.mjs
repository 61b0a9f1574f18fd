// How long the command takes for a folder of many projects.
import { cli } from "./command.mjs";
import { peakMemory } from "./peak-memory.mjs";
import { manyApps } from "./projects.mjs";
import { medianTimes } from "./rounds.mjs";
import { withFolder, writeFiles } from "./temporary.mjs";

const counts = [1_000, 10_000];
const ours = manyApps(1);
const others = '[project]\nname = "other"\nversion = "1.0.0"\n\n[tool.ruff]\nline-length = 100\n';

export async function manyFiles(rounds = 5) {
  const rows = await withFolder((folder) => {
    for (const count of counts) {
      for (let file = 0; file < count; file++) {
        const path = `${count}/${Math.floor(file / 100)}/${file}/pyproject.toml`;
        writeFiles(folder, { [path]: file % 2 === 0 ? ours : others });
      }
    }
    const commands = counts.map((count) => ({ file: process.execPath, args: [cli, String(count)], cwd: folder }));
    const times = medianTimes(commands, rounds);
    return counts.map((count, index) => [
      count,
      times[index],
      (count * 1000) / times[index],
      peakMemory([cli, String(count)], folder),
    ]);
  });
  return {
    title: "Many files",
    text: `A folder of small pyproject.toml, each in a folder of its own; in half of them is no word of fal. Start included, read from the file cache, median of ${rounds} runs in turns. The aim is 4,000 files per second, and memory that does not grow with their number.`,
    head: ["files", "ms", "files per second", "peak, MB"],
    rows,
  };
}
