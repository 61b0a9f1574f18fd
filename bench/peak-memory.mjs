import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const hook = fileURLToPath(new URL("peak-memory.cjs", import.meta.url));

/** The most memory in MB that Node holds at once for these arguments; what it prints is thrown away. */
export function peakMemory(args, cwd, expectedStatus = 0) {
  const { status, output } = spawnSync(process.execPath, ["--require", hook, ...args], {
    cwd,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== expectedStatus) throw new Error(`${args.join(" ")}: exit code ${status}`);
  return (Number(output[3]) * 1024) / 1e6;
}
