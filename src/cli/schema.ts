import { quote } from "../text/printable.ts";
import { type BadUsage, didYouMean, type Invocation } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { print, readShippedText } from "./output.ts";

const paths: Readonly<Record<string, string>> = {
  config: "schema/fal.schema.json",
  pyproject: "schema/pyproject.schema.json",
  "fal-lint": "schema/fal-lint.schema.json",
  manifest: "schema/manifest.schema.json",
  report: "schema/report.schema.json",
};

/** Prints one of the JSON Schemas that are shipped with fal-lint. */
export function schema({ operands }: Invocation, host: Host): number | BadUsage {
  const [name, ...more] = operands;
  const names = Object.keys(paths);
  if (name === undefined || more.length > 0) return { badUsage: `schema takes one of ${names.join(", ")}` };
  const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
  if (path === undefined) {
    return { badUsage: `there is no schema ${quote(name)}, but ${names.join(", ")}${didYouMean(name, names)}` };
  }
  const text = readShippedText(path, host);
  return text !== null && print(host, [text]) ? exit.ok : exit.unusable;
}
