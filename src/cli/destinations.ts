import type { Format } from "../report/index.ts";
import { quote } from "../text/printable.ts";
import { type BadUsage, type Invocation, lastValue, splitFile } from "./arguments.ts";
import type { Host } from "./host.ts";
import type { Input } from "./inputs.ts";
import { folderOf } from "./search.ts";

/** One report to write. */
export interface Destination {
  readonly format: Format;
  /** Null: standard output. */
  readonly path: string | null;
}

/** Every `--format` with its file; at most one of them goes to `--output`, or else to standard output. Two never go to one file, nor to one that is read. */
export function findDestinations(
  invocation: Invocation,
  inputs: readonly Input[],
  host: Host,
): readonly Destination[] | BadUsage {
  const { values } = invocation;
  const output = lastValue(invocation, "output");
  const formats = (values.get("format") ?? ["pretty"]).map(splitFile);
  const unnamed = formats.filter(({ file }) => file === null);
  if (unnamed.length > 1)
    return { badUsage: `only one --format can do without a file: write --format ${unnamed[0]?.word}=FILE` };
  if (output !== null && unnamed.length === 0)
    return { badUsage: "--output is the file of a --format without one, and there is none" };
  const destinations = formats.map(({ word, file }): Destination => {
    const written = file ?? output;
    return { format: word as Format, path: written === null ? null : host.relative(written) };
  });
  if (destinations.every(({ path }) => path === null)) return destinations;
  const problem = collision(destinations, readPaths(invocation, inputs, host), host);
  return problem === null ? destinations : { badUsage: problem };
}

/** The files that are read as the command line names them. */
function readPaths(invocation: Invocation, inputs: readonly Input[], host: Host): string[] {
  const named = (["secrets", "env-file", "baseline"] as const).flatMap((name) => lastValue(invocation, name) ?? []);
  return [...inputs.map(({ path }) => path), ...named.map((path) => host.relative(path))];
}

function collision(destinations: readonly Destination[], read: readonly string[], host: Host): string | null {
  const taken = new Set(read.flatMap((path) => namesOf(path, host)));
  const given = new Set<string>();
  for (const { path } of destinations) {
    if (path === null) continue;
    const names = namesOf(path, host);
    if (names.some((name) => taken.has(name))) return `a report would overwrite ${quote(path)}, which is to be read`;
    if (names.some((name) => given.has(name))) return `two reports cannot be written to ${quote(path)}`;
    for (const name of names) given.add(name);
  }
  return null;
}

/** Where links lead: those of the path, and those of its folder, for a file that is not there yet. Two paths of one file share a name. */
function namesOf(path: string, host: Host): readonly string[] {
  const folder = host.realPath(folderOf(path)).replace(/[\\/]$/, "");
  return [host.realPath(path), `${folder}/${path.slice(path.lastIndexOf("/") + 1)}`];
}
