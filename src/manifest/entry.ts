import type { OpenedApp } from "../config/open.ts";
import type { ContextPaths } from "../text/context-paths.ts";
import { shown } from "./shown.ts";
import type { Entry } from "./types.ts";

/** What the app runs. Split as fal's client splits it: at the first `::`, at the first `:`. */
export function entry({ ref, python_entry_point: entryPoint }: OpenedApp, { outside }: ContextPaths): Entry {
  if (ref !== undefined) {
    const [file, symbol] = splitOnce(ref, "::");
    return { kind: "ref", file: shown(outside(file)), symbol: symbol === null ? null : shown(symbol) };
  }
  if (entryPoint !== undefined) {
    const [module, symbol] = splitOnce(entryPoint, ":");
    return { kind: "python_entry_point", module: shown(module), symbol: symbol === null ? null : shown(symbol) };
  }
  return { kind: "image" };
}

/** An app without code of its own: the container serves by itself. */
export function isImageOnly(config: OpenedApp): boolean {
  return config.image !== undefined && config.ref === undefined && config.python_entry_point === undefined;
}

function splitOnce(text: string, separator: string): [string, string | null] {
  const i = text.indexOf(separator);
  return i < 0 ? [text, null] : [text.slice(0, i), text.slice(i + separator.length)];
}
