import type { KeyPath } from "../text/diagnostic.ts";
import type { Span } from "../text/source.ts";

export type EntryKind =
  | "string"
  | "integer"
  | "float"
  | "boolean"
  | "date"
  | "array"
  | "inline-table"
  /** Made by `[[headers]]`; its elements are tables. */
  | "array-of-tables"
  /** Made by a `[header]`, or by a dotted key or header that only passes through it. */
  | "table";

export type Quoting = "basic" | "literal" | "multi-line-basic" | "multi-line-literal";

/** A key or an array's element as it stands in the text. */
export interface Entry {
  /** The last step of its path: a key, or an index. The root's is "". */
  readonly key: string | number;
  /** What holds it; null for the root. */
  readonly parent: Entry | null;
  readonly kind: EntryKind;
  /** Of a string; null otherwise. */
  readonly quoting: Quoting | null;
  /** Its segment of the key, quotes included, where it is defined, else where it is first named. An element of an array literal has no key: its value. */
  readonly keySpan: Span;
  /** The literal; the header, brackets included, if it has one (of several `[[headers]]` the first); else the same as `keySpan`. */
  readonly valueSpan: Span;
  /** From the header to the end of the last value below it (not of its subtables); the same as `valueSpan` if there is no header. */
  readonly tableSpan: Span;
}

/** An entry while the scanner fills it in. */
export type Node = { -readonly [K in Exclude<keyof Entry, "parent">]: Entry[K] } & {
  readonly parent: Node | null;
  /** By key, of a table; null if it has none yet. */
  children: Map<string, Node> | null;
  /** By index, of an array; null if it has none yet. */
  elements: Node[] | null;
};

/** The keys and indices that lead from the root to an entry. */
export function pathOf(entry: Entry): KeyPath {
  const path: (string | number)[] = [];
  for (let at = entry; at.parent !== null; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** What a node holds under a key or index. */
export function childOf(node: Node, key: string | number): Node | undefined {
  return typeof key === "number" ? node.elements?.[key] : node.children?.get(key);
}

/** Adds a child, for now as a table that is only named; without a key it becomes the next element. */
export function addChild(parent: Node, key: string | null, keySpan: Span): Node {
  if (key === null) {
    parent.elements ??= [];
    const node = newNode(parent.elements.length, parent, keySpan);
    parent.elements.push(node);
    return node;
  }
  const node = newNode(key, parent, keySpan);
  parent.children ??= new Map();
  parent.children.set(key, node);
  return node;
}

/** The document itself, which begins at an offset. */
export function rootNode(start: number): Node {
  return newNode("", null, [start, start]);
}

function newNode(key: string | number, parent: Node | null, span: Span): Node {
  return {
    key,
    parent,
    kind: "table",
    quoting: null,
    keySpan: span,
    valueSpan: span,
    tableSpan: span,
    children: null,
    elements: null,
  };
}
