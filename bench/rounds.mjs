// How long programs take, one beside the other.
import { spawnSync } from "node:child_process";

/**
 * The median wall time of each command in milliseconds. They take turns, so that a busy moment of the machine counts for all of them; a first
 * turn does not count, since it fills caches. Each must end with exit code 0.
 */
export function medianTimes(commands, rounds) {
  for (const command of commands) wallTime(command);
  const times = commands.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) times[index].push(wallTime(command));
  }
  return times.map(median);
}

/** Milliseconds of one run; what it prints is thrown away. */
function wallTime({ file, args, cwd, env }) {
  const start = performance.now();
  const { status, error } = spawnSync(file, args, { cwd, env: { ...process.env, ...env }, stdio: "ignore" });
  const time = performance.now() - start;
  if (status !== 0) throw error ?? new Error(`${file} ${args.join(" ")}: exit code ${status}`);
  return time;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
