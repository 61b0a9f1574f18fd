import type { CodeApp, CodeModule } from "../config/language.ts";
import { remembered } from "../text/remembered.ts";
import { CodeSettingsReader } from "./code-settings.ts";
import { DeclarationReader } from "./declarations.ts";
import { Evaluator } from "./evaluate.ts";
import { recognised } from "./qualified-names.ts";
import { type Definition, type ModuleScopes, readScopes, type Scope } from "./scopes.ts";
import { firstErrorIn, parsePython, type SyntaxNode } from "./syntax-tree.ts";

/** A module by the apps that a `ref` can name. One with a syntax error has none: Python does not run it. */
export function readCodeModule(text: string): CodeModule {
  const { tree, givenUpAt } = parsePython(text);
  if (givenUpAt !== null || firstErrorIn(tree) !== null) return { app: () => null };
  const reader = new CodeAppReader(readScopes(tree, text), text);
  return { app: remembered((symbol: string | null) => reader.app(symbol)) };
}

class CodeAppReader {
  readonly #scopes: ModuleScopes;
  readonly #text: string;
  readonly #declarations: DeclarationReader;
  readonly #settings: CodeSettingsReader;

  constructor(scopes: ModuleScopes, text: string) {
    this.#scopes = scopes;
    this.#text = text;
    const evaluator = new Evaluator(text, "", scopes.lastStarImport);
    this.#declarations = new DeclarationReader(evaluator, text);
    this.#settings = new CodeSettingsReader(evaluator, this.#declarations, text);
  }

  app(symbol: string | null): CodeApp | null {
    const name = symbol ?? this.#onlyClass();
    const definition = name === null ? null : this.#definition(name);
    if (name === null || definition === null) return null;
    const { node } = definition;
    const decorators = node.parent?.getChildren("Decorator") ?? [];
    if (node.name === "ClassDefinition") {
      const isApp = decorators.length === 0 && this.#declarations.lineage(definition).isApp;
      return isApp ? { kind: "class", symbol: name, settings: this.#settings.ofClass(definition) } : null;
    }
    const [decorator, ...more] = decorators;
    if (decorator === undefined || more.length > 0 || !this.#isFalFunction(decorator, definition.scope)) return null;
    return { kind: "function", symbol: name, settings: this.#settings.ofFunction(decorator, definition.scope) };
  }

  /** The client takes the only class; what is imported into the module could be another. */
  #onlyClass(): string | null {
    const { module, classes, lastStarImport } = this.#scopes;
    const apps = classes.filter((one) => one.scope === module && this.#declarations.lineage(one).isApp);
    const name = apps[0]?.node.getChild("VariableName");
    return apps.length === 1 && lastStarImport < 0 && name ? this.#nameOf(name) : null;
  }

  /** What is defined under a name for certain: once, and not in an `if` or the like. */
  #definition(name: string): Definition | null {
    const { module, lastStarImport } = this.#scopes;
    const binding = module.bindings.get(name);
    const definition = binding?.count === 1 ? binding.definition : null;
    if (definition === null || definition === undefined || lastStarImport > definition.node.from) return null;
    const { parent } = definition.node;
    const statement = parent?.name === "DecoratedStatement" ? parent.parent : parent;
    return statement?.name === "Script" ? definition : null;
  }

  #isFalFunction(decorator: SyntaxNode, scope: Scope): boolean {
    const names = decorator.getChildren("VariableName").map((node) => this.#nameOf(node));
    return recognised(names, scope, this.#text) === "function";
  }

  #nameOf({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }
}
