import { canonicalJson } from "../manifest/canonical.ts";
import { misuse } from "./arguments.ts";

/**
 * The canonical JSON (RFC 8785) of a manifest, or of any JSON value: no white space, keys sorted by code unit, one spelling for every number
 * and string. Its UTF-8 bytes are what the digests in a manifest are made of: `digest` of the manifest without that key, `build.digest` of
 * `build` without its own. Members that are undefined are left out.
 * @throws TypeError if the value is none that JSON knows, or holds one (NaN, a bigint, a Date, itself)
 * @example
 * ```ts
 * import { createHash } from "node:crypto";
 * import { canonicalize, compile } from "fal-lint";
 *
 * console.log(canonicalize({ b: [1.0, "\u20ac"], a: null }));
 * // {"a":null,"b":[1,"€"]}
 *
 * const text = "[tool.fal.apps.server]\nref = \"server.py::Server\"\n";
 * for (const { digest, ...rest } of compile({ path: "pyproject.toml", text }).manifests) {
 *   console.log(digest === `sha256:${createHash("sha256").update(canonicalize(rest)).digest("hex")}`);
 * }
 * // true
 * ```
 */
export function canonicalize(value: unknown): string {
  requireJson(value);
  return canonicalJson(value);
}

function requireJson(value: unknown): void {
  const open = new Set<unknown>();
  const pending: ({ readonly value: unknown } | { readonly close: object })[] = [{ value }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ("close" in next) {
      open.delete(next.close);
      continue;
    }
    const container = containerOf(next.value);
    if (container === null) continue;
    if (open.has(container)) throw misuse("value", "JSON, but holds itself");
    open.add(container);
    pending.push({ close: container });
    // A list is walked by its length: a hole in it is no JSON either.
    const members = Array.isArray(container) ? container : Object.values(container).filter((one) => one !== undefined);
    for (const member of members) pending.push({ value: member });
  }
}

/** The object or array that a value is; null for any other value that JSON knows. */
function containerOf(value: unknown): object | null {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return null;
  if (typeof value === "object" && (Array.isArray(value) || isPlain(value))) return value;
  throw misuse("value", "JSON: null, true, false, a string, a finite number, an array, or a plain object");
}

/** Also of another realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
