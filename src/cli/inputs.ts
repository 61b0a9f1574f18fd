import { readExclusion } from "../configuration.ts";
import { compareStrings } from "../text/diagnostic.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { decodeUtf8 } from "../text/utf8.ts";
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

/** A folder on the way of a search, and what the pyproject.toml in the folders above leave out. */
interface Searched {
  readonly folder: string;
  readonly isExcluded: (path: string) => boolean;
}

/**
 * Every pyproject.toml below a folder, by path in code-unit order. Links to folders are not followed; `exclude` of a pyproject.toml that is
 * met counts for all below its folder.
 */
function search(root: string, host: Host): Input[] {
  const found: Input[] = [];
  const folders: Searched[] = [{ folder: root, isExcluded: () => false }];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const { folder } = next;
    const entries = host.list(folder);
    if (isFailure(entries)) {
      found.push({ path: folder, from: entries });
      continue;
    }
    const isExcluded = entries.some(({ name }) => name === "pyproject.toml")
      ? withExclusion(next, host)
      : next.isExcluded;
    for (const { name, kind } of entries) {
      const path = join(folder, name);
      if (isExcluded(path)) continue;
      if (kind === "directory") {
        if (!skipped.has(name)) folders.push({ folder: path, isExcluded });
      } else if (name === "pyproject.toml" && host.kind(path) !== "directory") found.push({ path, from: "file" });
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
