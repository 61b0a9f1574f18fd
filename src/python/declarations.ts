import type { Span } from "../text/source.ts";
import type { Evaluator } from "./evaluate.ts";
import { qualifiedName, recognised } from "./qualified-names.ts";
import { type Binding, type Definition, lookUp, type ModuleScopes } from "./scopes.ts";
import { argumentsOf, type SyntaxNode } from "./syntax-tree.ts";
import type { NamedValue } from "./values.ts";

/** A `fal.App` class, a `@fal.function`, or an image that belongs to neither, with its settings by the keys of a pyproject.toml. */
export interface Declaration {
  readonly kind: "class" | "function" | "image";
  /** Of the class or function, or of what the image is assigned to; of an image without a name what the call begins with. */
  readonly symbol: string;
  readonly symbolSpan: Span;
  /** By the key that a pyproject.toml has for it; what Python alone knows is left out. */
  readonly settings: ReadonlyMap<string, NamedValue>;
  /** It may have settings that are not seen: from a base class of another module, or from `**options`. */
  readonly isOpen: boolean;
}

/** Finds what a module declares, in its order. */
export function readDeclarations(scopes: ModuleScopes, evaluator: Evaluator, text: string): readonly Declaration[] {
  const reader = new DeclarationReader(evaluator, text);
  const apps = [
    ...scopes.classes.flatMap((definition) => reader.app(definition)),
    ...scopes.functions.flatMap((definition) => reader.function(definition)),
  ];
  const taken = new Set(
    apps.flatMap(({ settings }) => {
      const image = settings.get("image")?.value;
      return image?.kind === "image" ? image.span[0] : [];
    }),
  );
  const images = scopes.calls.flatMap((call) => reader.image(call, taken));
  return [...apps, ...images].sort((a, b) => a.symbolSpan[0] - b.symbolSpan[0]);
}

/** Attributes of a `fal.App` class (app.py), and what a pyproject.toml calls them. */
export const attributes: Readonly<Record<string, string>> = {
  app_name: "name",
  app_auth: "auth",
  ...Object.fromEntries(
    [
      "image",
      "requirements",
      "requirements_context_dir",
      "machine_type",
      "num_gpus",
      "regions",
      "app_files",
      "app_files_ignore",
      "app_files_context_dir",
      "request_timeout",
      "startup_timeout",
      "metrics_port",
      "min_concurrency",
      "max_concurrency",
      "concurrency_buffer",
      "concurrency_buffer_perc",
      "scaling_delay",
      "max_multiplexing",
      "skip_retry_conditions",
      "retry_config",
      "termination_grace_period_seconds",
      "secrets",
      "data_mounts",
      "keep_alive",
      "_scheduler",
      "_scheduler_options",
    ].map((name) => [name, name]),
  ),
};

/** Options of a class or of `fal.function` that no pyproject.toml has (api.py: Host and its subclass). */
const pythonOnly: ReadonlySet<string> = new Set([
  "kind",
  "host",
  "serve",
  "resolver",
  "force",
  "force_env_build",
  "local_python_modules",
  "metadata",
  "setup_function",
  "machine_types",
  "health_check_config",
  "_base_image",
  "env_dict",
  "env_yml",
  "env_yml_str",
  "packages",
  "pip",
  "channels",
  "metaclass",
]);

// Longer chains of base classes are not followed.
export const mostBases = 50;

/** Reads classes and functions one by one. */
export class DeclarationReader {
  readonly #evaluator: Evaluator;
  readonly #text: string;

  constructor(evaluator: Evaluator, text: string) {
    this.#evaluator = evaluator;
    this.#text = text;
  }

  /** Nothing unless the class is a `fal.App`. */
  app(definition: Definition): Declaration[] {
    const { line, isApp, isOpen } = this.lineage(definition);
    const name = definition.node.getChild("VariableName");
    if (!isApp || name === null) return [];
    const settings = new Map<string, NamedValue>();
    let isMore = isOpen;
    for (const { node, scope } of line) {
      const options = this.#options(node, scope);
      for (const [key, value] of options.settings) if (!settings.has(key)) settings.set(key, value);
      isMore ||= options.isOpen;
    }
    const written = new Set<string>();
    for (const [attribute, key] of Object.entries(attributes)) {
      for (const one of line) {
        const value = this.#attribute(one, attribute);
        if (value === null || value.value.kind === "none" || written.has(key)) continue;
        settings.set(key, value);
        written.add(key);
      }
    }
    return [this.#declaration("class", name, settings, isMore)];
  }

  /** Nothing unless `@fal.function(…)` stands above it. */
  function({ node, scope }: Definition): Declaration[] {
    const name = node.getChild("VariableName");
    const decorators = node.parent?.getChildren("Decorator") ?? [];
    const decorator = decorators.find((one) => {
      const names = one.getChildren("VariableName").map(({ from, to }) => this.#text.slice(from, to));
      return recognised(names, scope, this.#text) === "function";
    });
    if (decorator === undefined || name === null) return [];
    const { settings, isOpen } = this.#options(decorator, scope);
    return [this.#declaration("function", name, settings, isOpen)];
  }

  /** Nothing of an image that an app has. */
  image({ node, scope }: Definition, taken: ReadonlySet<number>): Declaration[] {
    const value = this.#evaluator.evaluate(node, scope);
    if (value.kind !== "image" || taken.has(value.span[0])) return [];
    const target = node.parent?.name === "AssignStatement" ? node.parent.getChild("VariableName") : null;
    const name = target ?? firstName(node);
    const binding = target && scope.bindings.get(this.#nameOf(target));
    const isChanged = binding && (binding.ignoreCalls.length > 0 || binding.attributes.size > 0);
    const known = binding ? this.#evaluator.valueOf(binding) : value;
    const image = known.kind === "image" ? known : { ...value, ...(isChanged && { ignore: "unknown" as const }) };
    const settings = new Map([["image", { keySpan: spanOf(name), value: image }]]);
    return [this.#declaration("image", name, settings, false)];
  }

  #nameOf({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }

  #declaration(
    kind: Declaration["kind"],
    name: SyntaxNode,
    settings: ReadonlyMap<string, NamedValue>,
    isOpen: boolean,
  ): Declaration {
    return {
      kind,
      symbol: this.#nameOf(name),
      symbolSpan: spanOf(name),
      settings: settingsThatCount(settings),
      isOpen,
    };
  }

  /** A class with the classes of the module that it is based on, in the order in which Python asks them, roughly. */
  lineage(definition: Definition): {
    readonly line: readonly Definition[];
    readonly isApp: boolean;
    readonly isOpen: boolean;
  } {
    const line = new Set([definition]);
    let isApp = false;
    let isOpen = false;
    // A set may grow while it is walked.
    for (const { node, scope } of line) {
      for (const { keyword, isSpread, value } of argumentsOf(node.getChild("ArgList"))) {
        if (keyword !== null) continue;
        const base = isSpread ? null : this.classOf(value, scope);
        if (!isSpread && qualifiedName(value, scope, this.#text) === "App") isApp = true;
        else if (base !== null && line.size < mostBases) line.add(base);
        else isOpen = true;
      }
    }
    return { line: [...line], isApp, isOpen };
  }

  /** The class of the module that a base names; null if it is none, or not certain. */
  classOf(node: SyntaxNode, scope: Definition["scope"]): Definition | null {
    const binding = node.name === "VariableName" ? lookUp(this.#nameOf(node), scope) : null;
    const definition = binding?.count === 1 ? binding.definition : null;
    return definition?.node.name === "ClassDefinition" ? definition : null;
  }

  /** Python reads the attribute of the first class that has it, and the options of a class by themselves. */
  #attribute({ node, scope, inner }: Definition, name: string): NamedValue | null {
    const binding = inner.bindings.get(name);
    const own = node.getChild("VariableName");
    const set = own && lookUp(this.#nameOf(own), scope)?.attributes.has(name);
    if (set) return { keySpan: spanOf(own), value: { kind: "dynamic", span: spanOf(own) } };
    if (binding === undefined || binding.count === 0) return null;
    const value = this.#evaluator.valueOf(binding);
    return { keySpan: this.#targetOf(binding, name) ?? value.span, value };
  }

  #targetOf({ value }: Binding, name: string): Span | null {
    const targets = value?.parent?.getChildren("VariableName") ?? [];
    const target = targets.find((node) => this.#nameOf(node) === name);
    return target === undefined ? null : spanOf(target);
  }

  /** The keywords of a class or decorator. */
  #options(
    node: SyntaxNode,
    scope: Definition["scope"],
  ): { readonly settings: ReadonlyMap<string, NamedValue>; readonly isOpen: boolean } {
    const settings = new Map<string, NamedValue>();
    let isOpen = false;
    for (const { keyword, isSpread, value } of argumentsOf(node.getChild("ArgList"))) {
      if (isSpread) isOpen = true;
      if (keyword === null || pythonOnly.has(this.#nameOf(keyword))) continue;
      settings.set(this.#nameOf(keyword), { keySpan: spanOf(keyword), value: this.#evaluator.evaluate(value, scope) });
    }
    return { settings, isOpen };
  }
}

/** Without what says nothing: `None`, and the empty lists that are defaults. */
function settingsThatCount(settings: ReadonlyMap<string, NamedValue>): ReadonlyMap<string, NamedValue> {
  const counts = ([, { value }]: [string, NamedValue]) =>
    value.kind !== "none" && !(value.kind === "list" && value.items.length === 0);
  return new Map([...settings].filter(counts));
}

/** What stands furthest to the left in an expression. */
function firstName(node: SyntaxNode): SyntaxNode {
  let first = node;
  for (let inner: SyntaxNode | null = node; inner !== null; inner = inner.firstChild) first = inner;
  return first;
}

function spanOf({ from, to }: SyntaxNode): Span {
  return [from, to];
}
