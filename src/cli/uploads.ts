import { type InspectResult, inspect } from "../compile.ts";
import { fileUploads, uploadsJson, uploadsTable } from "../report/uploads.ts";
import { type AppsCommand, runOverApps } from "./apps.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import type { Host } from "./host.ts";

/** Lists what `fal deploy` would upload for each app that is built from a Dockerfile. */
export async function uploadsCommand(invocation: Invocation, host: Host): Promise<number | BadUsage> {
  const format = lastValue(invocation, "format") === "json" ? uploadsJson : uploadsTable;
  const uploads: AppsCommand<InspectResult> = {
    what: "upload list",
    nothing: "nothing to upload",
    read: (source, project) => inspect(source, project),
    told: ({ contexts }) => contexts.flatMap(({ key, build }) => (build === null ? [] : key)),
    document: (files, isWanted) =>
      format(
        files.map(({ source, result }) =>
          fileUploads(
            source.path,
            result.contexts.filter(({ key }) => isWanted(key)),
          ),
        ),
      ),
  };
  return runOverApps(uploads, invocation, host);
}
