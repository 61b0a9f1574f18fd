import { type InspectResult, inspect } from "../compile.ts";
import { credentialsJson, credentialsTable, listCredentials } from "../report/credentials.ts";
import { type AppsCommand, runOverApps } from "./apps.ts";
import { type BadUsage, type Invocation, isBadUsage, lastValue } from "./arguments.ts";
import type { Host } from "./host.ts";
import { readKnowledge } from "./settings.ts";

/** Lists the credentials of all apps, without their values. */
export async function credentialsCommand(invocation: Invocation, host: Host): Promise<number | BadUsage> {
  const knowledge = readKnowledge(invocation, host);
  if (isBadUsage(knowledge)) return knowledge;
  const isJson = lastValue(invocation, "format") === "json";
  const credentials: AppsCommand<InspectResult> = {
    what: "credential list",
    nothing: "no credentials",
    read: (source, project) => inspect(source, { ...project, ...knowledge }),
    told: ({ contexts }) => contexts.map(({ key }) => key),
    document: (files, isWanted) => {
      const apps = files.map(({ source, result }) => ({
        path: source.path,
        contexts: result.contexts.filter(({ key }) => isWanted(key)),
      }));
      const list = listCredentials(apps, host.randomKey());
      return isJson ? credentialsJson(list) : credentialsTable(list, knowledge.now);
    },
  };
  return runOverApps(credentials, invocation, host);
}
