import { type ListedRequirement, readRequirementList } from "../../client/requirement-list.ts";
import { isImageOnly } from "../../manifest/entry.ts";
import type { Place } from "../../text/finding.ts";
import { normalizePath } from "../../text/path.ts";
import type { AppContext } from "../rule.ts";

/** An entry of an app's `requirements`, and where it stands. */
export type AppRequirement = ListedRequirement & { readonly at: Place };

/** What fal has to install for an app: nothing for an image that serves by itself. */
export function appRequirements(app: AppContext): readonly AppRequirement[] {
  const { requirements } = app.config;
  if (requirements === undefined || isImageOnly(app.config)) return [];
  const isFolder = (path: string) => {
    const folder = requirementFolder(app, path);
    return folder === "." || (folder !== null && app.files?.stat(folder)?.kind === "directory");
  };
  const isLayered = requirements.some((entry) => typeof entry !== "string");
  return readRequirementList(requirements, isFolder).map((entry) => ({
    ...entry,
    at: {
      keyPath: [...app.path, "requirements", ...(isLayered ? [entry.layer] : []), entry.index],
      part: "value",
    },
  }));
}

/**
 * Where a local requirement leads, relative to the folder of the pyproject.toml (`.` is that folder itself); null where this cannot be told:
 * an absolute path, or one below `~`, belongs to one machine, and this may be another.
 */
export function requirementFolder({ config }: AppContext, path: string): string | null {
  const folder = config.requirements_context_dir ?? ".";
  return [folder, path].some((part) => /^[/~]/.test(part)) ? null : normalizePath(`${folder}/${path}`);
}
