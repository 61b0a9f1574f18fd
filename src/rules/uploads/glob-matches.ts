import { readGlob } from "../../client/glob.ts";
import { GlobSet } from "../../client/glob-set.ts";
import type { Files } from "../../text/files.ts";

/** How many folders may still be listed, so that hostile globs over a large tree do not cost more than its upload. */
export interface WalkBudget {
  folders: number;
}

/**
 * The files and folders of the context that BuildKit finds for a source with wildcards; what lies in a folder that matches is not listed.
 * `**` stands for many folders with `COPY --parents` only. Null if the budget is used up.
 */
export function globMatches(
  files: Files,
  pattern: string,
  parents: boolean,
  budget: WalkBudget,
): readonly string[] | null {
  const deep = parents && pattern.includes("**");
  const glob = readGlob(`/${deep ? pattern : pattern.replaceAll(/\*{2,}/g, "*")}`);
  if (typeof glob === "string") return [];
  const globs = new GlobSet([glob]);
  const segments = pattern.split("/");
  const fixed = segments
    .slice(
      0,
      Math.max(
        segments.findIndex((segment) => /[*?[\\]/.test(segment)),
        0,
      ),
    )
    .join("/");
  const matches: string[] = [];
  const pending = [fixed === "" ? "." : fixed];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (budget.folders-- <= 0) return null;
    for (const { name, kind } of files.list(folder) ?? []) {
      const path = folder === "." ? name : `${folder}/${name}`;
      if (globs.firstMatch(path) >= 0) matches.push(path);
      else if (kind === "directory" && (deep || path.split("/").length < segments.length)) pending.push(path);
    }
  }
  return matches.sort();
}
