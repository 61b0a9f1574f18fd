import { withoutTokens } from "../container/token-spans.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import type { Span } from "../text/source.ts";
import { type Entry, pathOf } from "../toml/entry.ts";
import type { Positions } from "../toml/positions.ts";
import { type Project, readProjectFile } from "./project.ts";

/** A table of a pyproject.toml, or what says the same in Python, that one may want to find by its name. */
export interface TableSymbol {
  readonly name: string;
  readonly kind: "app" | "image" | "registry";
  /** From where it is first written to where it is last written. */
  readonly span: Span;
  /** Of its key. */
  readonly keySpan: Span;
  readonly children: readonly TableSymbol[];
}

/** The apps, each with its image and the registries of that; an image of no app by itself. A broken text is read as far as it goes. */
export function symbolsOf(project: Project): readonly TableSymbol[] {
  const file = readProjectFile(project);
  const positions = file.positions();
  const spans = spansOf(positions);
  const inside = new Map<Entry, Entry[]>();
  for (const entry of positions.entries) {
    const siblings = entry.parent === null ? undefined : inside.get(entry.parent);
    if (siblings !== undefined) siblings.push(entry);
    else if (entry.parent !== null) inside.set(entry.parent, [entry]);
  }
  const children = (path: KeyPath, make: (entry: Entry, path: KeyPath) => TableSymbol) => {
    const parent = positions.find(path);
    return (parent === null ? [] : (inside.get(parent) ?? [])).map((entry) => make(entry, pathOf(entry)));
  };
  const symbol = (kind: TableSymbol["kind"], entry: Entry, parts: readonly TableSymbol[]): TableSymbol => {
    return {
      name: nameOf(entry),
      kind,
      span: spans.get(entry) ?? entry.keySpan,
      keySpan: entry.keySpan,
      children: parts,
    };
  };
  return children(["tool", "fal", "apps"], (app, path) => {
    const image = positions.find([...path, "image"]);
    const registries = children([...path, "image", "registries"], (entry) => symbol("registry", entry, []));
    const isApp = file.code?.surroundings.get(String(app.key))?.isApp ?? true;
    if (!isApp) return symbol("image", app, registries);
    return symbol("app", app, image === null ? [] : [symbol("image", image, registries)]);
  });
}

/** How far each entry reaches with all that is in it. */
function spansOf({ entries }: Positions): ReadonlyMap<Entry, Span> {
  const spans = new Map<Entry, Span>();
  // What is in a table is named after it.
  for (const entry of entries.toReversed()) {
    const own = [entry.keySpan, entry.valueSpan, entry.tableSpan, spans.get(entry) ?? entry.keySpan];
    const span = around(own);
    spans.set(entry, span);
    if (entry.parent !== null) spans.set(entry.parent, around([span, spans.get(entry.parent) ?? span]));
  }
  return spans;
}

function around(spans: readonly Span[]): Span {
  return [Math.min(...spans.map(([start]) => start)), Math.max(...spans.map(([, end]) => end))];
}

function nameOf({ key }: Entry): string {
  return printable(withoutTokens(String(key))) || '""';
}
