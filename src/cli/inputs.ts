import { compareStrings } from "../text/diagnostic.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import { type Failure, type Host, isFailure } from "./host.ts";
import { commands } from "./options.ts";

/** One file to read, or a path that cannot be searched. */
export interface Input {
  /** As reports name it. */
  readonly path: string;
  readonly from: "file" | "stdin" | Failure;
}

const skipped: ReadonlySet<string> = new Set(["node_modules", ".git", ".venv", "venv"]);

/**
 * The files that the operands name, in their order, each once: a file as it is, a folder by every pyproject.toml in it, `-` by standard
 * input, and no operand by the nearest pyproject.toml upwards.
 */
export function findInputs(invocation: Invocation, host: Host): readonly Input[] | BadUsage {
  const { operands } = invocation;
  const stdinPath = lastValue(invocation, "stdin-filename");
  if (stdinPath !== null && !operands.includes("-")) return { badUsage: "--stdin-filename goes with the path -" };
  const mistyped = mistypedCommand(operands, host);
  if (mistyped !== null) return mistyped;
  const stdin: Input = { path: host.relative(stdinPath ?? "pyproject.toml"), from: "stdin" };
  const inputs =
    operands.length === 0
      ? nearestUpwards(host)
      : operands.flatMap((operand) => (operand === "-" ? [stdin] : named(host.relative(operand), host)));
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
export function nothingFound({ operands }: Invocation): string {
  return operands.length === 0
    ? "no pyproject.toml in this folder or above it"
    : `no pyproject.toml in ${operands.map(quote).join(", ")}`;
}

/** The folder of a file as reports name it; `.` for the working directory. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash) || "/";
}

function nearestUpwards(host: Host): Input[] {
  for (const folder of host.ancestors) {
    const path = join(folder, "pyproject.toml");
    const kind = host.kind(path);
    if (kind !== null && kind !== "directory") return [{ path, from: "file" }];
  }
  return [];
}

function named(path: string, host: Host): Input[] {
  return host.kind(path) === "directory" ? search(path, host) : [{ path, from: "file" }];
}

/** Every pyproject.toml below a folder, by path in code-unit order. Links to folders are not followed. */
function search(root: string, host: Host): Input[] {
  const found: Input[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = host.list(folder);
    if (isFailure(entries)) {
      found.push({ path: folder, from: entries });
      continue;
    }
    for (const { name, kind } of entries) {
      const path = join(folder, name);
      if (kind === "directory") {
        if (!skipped.has(name)) folders.push(path);
      } else if (name === "pyproject.toml" && host.kind(path) !== "directory") found.push({ path, from: "file" });
    }
  }
  return found.sort((a, b) => compareStrings(a.path, b.path));
}

function join(folder: string, name: string): string {
  return folder === "." ? name : `${folder.replace(/\/$/, "")}/${name}`;
}
