import { printableLine } from "../text/printable.ts";
import { isPython } from "../text/python-path.ts";
import type { FormatOptions } from "./options.ts";
import { closingLine } from "./summary.ts";
import type { Report } from "./types.ts";

/** What ends the pretty report: the files that pass without an app, unless it is quiet, and what was checked. */
export function* closing(
  report: Report,
  { quiet, palette }: Pick<FormatOptions, "quiet" | "palette">,
): Generator<string> {
  if (!quiet) yield* nothingToCheck(report);
  const { errors, warnings } = report.summary;
  const color = errors > 0 ? "red" : warnings > 0 ? "yellow" : "green";
  yield `${palette[color](closingLine(report))}\n`;
}

/** What a file lacks that has no apps. */
export function noApps(path: string): string {
  return isPython(path) ? "no ContainerImage" : "no [tool.fal.apps]";
}

// A hook is handed every module of a repository.
const mostNamed = 5;

/** A line for each file that passes because there is no app; one for all Python modules if they are many. */
export function* nothingToCheck({ files }: Report): Generator<string> {
  const modules = files.filter(({ path, status }) => status === "no-apps" && isPython(path)).length;
  const isMany = modules > mostNamed;
  for (const { path, status } of files) {
    if (status === "no-apps" && !(isMany && isPython(path)))
      yield `${printableLine(path)}: ${noApps(path)}, nothing to check\n`;
    if (status === "unused") yield `${printableLine(path)}: no app is built from it, nothing to check\n`;
  }
  if (isMany) yield `${modules} Python modules: no ContainerImage, nothing to check\n`;
}
