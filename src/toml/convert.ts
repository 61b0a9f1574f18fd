import { TomlDate as SmolDate, type TomlTable as SmolTable } from "smol-toml";
import { TomlDate, type TomlDateKind, TomlFloat, type TomlTable } from "./values.ts";

/** Turns what smol-toml read with `integersAsBigInt` into our values, in place and without recursion: dotted keys nest as deep as they are long. */
export function convertValues(table: SmolTable): { readonly root: TomlTable; readonly holdsDates: boolean } {
  let holdsDates = false;
  const containers: Container[] = [table];
  const convert = (value: unknown): unknown => {
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    if (typeof value === "number") return new TomlFloat(value);
    if (typeof value !== "object") return value;
    if (value instanceof SmolDate) {
      holdsDates = true;
      return new TomlDate(dateKind(value), dateText(value));
    }
    containers.push(value as Container);
    return value;
  };
  for (let container = containers.pop(); container !== undefined; container = containers.pop()) {
    if (Array.isArray(container)) {
      for (let i = 0; i < container.length; i++) container[i] = convert(container[i]);
    } else {
      for (const key in container) container[key] = convert(container[key]);
    }
  }
  return { root: table as unknown as TomlTable, holdsDates };
}

type Container = unknown[] | Record<string, unknown>;

function dateKind(date: SmolDate): TomlDateKind {
  if (date.isDate()) return "local-date";
  if (date.isTime()) return "local-time";
  return date.isLocal() ? "local-date-time" : "offset-date-time";
}

function dateText(date: SmolDate): string {
  try {
    return date.toISOString();
  } catch {
    // smol-toml does not check an offset. The scanner does, and then this date is never seen.
    return "";
  }
}
