import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** An object or array that has been begun: what is still to be written of it. */
interface Begun {
  readonly members: readonly unknown[];
  /** By code unit; null of an array. */
  readonly keys: readonly string[] | null;
  next: number;
}

/**
 * The canonical JSON of a value (RFC 8785): no white space, keys by code unit, numbers and strings as JSON.stringify writes them, members
 * that are undefined left out. Without recursion: a value may nest as deep as it is long.
 */
export function canonicalJson(value: unknown): string {
  const begun: Begun[] = [];
  let text = begin(value, begun);
  for (let last = begun.at(-1); last !== undefined; last = begun.at(-1)) {
    const { members, keys, next } = last;
    if (next === members.length) {
      text += keys === null ? "]" : "}";
      begun.pop();
      continue;
    }
    last.next++;
    if (next > 0) text += ",";
    if (keys !== null) text += `${JSON.stringify(keys[next])}:`;
    text += begin(members[next], begun);
  }
  return text;
}

/** The text of a value that holds no others; of one that does its bracket. */
function begin(value: unknown, begun: Begun[]): string {
  if (Array.isArray(value)) {
    begun.push({ members: value, keys: null, next: 0 });
    return "[";
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const table = value as Readonly<Record<string, unknown>>;
  // By code unit, which is how `sort` compares.
  const keys = Object.keys(table)
    .filter((key) => table[key] !== undefined)
    .sort();
  begun.push({ members: keys.map((key) => table[key]), keys, next: 0 });
  return "{";
}

/** `sha256:<hex>` over the UTF-8 bytes of the canonical JSON. */
export function digest(value: unknown): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;
}
