import type { CheckOptions } from "../analyse.ts";
import { inspect } from "../compile.ts";
import { type AppsFile, readAppsFile } from "../read.ts";
import type { AppContext } from "../rules/rule.ts";
import { normalizePath } from "../text/path.ts";

/** How everything in an editor names a pyproject.toml: the files around it are named relative to its folder. */
export const pyprojectPath = "pyproject.toml";

/** A pyproject.toml or Python module as it is being edited. */
export interface Project {
  /** Relative to the folder that the files around it are named by: {@link pyprojectPath}, or that of the module. */
  readonly path: string;
  readonly text: string;
  readonly options: CheckOptions;
}

/** Whether a path, relative to the project's folder or absolute, is that of the file which is being edited: it may have several names. */
export type IsFile = (path: string) => boolean;

/** What is written in a project, as far as it can be read. */
export function readProjectFile({ path, text, options }: Project): AppsFile {
  const { languages = [], files = null } = options;
  return readAppsFile({ path, text }, { languages, path, files });
}

/** The apps of a project that pass the schema, none while its text cannot be read. */
export function appsOf({ path, text, options }: Project): readonly AppContext[] {
  return inspect({ path, text }, options).contexts;
}

/** Those that are built from a certain Dockerfile. */
export function appsBuiltFrom(project: Project, isDockerfile: IsFile): readonly AppContext[] {
  return appsOf(project).filter(({ config: { image }, surroundings: { context, embedded } }) => {
    if (image?.dockerfile === undefined || embedded.has(normalizePath(image.dockerfile))) return false;
    return isDockerfile(context.outside(image.dockerfile));
  });
}
