import { dockerfilesOf } from "../config/apps.ts";
import { readDocument } from "../config/document.ts";
import { remembered } from "../text/remembered.ts";
import { type Host, isFailure } from "./host.ts";
import { folderOf, join, search } from "./search.ts";

/** Whether a file is a Dockerfile or .dockerignore by its name. */
export function isBuildFileName(path: string): boolean {
  return /(?:dockerfile|containerfile)[^/]*$|\.dockerignore$/i.test(path);
}

/**
 * Finds the pyproject.toml files whose apps are built from a file, which is their Dockerfile or .dockerignore. They are looked for in the
 * folders above the file, and everywhere in the Git repository that it is in.
 */
export function projectFinder(host: Host): (file: string) => readonly string[] {
  const inRepository = remembered((repository: string) =>
    search(repository, host).flatMap(({ path, from }) => (from === "file" ? path : [])),
  );
  const buildFilesOf = remembered((project: string) => readBuildFiles(project, host));
  return (file) => {
    const folders = foldersAbove(file, host);
    const repository = folders.find((folder) => host.kind(join(folder, ".git")) !== null);
    const above = folders.map((folder) => join(folder, "pyproject.toml")).filter((path) => host.kind(path) === "file");
    const place = host.realPath(file);
    return [...new Set([...above, ...(repository === undefined ? [] : inRepository(repository))])].filter((project) => {
      const files = buildFilesOf(project);
      return files === "unknown" ? above.includes(project) : files.has(place);
    });
  };
}

/** From the file's own folder to the root. */
function foldersAbove(file: string, host: Host): readonly string[] {
  const folders = [folderOf(file)];
  for (const folder of folders) {
    const parent = host.relative(join(folder, ".."));
    if (parent !== folder) folders.push(parent);
  }
  return folders;
}

/** The real paths of what a project's apps are built from; `unknown` if it speaks of a Dockerfile and is no TOML. */
function readBuildFiles(project: string, host: Host): ReadonlySet<string> | "unknown" {
  const bytes = host.read(project);
  if (isFailure(bytes)) return new Set();
  const { root, text } = readDocument({ path: project, bytes });
  if (root === null) return text.includes("dockerfile") ? "unknown" : new Set();
  const folder = folderOf(project);
  const dockerfiles = dockerfilesOf(root).map((path) => (path.startsWith("/") ? path : join(folder, path)));
  const ignoreFiles = dockerfiles.length === 0 ? [] : [join(folder, ".dockerignore")];
  return new Set([...dockerfiles, ...ignoreFiles].map((path) => host.realPath(path)));
}
