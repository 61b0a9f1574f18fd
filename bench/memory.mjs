// How much memory the command holds at most.
import { join } from "node:path";
import { cli } from "./command.mjs";
import { peakMemory } from "./peak-memory.mjs";
import { manyApps, small } from "./projects.mjs";
import { median } from "./rounds.mjs";
import { withFolder, writeFiles } from "./temporary.mjs";

const tenMegabytes = 10_000_000;
const manyFindings = 100_000;
const perFile = 100;

export async function memory(rounds = 3) {
  const rows = await withFolder((folder) => {
    writeFiles(folder, small);
    writeFiles(join(folder, "other"), { ...small, "pyproject.toml": otherTables() });
    writeFiles(folder, { "apps/pyproject.toml": largestApps() });
    for (let file = 0; file < manyFindings / perFile; file++) {
      writeFiles(folder, { [`findings/${file}/pyproject.toml`]: manyApps(perFile, perFile) });
    }
    const cases = [
      ["`node -e 0`", ["-e", "0"]],
      ["the small project of the cold start", [cli, "pyproject.toml"]],
      ["10 MB of other tables, and two apps", [cli, "other/pyproject.toml"]],
      ["10 MB of apps", [cli, "apps/pyproject.toml"]],
      [`${manyFindings.toLocaleString("en")} findings as JSON`, [cli, "findings", "--format", "json"], 1],
    ];
    return cases.map(([name, args, status]) => [
      name,
      median(Array.from({ length: rounds }, () => peakMemory(args, folder, status))),
    ]);
  });
  return {
    title: "Memory",
    text: `The most that the process holds at once (\`process.resourceUsage().maxRSS\`), median of ${rounds} runs. The findings are in ${(manyFindings / perFile).toLocaleString("en")} files. The aim is 90 MB for the small project, and 200 MB for a file of 10 MB.`,
    head: ["", "peak, MB"],
    rows,
  };
}

function largestApps() {
  const size = manyApps(10_000).length / 10_000;
  // The names of later apps are longer.
  return manyApps(Math.floor(tenMegabytes / (size + 3)));
}

function otherTables() {
  const table = '[[tool.other.items]]\nname = "an item"\nvalues = [1, 2, 3]\nenabled = true\n\n';
  return `${small["pyproject.toml"]}\n${table.repeat(Math.floor(tenMegabytes / table.length) - 20)}`;
}
