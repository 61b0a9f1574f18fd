import type { KeyPath } from "../text/diagnostic.ts";
import type { Span } from "../text/source.ts";
import { addChild, childOf, type Node, rootNode } from "../toml/entry.ts";
import { type Positions, positionsOf } from "../toml/positions.ts";
import type { TomlTable, TomlValue } from "../toml/values.ts";
import { isTomlTable, TomlFloat } from "../toml/values.ts";
import type { DictEntry, Value } from "./values.ts";

/** The tables of a document as they grow, with the place of each key and value. */
export class KeyPaths {
  readonly root: Record<string, TomlValue> = table();
  /** Keys whose values are known only when the code runs. */
  readonly dynamic: KeyPath[] = [];
  /** Tables that may have more keys than are seen. */
  readonly open: KeyPath[] = [];
  readonly #rootNode: Node = rootNode(0);
  readonly #entries: Node[] = [];

  /** Makes the tables on the way; every key of them stands at `keySpan`. */
  table(path: KeyPath, keySpan: Span, valueSpan: Span = keySpan): Record<string, TomlValue> {
    let values = this.root;
    for (const [index, key] of path.entries()) {
      const node = this.place(path.slice(0, index + 1), keySpan, valueSpan);
      const known = values[String(key)];
      const inner = isTomlTable(known) ? (known as Record<string, TomlValue>) : table();
      values[String(node.key)] = inner;
      values = inner;
    }
    return values;
  }

  /** Notes where a key stands whose table has been noted. */
  place(path: KeyPath, keySpan: Span, valueSpan: Span): Node {
    let node = this.#rootNode;
    for (const key of path.slice(0, -1)) node = childOf(node, key) ?? node;
    const last = path.at(-1) ?? "";
    const known = childOf(node, last);
    if (known !== undefined) return known;
    const added = addChild(node, typeof last === "number" ? null : last, keySpan);
    this.#entries.push(added);
    return Object.assign(added, { valueSpan, tableSpan: valueSpan });
  }

  /** Notes a value and all that is in it. What is not known is left out of the table, and kept in mind. */
  put(into: Record<string, TomlValue>, path: KeyPath, keySpan: Span, value: Value): void {
    if (value.kind === "none") return;
    const converted = this.#convert(value, path, keySpan);
    if (converted === undefined) this.dynamic.push(path);
    else into[String(path.at(-1))] = converted;
  }

  positions(comments: readonly Span[]): Positions {
    return positionsOf(this.#rootNode, this.#entries, comments);
  }

  #convert(value: Value, path: KeyPath, keySpan: Span): TomlValue | undefined {
    const node = this.place(path, keySpan, value.span);
    switch (value.kind) {
      case "string":
        node.kind = "string";
        return value.text.value;
      case "integer":
      case "boolean":
        node.kind = value.kind;
        return value.value;
      case "float":
        node.kind = "float";
        return new TomlFloat(value.value);
      case "list": {
        node.kind = "array";
        const items = value.items.map((item, index) => this.#convert(item, [...path, index], item.span));
        const known = items.filter((item) => item !== undefined);
        return known.length === items.length ? known : undefined;
      }
      case "dict":
        return this.#convertDict(value.entries, value.isOpen, path);
      default:
        return undefined;
    }
  }

  #convertDict(entries: readonly DictEntry[], isOpen: boolean, path: KeyPath): TomlTable {
    if (isOpen) this.open.push(path);
    const values = table();
    for (const { key, keySpan, value } of entries) this.put(values, [...path, key], keySpan, value);
    return values;
  }
}

/** Without a prototype, so that `__proto__` is a key like any other. */
function table(): Record<string, TomlValue> {
  return Object.create(null);
}
