// How long the command takes from start to end, beside a Node that does nothing.
import { cli } from "./command.mjs";
import { certificates } from "./environment.mjs";
import { nodes } from "./nodes.mjs";
import { small } from "./projects.mjs";
import { medianTimes } from "./rounds.mjs";
import { withFolder, writeFiles } from "./temporary.mjs";

export async function cold(rounds = 30) {
  const rows = await withFolder((cwd) => {
    writeFiles(cwd, small);
    const measured = (name, file, env) => {
      const [bare, warm, compiling] = medianTimes(
        [
          { file, args: ["-e", "0"], cwd, env },
          { file, args: [cli, "pyproject.toml"], cwd, env },
          { file, args: [cli, "pyproject.toml"], cwd, env: { ...env, NODE_DISABLE_COMPILE_CACHE: "1" } },
        ],
        rounds,
      );
      return [name, bare, warm, warm / bare, compiling, compiling / bare];
    };
    return Array.from(nodes()).flatMap(([version, file]) => {
      const name = `Node ${version}`;
      const plain = measured(name, file, {});
      if (certificates === null) return [plain];
      return [plain, measured(`${name}, with NODE_EXTRA_CA_CERTS`, file, { NODE_EXTRA_CA_CERTS: certificates })];
    });
  });
  return {
    title: "Cold start",
    text: `\`node dist/cli.cjs pyproject.toml\` on a project with two apps, one of an image and one of a Dockerfile, beside \`node -e 0\`: median of ${rounds} runs in turns. Without kept code is with \`NODE_DISABLE_COMPILE_CACHE=1\`: V8 compiles the command anew. Node 20 reads the certificates of \`NODE_EXTRA_CA_CERTS\`, which many machines behind a proxy set, at every start: all other benchmarks go without. The aim is 1.25 × on Node 20.`,
    head: ["", "bare Node, ms", "fal-lint, ms", "×", "without kept code, ms", "×"],
    rows,
  };
}
