import { type AST, parseTOML } from "toml-eslint-parser";
import type { Entry } from "../../src/toml/entry.ts";
import { pathOf } from "../../src/toml/entry.ts";
import type { Positions } from "../../src/toml/positions.ts";

/** What the two scanners must agree on, as strings: `path -> kind key value table`. */
export type Listing = readonly string[];

export function listPositions(positions: Positions): Listing {
  const lines = positions.entries.map((entry) => describe(pathOf(entry), entry));
  return [...lines, ...positions.comments.map((span) => `# ${span}`)].sort();
}

/** The same from the syntax tree of toml-eslint-parser, by the contract of `Entry`. */
export function listFromAst(text: string): Listing {
  const program = parseTOML(blankBom(text), { tomlVersion: "1.1" });
  const seen = new Map<string, [Path, Described]>();
  const put = (path: Path, entry: Described, replace = false): void => {
    const id = JSON.stringify(path);
    if (replace || !seen.has(id)) seen.set(id, [path, entry]);
  };
  const named = (range: Span): Described => ({
    kind: "table",
    quoting: null,
    keySpan: range,
    valueSpan: range,
    tableSpan: range,
  });

  const value = (path: Path, node: AST.TOMLContentNode, keySpan: Span): void => {
    const span = node.range;
    put(path, { kind: kindOf(node), quoting: quotingOf(node), keySpan, valueSpan: span, tableSpan: span }, true);
    if (node.type === "TOMLArray") {
      for (const [i, element] of node.elements.entries()) value([...path, i], element, element.range);
    }
    if (node.type === "TOMLInlineTable") for (const pair of node.body) keyValue(path, pair);
  };
  const keyValue = (table: Path, pair: AST.TOMLKeyValue): void => {
    const path = [...table];
    for (const segment of pair.key.keys) {
      path.push(segmentValue(segment));
      put([...path], named(segment.range));
    }
    value(path, pair.value, pair.key.keys.at(-1)?.range ?? [0, 0]);
  };
  const header = (table: AST.TOMLTable): void => {
    const brackets = table.kind === "array" ? 2 : 1;
    const head: Span = [table.range[0], text.indexOf("]", table.key.range[1]) + brackets];
    const segments = [...table.key.keys];
    const path: (string | number)[] = [];
    let last: Span = [0, 0];
    for (const key of table.resolvedKey) {
      path.push(key);
      if (typeof key === "number") continue;
      last = segments.shift()?.range ?? last;
      put([...path], named(last));
    }
    const entry = { ...named(last), valueSpan: head, tableSpan: table.range };
    if (table.kind === "array") {
      if (path.at(-1) === 0) put(path.slice(0, -1), { ...entry, kind: "array-of-tables", tableSpan: head }, true);
    }
    put(path, entry, true);
  };

  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") keyValue([], node);
    else {
      header(node);
      for (const pair of node.body) keyValue(node.resolvedKey, pair);
    }
  }
  const lines = [...seen.values()].map(([path, entry]) => describe(path, entry));
  return [...lines, ...program.comments.map((comment) => `# ${comment.range}`)].sort();
}

/** The parser refuses a byte order mark; a space in its place leaves every offset as it is. */
export function blankBom(text: string): string {
  return text.replace(/^\ufeff/, " ");
}

type Path = readonly (string | number)[];
type Span = readonly [number, number];
type Described = Pick<Entry, "kind" | "quoting" | "keySpan" | "valueSpan" | "tableSpan">;

function describe(path: Path, entry: Described): string {
  const { kind, quoting, keySpan, valueSpan, tableSpan } = entry;
  return `${JSON.stringify(path)} ${quoting ?? ""} ${kind} ${keySpan} ${valueSpan} ${tableSpan}`;
}

function segmentValue(segment: AST.TOMLBare | AST.TOMLQuoted): string {
  return segment.type === "TOMLBare" ? segment.name : segment.value;
}

function kindOf(node: AST.TOMLContentNode): Entry["kind"] {
  if (node.type === "TOMLArray") return "array";
  if (node.type === "TOMLInlineTable") return "inline-table";
  return node.kind === "string" || node.kind === "integer" || node.kind === "float" || node.kind === "boolean"
    ? node.kind
    : "date";
}

function quotingOf(node: AST.TOMLContentNode): Entry["quoting"] {
  if (node.type !== "TOMLValue" || node.kind !== "string") return null;
  return node.multiline ? `multi-line-${node.style}` : node.style;
}
