import { compareStrings, type KeyPath } from "../text/diagnostic.ts";
import { pathText } from "./wording.ts";

/** What of a configuration that is written as code is known only when the code runs. Paths are relative to the app. */
export interface Dynamic {
  /** In order. A part that may hold more than is seen is among them. */
  readonly paths: readonly KeyPath[];
  /** Whether a key is set to something that is not known, by itself or with all that is around it. */
  has(path: KeyPath): boolean;
  /** Whether a table may hold more keys than those that are seen. */
  isOpen(path: KeyPath): boolean;
  /** The keys in a table whose values are not known. */
  keysOf(path: KeyPath): readonly string[];
}

/** Of an app whose configuration stands there as it is. */
export const nothingDynamic: Dynamic = { paths: [], has: () => false, isOpen: () => false, keysOf: () => [] };

/**
 * @param values keys whose values are not known, with all that is in them
 * @param open tables that may hold more keys
 * @param given keys that may be set from elsewhere, and are not in `paths`
 */
export function dynamicParts(
  values: readonly KeyPath[],
  open: readonly KeyPath[],
  given: readonly KeyPath[] = [],
): Dynamic {
  const dynamic = new Set([...values, ...given].map(textOf));
  const opened = new Set(open.map(textOf));
  const has = (path: KeyPath) => path.some((_, index) => dynamic.has(textOf(path.slice(0, index + 1))));
  return {
    paths: [...values, ...open].sort((a, b) => compareStrings(pathText(a), pathText(b))),
    has,
    isOpen: (path) => has(path) || opened.has(textOf(path)),
    keysOf: (path) =>
      values
        .filter((value) => value.length === path.length + 1 && textOf(value.slice(0, -1)) === textOf(path))
        .map((value) => String(value.at(-1))),
  };
}

function textOf(path: KeyPath): string {
  return JSON.stringify(path);
}
