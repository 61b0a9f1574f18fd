import pyproject from "../../schema/pyproject.schema.json" with { type: "json" };
import type { KeyPath } from "../text/diagnostic.ts";

/** A part of the JSON Schema, as far as an editor makes use of it. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  /** What each word of `enum` means. */
  readonly "x-intellij-enum-metadata"?: Readonly<Record<string, { readonly description?: string }>>;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly deprecated?: boolean;
  readonly deprecationMessage?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

// What the compiler reads out of the file is too narrow for the forms that it may have.
const root: SchemaNode = pyproject as object;
const definitions: Readonly<Record<string, SchemaNode>> = pyproject.definitions as object as Readonly<
  Record<string, SchemaNode>
>;

/** What the schema says of a key path of a pyproject.toml: empty for a key that it does not know, several where it may be several things. */
export function schemaAt(path: KeyPath): readonly SchemaNode[] {
  let nodes: readonly SchemaNode[] = [root];
  for (const key of path) nodes = nodes.flatMap(formsOf).flatMap((form) => step(form, key));
  return nodes.map(resolve);
}

/** The forms that a value may have: those of a union one by one. */
export function formsOf(node: SchemaNode): readonly SchemaNode[] {
  const resolved = resolve(node);
  // A table's own union says which keys it needs, and no more.
  const union = resolved.properties === undefined ? (resolved.anyOf ?? resolved.oneOf) : undefined;
  return union === undefined ? [resolved] : union.flatMap(formsOf);
}

/** What a word of a closed list means; null if that is not said, or it is none of the list. */
export function meaningOf(form: SchemaNode, word: string): string | null {
  const words = form["x-intellij-enum-metadata"];
  return (words !== undefined && Object.hasOwn(words, word) ? words[word]?.description : null) ?? null;
}

/** The definition that a node refers to, under the node's own words. */
function resolve(node: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  const { $ref, ...own } = node;
  return { ...resolve(definitions[$ref.replace("#/definitions/", "")] ?? {}), ...own };
}

function step(form: SchemaNode, key: string | number): readonly SchemaNode[] {
  if (typeof key === "number") return form.items === undefined ? [] : [form.items];
  const { properties = {}, additionalProperties: others } = form;
  const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (known !== undefined) return [known];
  return typeof others === "object" ? [others] : [];
}
