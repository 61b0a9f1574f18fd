/** A JSON object's members, of unknown types. */
export type JsonObject = { readonly [key: string]: unknown };

/** The object that a JSON text holds; null if it holds anything else or is no JSON. */
export function parseJsonObject(text: string): JsonObject | null {
  // Most texts that are asked about are no JSON, and an exception for each takes long.
  if (!/^\s*\{/.test(text) || !text.trimEnd().endsWith("}")) return null;
  try {
    return JSON.parse(text); // An object: no other JSON begins with a brace.
  } catch {
    return null;
  }
}

// The end of the year 9999: what lies behind is no time, and dates may refuse it.
const endOfTime = 253_402_300_800;

/** A member that holds a time in epoch seconds, rounded down; null if it is absent or no such time. */
export function epochSeconds(object: JsonObject, key: string): number | null {
  const value = member(object, key);
  return typeof value === "number" && value > 0 && value < endOfTime ? Math.floor(value) : null;
}

/** A member that holds a string; null if it is absent or something else. */
export function text(object: JsonObject, key: string): string | null {
  const value = member(object, key);
  return typeof value === "string" ? value : null;
}

/** An own member: never what every object inherits. */
export function member(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
