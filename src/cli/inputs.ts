import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import { isBuildFileName, projectFinder } from "./build-files.ts";
import type { Failure, Host } from "./host.ts";
import { commands } from "./options.ts";
import { isSearchedModule } from "./project.ts";
import { folderOf, join, search } from "./search.ts";

/** One file to read; a Dockerfile or .dockerignore that no app is built from (`unused`); or a path that cannot be searched. */
export interface Input {
  /** As reports name it. */
  readonly path: string;
  readonly from: "file" | "stdin" | "unused" | Failure;
}

/**
 * The files that the operands name, in their order, each once: a file as it is, a Dockerfile or .dockerignore by the pyproject.toml files
 * whose apps are built from it, a folder by every pyproject.toml in it and the Python modules beside those that may declare an image, `-` by
 * standard input, and no operand by the nearest pyproject.toml upwards.
 */
export function findInputs(invocation: Invocation, host: Host): readonly Input[] | BadUsage {
  const { operands } = invocation;
  const stdinPath = lastValue(invocation, "stdin-filename");
  if (stdinPath !== null && !operands.includes("-")) return { badUsage: "--stdin-filename goes with the path -" };
  const mistyped = mistypedCommand(operands, host);
  if (mistyped !== null) return mistyped;
  const named = inputNamer(host);
  const stdin: Input = { path: host.relative(stdinPath ?? "pyproject.toml"), from: "stdin" };
  const inputs =
    operands.length === 0
      ? nearestUpwards(host)
      : operands.flatMap((operand) => (operand === "-" ? [stdin] : named(host.relative(operand))));
  // A search meets nothing twice.
  if (operands.length < 2) return inputs;
  const seen = new Set<string>();
  return inputs.filter(({ path }) => {
    const place = `${host.realPath(folderOf(path))}/${path.slice(path.lastIndexOf("/") + 1)}`;
    return !seen.has(place) && seen.add(place);
  });
}

function mistypedCommand([first]: readonly string[], host: Host): BadUsage | null {
  if (first === undefined || !/^[a-z]+$/.test(first) || host.kind(first) !== null) return null;
  const command = nearest(first, Object.keys(commands));
  if (command === null) return null;
  return { badUsage: `there is no path and no command ${quote(first)}; did you mean ${command}?` };
}

/** What to say if the operands lead to no file. */
export function nothingFound({ operands }: Invocation, what = "no pyproject.toml"): string {
  return operands.length === 0 ? `${what} in this folder or above it` : `${what} in ${operands.map(quote).join(", ")}`;
}

function nearestUpwards(host: Host): Input[] {
  for (const folder of host.ancestors) {
    const path = join(folder, "pyproject.toml");
    const kind = host.kind(path);
    if (kind !== null && kind !== "directory") return [{ path, from: "file" }];
  }
  return [];
}

function inputNamer(host: Host): (path: string) => readonly Input[] {
  const projectsOf = projectFinder(host);
  return (path) => {
    const kind = host.kind(path);
    if (kind === "directory") return search(path, host, (file) => isSearchedModule(file, host));
    if (/\.(?:toml|py)$/.test(path)) return [{ path, from: "file" }];
    const projects = projectsOf(path);
    if (projects.length > 0) return projects.map((project) => ({ path: project, from: "file" }));
    return [{ path, from: kind === "file" && isBuildFileName(path) ? "unused" : "file" }];
  };
}
