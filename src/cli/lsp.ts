import type { BadUsage, Invocation } from "./arguments.ts";
import { isBadUsage } from "./arguments.ts";
import type { Host } from "./host.ts";
import { serve } from "./lsp/server.ts";
import { checkOptions, readNow, readSettings } from "./settings.ts";

/** Talks to an editor until that is done: then the process ends, with 1 if it was not shut down in order. */
export async function lsp(invocation: Invocation, host: Host): Promise<number | BadUsage> {
  if (invocation.operands.length > 0) return { badUsage: "lsp takes no operand: the editor says what is open" };
  const settings = readSettings(invocation, host);
  if (isBadUsage(settings)) return settings;
  const { knowledge } = settings;
  return serve(host, (files) => {
    // Hours may pass from one check to the next.
    const now = readNow(invocation, host);
    const current = { ...settings, knowledge: { ...knowledge, now: isBadUsage(now) ? knowledge.now : now } };
    return { ...checkOptions(current), ...(files !== null && { files }) };
  });
}
