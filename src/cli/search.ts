import { readExclusion } from "../configuration.ts";
import { compareStrings } from "../text/diagnostic.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type Failure, type Host, isFailure } from "./host.ts";

const skipped: ReadonlySet<string> = new Set(["node_modules", ".git", ".venv", "venv", "site-packages", "__pycache__"]);

/** A pyproject.toml or another file of its project, or a folder that cannot be listed, and why. */
export interface Found {
  readonly path: string;
  readonly from: "file" | Failure;
}

/** A folder on the way of a search, and what the pyproject.toml in the folders above leave out. */
interface Searched {
  readonly folder: string;
  /** A pyproject.toml stands in the folder, or above it. */
  readonly isProject: boolean;
  readonly isExcluded: (path: string) => boolean;
}

/**
 * Every pyproject.toml below a folder, and what else is asked for of the projects that are met, by path in code-unit order. Links to folders
 * are not followed; `exclude` of a pyproject.toml that is met counts for all below its folder.
 */
export function search(root: string, host: Host, isAskedFor: (path: string) => boolean = () => false): Found[] {
  const found: Found[] = [];
  const folders: Searched[] = [{ folder: root, isProject: false, isExcluded: () => false }];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const { folder } = next;
    const entries = host.list(folder);
    if (isFailure(entries)) {
      found.push({ path: folder, from: entries });
      continue;
    }
    // An environment of Python, by any name.
    if (entries.some(({ name }) => name === "pyvenv.cfg")) continue;
    const hasProject = entries.some(({ name }) => name === "pyproject.toml");
    const isExcluded = hasProject ? withExclusion(next, host) : next.isExcluded;
    const isProject = next.isProject || hasProject;
    for (const { name, kind } of entries) {
      const path = join(folder, name);
      if (isExcluded(path)) continue;
      if (kind === "directory") {
        if (!skipped.has(name)) folders.push({ folder: path, isProject, isExcluded });
      } else if (name === "pyproject.toml" ? host.kind(path) !== "directory" : isProject && isAskedFor(path)) {
        found.push({ path, from: "file" });
      }
    }
  }
  return found.sort((a, b) => compareStrings(a.path, b.path));
}

/** With what the folder's own pyproject.toml leaves out. */
function withExclusion({ folder, isExcluded }: Searched, host: Host): Searched["isExcluded"] {
  const bytes = host.read(join(folder, "pyproject.toml"));
  const decoded = isFailure(bytes) ? null : decodeUtf8(bytes);
  const exclusion = decoded !== null && "text" in decoded ? readExclusion(decoded.text) : null;
  if (exclusion === null) return isExcluded;
  const start = join(folder, "").length;
  return (path) => isExcluded(path) || exclusion(path.slice(start));
}

/** A path below a folder, as reports name both. */
export function join(folder: string, name: string): string {
  return folder === "." ? name : `${folder.replace(/\/$/, "")}/${name}`;
}

/** The folder of a file as reports name it; `.` for the working directory. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash) || "/";
}
