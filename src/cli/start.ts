import { main } from "./main.ts";
import { nodeHost } from "./node-host.ts";

/** Runs the command in the real world, and sets the exit code of the process. `shipped` is the folder of the package. */
export async function start(process: NodeJS.Process, shipped: string): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), nodeHost(process, shipped));
}

/** Checks a project that is in memory alone, so that V8 has compiled what a usual run needs, whatever the real one was. */
export async function rehearse(process: NodeJS.Process, shipped: string): Promise<void> {
  const { rehearsal } = await import("./rehearsal.ts");
  await main(["pyproject.toml"], rehearsal(nodeHost(process, shipped)));
}
