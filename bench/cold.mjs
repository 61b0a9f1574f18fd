// How long the command takes from start to end, beside a Node that does nothing.
import { cli } from "./command.mjs";
import { nodes } from "./nodes.mjs";
import { small } from "./projects.mjs";
import { medianTimes } from "./rounds.mjs";
import { withFolder, writeFiles } from "./temporary.mjs";

export async function cold(rounds = 30) {
  const rows = await withFolder((cwd) => {
    writeFiles(cwd, small);
    return Array.from(nodes(), ([version, file]) => {
      const [bare, warm, compiling] = medianTimes(
        [
          { file, args: ["-e", "0"], cwd },
          { file, args: [cli, "pyproject.toml"], cwd },
          { file, args: [cli, "pyproject.toml"], cwd, env: { NODE_DISABLE_COMPILE_CACHE: "1" } },
        ],
        rounds,
      );
      return [`Node ${version}`, bare, warm, warm / bare, compiling, compiling / bare];
    });
  });
  return {
    title: "Cold start",
    text: `\`node dist/cli.cjs pyproject.toml\` on a project with two apps, one of an image and one of a Dockerfile, beside \`node -e 0\`: median of ${rounds} runs in turns. Without kept code is with \`NODE_DISABLE_COMPILE_CACHE=1\`: V8 compiles the command anew. The aim is 1.25 × on Node 20.`,
    head: ["", "bare Node, ms", "fal-lint, ms", "×", "without kept code, ms", "×"],
    rows,
  };
}
