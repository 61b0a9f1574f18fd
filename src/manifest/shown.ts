import { tokenSpans } from "../container/token-spans.ts";
import type { Shown } from "./types.ts";

/** A string for the manifest: as it is, unless there is a recognised token in it, which nobody may read there. */
export function shown(text: string): Shown {
  return tokenSpans(text).length > 0 ? { literal: true } : text;
}

export function shownList(list: readonly string[]): readonly Shown[] {
  return list.map(shown);
}

/** A free table, at any depth. */
export function shownTable(table: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, shownValue(value)]));
}

function shownValue(value: unknown): unknown {
  if (typeof value === "string") return shown(value);
  if (Array.isArray(value)) return value.map(shownValue);
  return typeof value === "object" && value !== null ? shownTable(value as Record<string, unknown>) : value;
}
