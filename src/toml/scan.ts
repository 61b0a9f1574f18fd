import type { Span } from "../text/source.ts";
import { addChild, childOf, type Node, rootNode } from "./entry.ts";
import { Lexer } from "./lexer.ts";
import type { TomlNotice } from "./notices.ts";

export interface Scan {
  readonly root: Node;
  /** All but the root, in the order in which the text first names them. */
  readonly entries: readonly Node[];
  /** From `#` to the end of the line, without the line end. */
  readonly comments: readonly Span[];
  /** Sorted by offset. */
  readonly notices: readonly TomlNotice[];
  /** The first date that smol-toml lets pass although it is none, such as `1979-(5-27`; null if there is none. */
  readonly malformedDate: Span | null;
}

/** Finds where everything stands, in one pass without recursion, in a text that smol-toml accepted. Of other text it makes something, but never throws. */
export function scan(text: string): Scan {
  const lexer = new Lexer(text);
  const scanner = new Scanner(lexer);
  scanner.document();
  const { comments, notices, malformedDate } = lexer;
  notices.sort((a, b) => a.span[0] - b.span[0]);
  return { root: scanner.root, entries: scanner.entries, comments, notices, malformedDate };
}

class Scanner {
  readonly root: Node;
  readonly entries: Node[] = [];
  readonly #lexer: Lexer;
  /** Inline tables in which a newline has been noticed. */
  readonly #broken = new Set<Node>();

  constructor(lexer: Lexer) {
    this.#lexer = lexer;
    this.root = rootNode(lexer.at);
  }

  document(): void {
    const lexer = this.#lexer;
    let table = this.root;
    let start = lexer.at;
    let end = start;
    for (lexer.void(); lexer.char !== ""; lexer.void()) {
      if (lexer.char === "[") {
        table.tableSpan = [start, end];
        start = lexer.at;
        table = this.#header();
      } else {
        this.#value(this.#key(table));
      }
      end = lexer.at;
    }
    table.tableSpan = [start, end];
  }

  #header(): Node {
    const start = this.#lexer.at;
    const brackets = this.#lexer.text.startsWith("[[", start) ? 2 : 1;
    this.#lexer.forward(brackets);
    const [node, keySpan] = this.#dottedKey(this.root);
    this.#lexer.forward(brackets);
    const valueSpan: Span = [start, this.#lexer.at];
    if (brackets === 1) return Object.assign(node, { keySpan, valueSpan });
    if (node.kind !== "array-of-tables") {
      Object.assign(node, { kind: "array-of-tables", valueSpan, tableSpan: valueSpan });
    }
    return Object.assign(this.#child(node, null, keySpan), { valueSpan });
  }

  /** Reads `key =`: the node that the value belongs to. */
  #key(table: Node): Node {
    const [node] = this.#dottedKey(table);
    if (this.#lexer.char === "=") this.#lexer.forward(1);
    this.#lexer.blanks();
    return node;
  }

  /** Reads the segments of a key: the node that the last one names, and its span. Nodes on the way are made if need be. */
  #dottedKey(table: Node): [Node, Span] {
    const lexer = this.#lexer;
    for (let parent = table; ; ) {
      lexer.blanks();
      const start = lexer.at;
      const key = lexer.keySegment();
      const span: Span = [start, lexer.at];
      const node = childOf(parent, key) ?? this.#child(parent, key, span);
      lexer.blanks();
      if (lexer.char !== ".") return [node, span];
      lexer.forward(1);
      // The way through an array of tables is through its latest element.
      parent = node.elements?.at(-1) ?? node;
    }
  }

  /** Reads the value of a node and all that lies in it; a list of open brackets does the work of recursion. */
  #value(node: Node): void {
    const open: Node[] = [];
    for (let next: Node | null = node; next !== null; ) {
      if (this.#opens(next)) open.push(next);
      next = null;
      for (let inside = open.at(-1); inside !== undefined && next === null; inside = open.at(-1)) {
        next = this.#element(inside);
        if (next === null) open.pop();
      }
    }
  }

  /** Reads the opening bracket of an array or inline table: then true; or the whole of a value that holds no other. */
  #opens(node: Node): boolean {
    const { at: start, char } = this.#lexer;
    if (char === "[" || char === "{") {
      this.#lexer.forward(1);
      node.kind = char === "[" ? "array" : "inline-table";
      node.valueSpan = [start, this.#lexer.at];
      return true;
    }
    if (char === '"' || char === "'") {
      node.kind = "string";
      node.quoting = this.#lexer.string();
    } else {
      node.kind = this.#lexer.scalar();
    }
    this.#close(node, start);
    return false;
  }

  /** Reads up to the value of the next element of an open array or inline table: its node; or the closing bracket: then null. */
  #element(inside: Node): Node | null {
    const lexer = this.#lexer;
    const isTable = inside.kind === "inline-table";
    const start = inside.valueSpan[0];
    let comma: number | null = null;
    let broken = lexer.void();
    while (lexer.char === ",") {
      comma = lexer.at;
      lexer.forward(1);
      broken = lexer.void() || broken;
    }
    if (isTable && broken && !this.#broken.has(inside)) {
      this.#broken.add(inside);
      lexer.notice11("newline-in-inline-table", [start, start + 1]);
    }
    if (lexer.char !== "" && lexer.char !== (isTable ? "}" : "]")) {
      return isTable ? this.#key(inside) : this.#child(inside, null, inside.keySpan);
    }
    if (isTable && comma !== null) lexer.notice11("trailing-comma-in-inline-table", [comma, comma + 1]);
    lexer.forward(1);
    this.#close(inside, start);
    return null;
  }

  #close(node: Node, start: number): void {
    node.valueSpan = [start, this.#lexer.at];
    node.tableSpan = node.valueSpan;
    if (typeof node.key === "number") node.keySpan = node.valueSpan;
  }

  #child(parent: Node, key: string | null, keySpan: Span): Node {
    const node = addChild(parent, key, keySpan);
    this.entries.push(node);
    return node;
  }
}
