import { printable } from "../text/printable.ts";
import { type BadUsage, type Invocation, isBadUsage } from "./arguments.ts";
import type { Host } from "./host.ts";
import type { Run } from "./main.ts";
import { Observed } from "./observed.ts";
import { complain } from "./output.ts";

const clearScreen = "\u001b[2J\u001b[H";

/**
 * Runs a command, and again whenever it would read something else from the disk. It ends when the process is ended, when standard output
 * has no reader left, or when it cannot even begin.
 */
export async function watch(run: Run, invocation: Invocation, host: Host): Promise<number | BadUsage> {
  const { operands, values } = invocation;
  if (operands.includes("-")) return { badUsage: "--watch takes files, not standard input" };
  if (values.has("update-baseline")) {
    return { badUsage: "--watch would accept every new finding, so not with --update-baseline" };
  }
  const observed = new Observed(host, await host.watch());
  try {
    return await runAgain(run, invocation, host, observed);
  } finally {
    observed.close();
  }
}

async function runAgain(run: Run, invocation: Invocation, host: Host, observed: Observed): Promise<number | BadUsage> {
  for (let changed: string | null = null; ; changed = await observed.change()) {
    if (host.stdout.color) host.stdout.write(clearScreen);
    if (changed !== null) complain(host, `${changed === "." ? "this folder" : printable(changed)} has changed`);
    const result = await run(invocation, observed.host);
    if (!isBadUsage(result) && !observed.hasReader) return result;
    if (isBadUsage(result)) {
      if (changed === null) return result;
      complain(host, result.badUsage);
    }
    complain(host, "watching for changes; Ctrl-C ends it");
  }
}
