import { version } from "../report/version.ts";
import { type BadUsage, type Invocation, isBadUsage, parseArguments } from "./arguments.ts";
import { compileCommand } from "./compile.ts";
import { crashReport } from "./crash.ts";
import { credentialsCommand } from "./credentials.ts";
import { exit } from "./exit.ts";
import { explain } from "./explain.ts";
import { helpText } from "./help.ts";
import type { Host } from "./host.ts";
import { lint } from "./lint.ts";
import type { Command } from "./options.ts";
import { complain, print } from "./output.ts";
import { listRules } from "./rules.ts";
import { schema } from "./schema.ts";
import { uploadsCommand } from "./uploads.ts";

const run: Readonly<Record<Command, (invocation: Invocation, host: Host) => number | BadUsage>> = {
  lint,
  compile: compileCommand,
  uploads: uploadsCommand,
  credentials: credentialsCommand,
  explain,
  rules: listRules,
  schema,
};

/** The command: does what the arguments say in the world that it is given, and returns the exit code. */
export function main(args: readonly string[], host: Host): number {
  try {
    const result = obey(args, host);
    if (!isBadUsage(result)) return result;
    complain(host, `${result.badUsage}\nTry fal-lint --help.`);
    return exit.unusable;
  } catch (error) {
    host.stderr.write(crashReport(error));
    return exit.bug;
  }
}

function obey(args: readonly string[], host: Host): number | BadUsage {
  const invocation = parseArguments(args);
  if (isBadUsage(invocation)) return invocation;
  const { command, values } = invocation;
  if (values.has("help")) return print(host, [helpText(command)]) ? exit.ok : exit.unusable;
  if (values.has("version")) return print(host, [`fal-lint ${version}\n`]) ? exit.ok : exit.unusable;
  return run[command](invocation, host);
}
