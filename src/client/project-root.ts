import type { Files } from "../text/files.ts";
import { readToml } from "../toml/read.ts";
import { isTomlTable } from "../toml/values.ts";

/** What makes a folder the root of a project for fal's client. */
export type RootMarker = ".git" | "pyproject.toml";

/** A folder above the pyproject.toml, as `..` or `../..`, from which fal's client would take another project root. */
export interface OuterRoot {
  readonly folder: string;
  readonly marker: RootMarker;
}

// As deep as anybody nests, and a stop for a port that has no top.
const mostParents = 64;

/**
 * The nearest folder above the pyproject.toml that fal's client takes for the project root when it is started there; null if there is none.
 *
 * The client looks from the working directory upwards for a `.git` or a pyproject.toml with `[tool.fal]`. It reads the pyproject.toml of
 * the folder that it finds, and joins every `ref` to that same folder. So a `[tool.fal]` that is read at all stands in the project root:
 * `ref` is always relative to its folder, and only a command that is typed further up can miss the file.
 */
export function outerProjectRoot(files: Files): OuterRoot | null {
  let real = files.realPath(".");
  for (let depth = 1; depth <= mostParents; depth++) {
    const folder = Array(depth).fill("..").join("/");
    const next = files.realPath(folder);
    // At the top of the file system `..` leads nowhere new.
    if (next === null || next === real) return null;
    real = next;
    if (files.stat(`${folder}/.git`) !== null) return { folder, marker: ".git" };
    if (holdsFal(files, `${folder}/pyproject.toml`)) return { folder, marker: "pyproject.toml" };
  }
  return null;
}

function holdsFal(files: Files, path: string): boolean {
  const file = files.readText(path);
  const document = file.kind === "text" ? readToml(file.text) : null;
  const tool = document?.kind === "document" ? document.root["tool"] : undefined;
  return isTomlTable(tool) && "fal" in tool;
}
