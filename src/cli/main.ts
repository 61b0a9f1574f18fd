import { version } from "../report/version.ts";
import { type BadUsage, type Invocation, isBadUsage, parseArguments } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { lint } from "./lint.ts";
import type { Command } from "./options.ts";
import { complain, print } from "./output.ts";

/** A command. */
export type Run = (invocation: Invocation, host: Host) => number | BadUsage | Promise<number | BadUsage>;

/** The commands; all but `lint` are loaded when they are asked for. */
const load: Readonly<Record<Command, () => Run | Promise<Run>>> = {
  lint: () => lint,
  compile: async () => (await import("./compile.ts")).compileCommand,
  uploads: async () => (await import("./uploads.ts")).uploadsCommand,
  credentials: async () => (await import("./credentials.ts")).credentialsCommand,
  migrate: async () => (await import("./migrate.ts")).migrateCommand,
  explain: async () => (await import("./explain.ts")).explain,
  rules: async () => (await import("./rules.ts")).listRules,
  schema: async () => (await import("./schema.ts")).schema,
  lsp: async () => (await import("./lsp.ts")).lsp,
  completion: async () => (await import("./completion.ts")).completion,
};

/** The command: does what the arguments say in the world that it is given, and returns the exit code. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  try {
    const result = await obey(args, host);
    if (!isBadUsage(result)) return result;
    complain(host, `${result.badUsage}\nTry fal-lint --help.`);
    return exit.unusable;
  } catch (error) {
    const { crashReport } = await import("./crash.ts");
    host.stderr.write(crashReport(error));
    return exit.bug;
  }
}

async function obey(args: readonly string[], host: Host): Promise<number | BadUsage> {
  const invocation = parseArguments(args);
  if (isBadUsage(invocation)) return invocation;
  const { command, values } = invocation;
  if (values.has("help")) {
    const { helpText } = await import("./help.ts");
    return print(host, [helpText(command)]) ? exit.ok : exit.unusable;
  }
  if (values.has("version")) return print(host, [`fal-lint ${version}\n`]) ? exit.ok : exit.unusable;
  const run = await load[command]();
  if (values.has("watch")) return (await import("./watch.ts")).watch(run, invocation, host);
  return run(invocation, host);
}
