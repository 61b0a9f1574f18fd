import { main } from "./main.ts";
import { nodeHost } from "./node-host.ts";

/** Runs the command in the real world, and sets the exit code of the process. `shipped` is the folder of the package. */
export async function start(process: NodeJS.Process, shipped: string): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), nodeHost(process, shipped));
}
