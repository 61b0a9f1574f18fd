import type { KeyPath } from "../text/diagnostic.ts";
import type { Span } from "../text/source.ts";
import { childOf, type Entry, type Node } from "./entry.ts";
import { scan } from "./scan.ts";

/** Where everything of a TOML text stands: half-open offsets in the text as it was given, line ends and byte order mark included. */
export interface Positions {
  /** The document itself: a table at the beginning of the text, whose `tableSpan` reaches to the end of the last value above the first header. */
  readonly root: Entry;
  /** All but the root, in the order in which the text first names them. */
  readonly entries: readonly Entry[];
  /** In order; from `#` to the end of the line, without the line end. */
  readonly comments: readonly Span[];
  /** The entry at a path, or null if nothing is written there. */
  find(path: KeyPath): Entry | null;
  /** The entry at a path, or its nearest ancestor that is written: the root at the furthest. */
  nearest(path: KeyPath): Entry;
}

/** Finds the place of every key, value, table and comment in a text that `readToml` accepted. */
export function scanPositions(text: string): Positions {
  const { root, entries, comments } = scan(text);
  return positionsOf(root, entries, comments);
}

/** The same of entries that are found in another way. */
export function positionsOf(root: Node, entries: readonly Entry[], comments: readonly Span[]): Positions {
  return {
    root,
    entries,
    comments,
    find: (path) => {
      const [entry, steps] = walk(root, path);
      return steps === path.length ? entry : null;
    },
    nearest: (path) => walk(root, path)[0],
  };
}

/** As far along the path as there are entries: the last one, and the number of steps to it. */
function walk(root: Node, path: KeyPath): [Entry, number] {
  let node = root;
  let steps = 0;
  for (const key of path) {
    const child = childOf(node, key);
    if (child === undefined) break;
    node = child;
    steps++;
  }
  return [node, steps];
}
