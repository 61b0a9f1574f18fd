import type { CheckOptions } from "../analyse.ts";
import { inspect } from "../compile.ts";
import type { AppContext } from "../rules/rule.ts";
import { normalizePath } from "../text/path.ts";

/** How everything in an editor names the pyproject.toml; the files around it are named relative to its folder. */
export const pyprojectPath = "pyproject.toml";

/** A pyproject.toml as it is being edited. */
export interface Project {
  readonly text: string;
  readonly options: CheckOptions;
}

/** Whether a path, relative to the pyproject.toml or absolute, is that of the file which is being edited: it may have several names. */
export type IsFile = (path: string) => boolean;

/** The apps of a project that pass the schema, none while its text cannot be read. */
export function appsOf({ text, options }: Project): readonly AppContext[] {
  return inspect({ path: pyprojectPath, text }, options).contexts;
}

/** Those that are built from a certain Dockerfile. */
export function appsBuiltFrom(project: Project, isDockerfile: IsFile): readonly AppContext[] {
  return appsOf(project).filter(({ config: { image } }) => {
    return image?.dockerfile !== undefined && isDockerfile(normalizePath(image.dockerfile));
  });
}
