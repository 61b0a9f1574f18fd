import { sha256Digest } from "../text/sha256.ts";

/** An object or array that has been begun. */
interface Begun {
  readonly members: Readonly<Record<string | number, unknown>>;
  /** By code unit; null of an array. */
  readonly keys: readonly string[] | null;
  readonly count: number;
  /** How many members are written, or left out. */
  done: number;
  isEmpty: boolean;
}

/**
 * The canonical JSON of a value (RFC 8785): no white space, keys by code unit, numbers and strings as JSON.stringify writes them, members
 * that are undefined left out. Without recursion: a value may nest as deep as it is long.
 */
export function canonicalJson(value: unknown): string {
  const begun: Begun[] = [];
  let text = scalarJson(value) ?? opening(value, begun);
  for (let last = begun.at(-1); last !== undefined; last = begun.at(-1)) {
    const { members, keys, count } = last;
    let isInnermost = true;
    while (isInnermost && last.done < count) {
      const key = keys?.[last.done] ?? last.done;
      const member = members[key];
      last.done++;
      if (keys !== null && member === undefined) continue;
      if (!last.isEmpty) text += ",";
      last.isEmpty = false;
      if (typeof key === "string") text += quotedKey(key);
      const scalar = scalarJson(member);
      text += scalar ?? opening(member, begun);
      isInnermost = scalar !== null;
    }
    if (!isInnermost) continue;
    text += keys === null ? "]" : "}";
    begun.pop();
  }
  return text;
}

/** The text of a value that holds no others. */
function scalarJson(value: unknown): string | null {
  if (value === null) return "null";
  return typeof value === "object" ? null : (JSON.stringify(value) ?? "null");
}

function opening(value: unknown, begun: Begun[]): string {
  const members = value as Begun["members"];
  // By code unit, which is how `sort` compares.
  const keys = Array.isArray(value) ? null : Object.keys(members).sort();
  begun.push({
    members,
    keys,
    count: Array.isArray(value) ? value.length : (keys?.length ?? 0),
    done: 0,
    isEmpty: true,
  });
  return keys === null ? "[" : "{";
}

// The same few keys over and over; quoting them would take longer than all the rest.
const quotedKeys = new Map<string, string>();
const mostQuotedKeys = 1000;

function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = `${JSON.stringify(key)}:`;
  if (quotedKeys.size < mostQuotedKeys) quotedKeys.set(key, quoted);
  return quoted;
}

/** `sha256:<hex>` over the UTF-8 bytes of the canonical JSON. */
export function digest(value: unknown): string {
  return sha256Digest(canonicalJson(value));
}
