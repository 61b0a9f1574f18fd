import { type CompileResult, compile } from "../compile.ts";
import { jsonDocument } from "../report/json.ts";
import { type AppsCommand, runOverApps } from "./apps.ts";
import type { BadUsage, Invocation } from "./arguments.ts";
import type { Host } from "./host.ts";

/** Prints the manifests of all apps, or of the one that `--app` names, and says why an app has none. */
export function compileCommand(invocation: Invocation, host: Host): Promise<number | BadUsage> {
  return runOverApps(manifests, invocation, host);
}

const manifests: AppsCommand<CompileResult> = {
  what: "manifest",
  nothing: "nothing to compile",
  read: (source, project) => compile(source, project),
  told: ({ manifests }) => manifests.map(({ app }) => app),
  document: (files, isWanted) => {
    const all = files.flatMap(({ result }) => result.manifests);
    return jsonDocument({ version: 1, manifests: all.filter(({ app }) => isWanted(app)) });
  },
};
