import { codeKeys } from "../config/code-modules.ts";
import type { CodeApp, CodeSetting } from "../config/language.ts";
import type { Span } from "../text/source.ts";
import type { TomlValue } from "../toml/values.ts";
import { attributes, type DeclarationReader, mostBases } from "./declarations.ts";
import type { Evaluator } from "./evaluate.ts";
import { dottedPath, qualifiedName } from "./qualified-names.ts";
import { type Binding, type Definition, lookUp, type Scope } from "./scopes.ts";
import { argumentsOf, type SyntaxNode } from "./syntax-tree.ts";
import type { Value } from "./values.ts";

/** Options of a class that collide with what fal's `wrap_app` passes itself: only the attributes of these names work. */
const attributesOnly: ReadonlySet<string> = new Set([
  "app_files",
  "requirements",
  "exposed_port",
  "machine_type",
  "num_gpus",
  "regions",
]);

// As long as anybody chains names; a stop for those that lead in a circle.
const mostSteps = 16;

/** Something that sets a key, and the expression that it is set to. */
interface Setter {
  readonly span: Span;
  readonly node: SyntaxNode;
  readonly scope: Scope;
}

/** Says what a class or function sets for certain, whatever a pyproject.toml says. */
export class CodeSettingsReader {
  readonly #text: string;
  readonly #evaluator: Evaluator;
  readonly #declarations: DeclarationReader;
  /** By where the expression begins: many classes may inherit one. */
  readonly #values = new Map<number, { readonly value: Value; readonly constant: TomlValue | null }>();

  constructor(evaluator: Evaluator, declarations: DeclarationReader, text: string) {
    this.#evaluator = evaluator;
    this.#declarations = declarations;
    this.#text = text;
  }

  /** Of `@fal.function(…)`. */
  ofFunction(decorator: SyntaxNode, scope: Scope): CodeApp["settings"] {
    const keywords = this.#keywords(decorator, scope);
    return this.#settings((key) => keywords.get(key) ?? null);
  }

  /** fal's `App` turns attributes into options, over those that the class is given; `image` and `app_files` also count where they are inherited. */
  ofClass(definition: Definition): CodeApp["settings"] {
    const line = this.#certainLine(definition);
    const options = line.map(({ node, scope }) => this.#keywords(node, scope));
    return this.#settings((key) => {
      const isInherited = key === "image" || key === "app_files";
      const attribute = Object.hasOwn(attributes, key) ? this.#attribute(isInherited ? line : [definition], key) : null;
      if (attribute !== null || attributesOnly.has(key)) return attribute === "unknown" ? null : attribute;
      const given = isInherited ? options : options.slice(0, 1);
      return given.map((keywords) => keywords.get(key)).find((setter) => setter !== undefined) ?? null;
    });
  }

  #settings(setterOf: (key: string) => Setter | null): CodeApp["settings"] {
    const settings = codeKeys.flatMap((key) => {
      const setter = setterOf(key);
      const setting = setter === null ? null : this.#setting(key, setter);
      return setting === null ? [] : ([[key, setting]] as const);
    });
    return new Map(settings);
  }

  /** Null if it is not set for certain, or to nothing. */
  #setting(key: string, { span, node, scope }: Setter): CodeSetting | null {
    const { value, constant } = this.#valueOf(node, scope);
    if (key === "image") {
      const isCertain = value.kind === "image";
      return isCertain || this.#comesFromElsewhere(node, scope) ? { span, value: null, isCertain } : null;
    }
    if (key === "app_files") return isFilled(value) ? { span, value: constant, isCertain: true } : null;
    return constant === null ? null : { span, value: constant, isCertain: true };
  }

  #valueOf(node: SyntaxNode, scope: Scope): { readonly value: Value; readonly constant: TomlValue | null } {
    const known = this.#values.get(node.from);
    if (known !== undefined) return known;
    const value = this.#evaluator.evaluate(node, scope);
    const read = { value, constant: tomlValue(value) };
    this.#values.set(node.from, read);
    return read;
  }

  /** A call, or a name that is imported: it is there to give something. */
  #comesFromElsewhere(node: SyntaxNode, scope: Scope): boolean {
    let from = scope;
    let at: SyntaxNode | null = node;
    for (let steps = 0; at !== null && steps < mostSteps; steps++) {
      if (at.name === "CallExpression") return true;
      const name: string | undefined = dottedPath(at, this.#text)?.[0];
      const binding: Binding | null = name === undefined ? null : lookUp(name, from);
      if (binding?.count !== 1) return false;
      if (binding.imports.length === 1) return true;
      at = at.name === "VariableName" ? binding.value : null;
      from = binding.scope;
    }
    return false;
  }

  /** A class and those that it is based on, as far as Python is sure to ask them in this order: before `fal.App`, and one base at a time. */
  #certainLine(definition: Definition): readonly Definition[] {
    const line = new Set([definition]);
    // A set may grow while it is walked.
    for (const { node, scope } of line) {
      const bases = argumentsOf(node.getChild("ArgList")).filter(({ keyword }) => keyword === null);
      const [first, second, ...more] = bases.map(({ isSpread, value }) => (isSpread ? null : value));
      const isOnly = more.length === 0 && (second === undefined || this.#isApp(second, scope));
      const base = first && isOnly ? this.#declarations.classOf(first, scope) : null;
      if (base !== null && base.node.parent?.name !== "DecoratedStatement" && line.size < mostBases) line.add(base);
    }
    return [...line];
  }

  #isApp(node: SyntaxNode | null, scope: Scope): boolean {
    return node !== null && qualifiedName(node, scope, this.#text) === "App";
  }

  /** Null without one; `unknown` if it cannot be told which counts. */
  #attribute(line: readonly Definition[], name: string): Setter | "unknown" | null {
    for (const { node, scope, inner } of line) {
      const own = node.getChild("VariableName");
      const binding = inner.bindings.get(name);
      if (own === null || lookUp(this.#nameOf(own), scope)?.attributes.has(name)) return "unknown";
      if (binding === undefined || binding.count === 0) continue;
      const statement = binding.value?.parent;
      const body = statement?.parent?.name === "StatementGroup" ? statement.parent.parent : statement?.parent;
      const isPlain = binding.count === 1 && !binding.changed && body?.parent?.from === node.from;
      if (!isPlain || binding.value === null) return "unknown";
      const target = statement?.getChildren("VariableName").find((one) => this.#nameOf(one) === name);
      return {
        span: target ? [target.from, target.to] : [binding.value.from, binding.value.to],
        node: binding.value,
        scope: inner,
      };
    }
    return null;
  }

  /** The keywords of a class or decorator by their names. */
  #keywords(node: SyntaxNode, scope: Scope): ReadonlyMap<string, Setter> {
    const setters = new Map<string, Setter>();
    for (const { keyword, value } of argumentsOf(node.getChild("ArgList"))) {
      if (keyword === null) continue;
      setters.set(this.#nameOf(keyword), { span: [keyword.from, keyword.to], node: value, scope });
    }
    return setters;
  }

  #nameOf({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }
}

/** A text, number or boolean, or a list of them; null of everything else. */
function tomlValue(value: Value): TomlValue | null {
  switch (value.kind) {
    case "string":
      return value.text.value;
    case "integer":
    case "boolean":
      return value.value;
    case "list": {
      const items = value.items.map(tomlValue);
      const known = items.filter((item) => item !== null);
      return known.length === items.length ? known : null;
    }
    default:
      return null;
  }
}

/** Whether something is in it for certain: a part that is not known could be `*nothing`. */
function isFilled(value: Value): boolean {
  if (value.kind === "string") return value.text.value !== "";
  return value.kind === "list" && value.items.some(({ kind }) => kind !== "dynamic");
}
