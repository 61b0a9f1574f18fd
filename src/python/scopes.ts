import type { Span } from "../text/source.ts";
import {
  argumentsOf,
  attributeOf,
  childrenOf,
  type SyntaxNode,
  type SyntaxNodeRef,
  splitAtCommas,
  type Tree,
  walk,
} from "./syntax-tree.ts";

/** What a name is bound to in one scope, over the whole of it. */
export interface Binding {
  readonly scope: Scope;
  /** How often the scope binds it, in whatever way. */
  count: number;
  /** The value of the last plain `name = value`. */
  value: SyntaxNode | null;
  /** The last class or function of that name. */
  definition: Definition | null;
  /** The dotted names that imports bind it to, such as `fal.container.ContainerImage`. */
  readonly imports: string[];
  /** Something may have changed what it holds: `name[…] = …`, `name.update(…)`. */
  changed: boolean;
  /** `name.attribute = …`, anywhere. */
  readonly attributes: Set<string>;
  /** `name.add_dockerignore(…)`, anywhere. */
  readonly ignoreCalls: IgnoreCall[];
}

export interface IgnoreCall {
  readonly call: SyntaxNode;
  readonly scope: Scope;
  /** It stands in an `if`, a loop or the like. */
  readonly isConditional: boolean;
}

/** A part of a module with names of its own. */
export interface Scope {
  readonly kind: "module" | "class" | "function";
  readonly parent: Scope | null;
  readonly bindings: Map<string, Binding>;
}

/** What stands in a module and may be about fal. */
export interface ModuleScopes {
  readonly module: Scope;
  /** In order. */
  readonly classes: readonly Definition[];
  readonly functions: readonly Definition[];
  /** Calls that may make a container image, by what they are called. */
  readonly calls: readonly Definition[];
  /** Where the last `from … import *` stands; -1 without. */
  readonly lastStarImport: number;
  /** From `#` to the end of the line, without the line end. */
  readonly comments: readonly Span[];
  /** Where the first import of the module itself stands that is not from the future; -1 without. */
  readonly firstImport: number;
}

/** A node, and the scope that it stands in. */
export interface Definition {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** Of the names in a class or function; of a call the same as `scope`. */
  readonly inner: Scope;
}

/** The binding that a name stands for, seen from a scope: Python skips the classes around a function. */
export function lookUp(name: string, from: Scope): Binding | null {
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    if (scope.kind === "class" && scope !== from) continue;
    const binding = scope.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return null;
}

/** Finds what every name of a module is bound to, in one pass without recursion. */
export function readScopes(tree: Tree, text: string): ModuleScopes {
  return new ScopeReader(text).read(tree);
}

const scopeKinds: Readonly<Record<string, Scope["kind"]>> = {
  ClassDefinition: "class",
  FunctionDefinition: "function",
  LambdaExpression: "function",
  ComprehensionExpression: "function",
  ArrayComprehensionExpression: "function",
  DictionaryComprehensionExpression: "function",
  SetComprehensionExpression: "function",
};

const conditional: ReadonlySet<string> = new Set([
  "IfStatement",
  "ForStatement",
  "WhileStatement",
  "TryStatement",
  "WithStatement",
  "MatchStatement",
  "ConditionalExpression",
]);

// Methods of a list or dict that change it.
const changing = /^(?:append|extend|insert|pop|popitem|remove|clear|update|setdefault|sort|reverse|__\w+__)$/;

interface OpenScope {
  readonly scope: Scope;
  readonly isComprehension: boolean;
  conditions: number;
}

class ScopeReader {
  readonly #text: string;
  readonly #module: Scope = { kind: "module", parent: null, bindings: new Map() };
  readonly #open: OpenScope[] = [{ scope: this.#module, isComprehension: false, conditions: 0 }];
  readonly #classes: Definition[] = [];
  readonly #functions: Definition[] = [];
  readonly #calls: Definition[] = [];
  readonly #callNames: ReadonlySet<string>;
  /** What is known of a name only once all bindings are. */
  readonly #later: (() => void)[] = [];
  readonly #comments: Span[] = [];
  #lastStarImport = -1;
  #firstImport = -1;

  constructor(text: string) {
    this.#text = text;
    this.#callNames = new Set([
      "ContainerImage",
      "from_dockerfile_str",
      "from_dockerfile",
      ...Array.from(text.matchAll(/\bContainerImage[ \t]+as[ \t]+(\w+)/g), ([, name = ""]) => name),
      ...Array.from(
        text.matchAll(/\b(\w+)[ \t]*=[ \t]*[\w.]*\bContainerImage(?:\.from_dockerfile(?:_str)?)?[ \t]*(?=[\r\n#;]|$)/g),
        ([, name = ""]) => name,
      ),
    ]);
  }

  read(tree: Tree): ModuleScopes {
    walk(
      tree,
      (ref) => {
        if (conditional.has(ref.name)) this.#top.conditions++;
        const kind = scopeKinds[ref.name];
        if (kind === undefined) {
          this.#bind(ref);
          return true;
        }
        const { scope } = this.#top;
        const inner: Scope = { kind, parent: scope, bindings: new Map() };
        if (ref.name.endsWith("Definition")) this.#define({ node: ref.node, scope, inner });
        const isComprehension = ref.name.endsWith("ComprehensionExpression");
        this.#open.push({ scope: inner, isComprehension, conditions: 0 });
        // The names of a comprehension are its own.
        if (isComprehension) this.#loop(childrenOf(ref.node));
        return true;
      },
      ({ name }) => {
        if (scopeKinds[name] !== undefined) this.#open.pop();
        if (conditional.has(name)) this.#top.conditions--;
      },
    );
    for (const act of this.#later) act();
    return {
      module: this.#module,
      classes: this.#classes,
      functions: this.#functions,
      calls: this.#calls,
      lastStarImport: this.#lastStarImport,
      comments: this.#comments,
      firstImport: this.#firstImport,
    };
  }

  get #top(): OpenScope {
    return this.#open.at(-1) ?? { scope: this.#module, isComprehension: false, conditions: 0 };
  }

  #bind(ref: SyntaxNodeRef): void {
    switch (ref.name) {
      case "Comment":
        this.#comments.push([ref.from, ref.to]);
        break;
      case "AssignStatement":
        this.#assign(childrenOf(ref.node));
        break;
      case "UpdateStatement":
        this.#rebindAll(childrenOf(ref.node).slice(0, 1));
        break;
      case "DeleteStatement":
        this.#rebindAll(childrenOf(ref.node));
        break;
      case "ImportStatement":
        this.#import(ref.node, childrenOf(ref.node));
        break;
      case "ParamList":
        this.#parameters(childrenOf(ref.node));
        break;
      case "ForStatement":
        this.#loop(childrenOf(ref.node));
        break;
      case "ArgList":
        this.#loop(childrenOf(ref.node));
        for (const { named } of argumentsOf(ref.node)) this.#rebindNamed(named);
        break;
      case "WithStatement":
      case "TryStatement":
      case "AsPattern":
        this.#aliases(childrenOf(ref.node));
        break;
      case "NamedExpression":
        this.#rebindNamed(ref.node.getChild("VariableName"));
        break;
      case "CapturePattern":
      case "TypeDefinition":
        this.#rebind(ref.node.getChild("VariableName"));
        break;
      case "ScopeStatement":
        for (const node of childrenOf(ref.node)) this.#rebind(node, this.#module);
        break;
      case "CallExpression":
        this.#call(ref.node);
        break;
    }
  }

  #binding(name: string, scope: Scope = this.#top.scope): Binding {
    const known = scope.bindings.get(name);
    if (known !== undefined) return known;
    const binding: Binding = {
      scope,
      count: 0,
      value: null,
      definition: null,
      imports: [],
      changed: false,
      attributes: new Set(),
      ignoreCalls: [],
    };
    scope.bindings.set(name, binding);
    return binding;
  }

  #nameOf({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }

  #rebind(node: SyntaxNode | null, scope?: Scope): Binding | null {
    if (node?.name !== "VariableName") return null;
    const binding = this.#binding(this.#nameOf(node), scope);
    binding.count++;
    return binding;
  }

  #define(definition: Definition): void {
    const { node } = definition;
    const binding = this.#rebind(node.getChild("VariableName"));
    if (binding !== null) binding.definition = definition;
    const list = node.name === "ClassDefinition" ? this.#classes : this.#functions;
    list.push(definition);
  }

  /** `a = b = value`, `a: type = value`; `a: type` alone binds nothing. */
  #assign(nodes: readonly SyntaxNode[]): void {
    const last = nodes.findLastIndex(({ name }) => name === "AssignOp");
    const [only = null, ...others] = nodes.slice(last + 1);
    const value = others.length === 0 ? only : null;
    let targets: SyntaxNode[] = [];
    for (const node of nodes) {
      if (node.name === "TypeDef") continue;
      if (node.name !== "AssignOp") {
        targets.push(node);
        continue;
      }
      const [target = null, ...more] = targets;
      const binding = more.length === 0 ? this.#rebind(target) : null;
      if (binding !== null) binding.value = value;
      else this.#rebindAll(targets);
      targets = [];
    }
    const [first] = nodes;
    if (last >= 0 || first === undefined) return;
    // A tuple or list is no name with a type: the grammar does not know `with … as (a, b):`, and makes this of its end.
    if (this.#top.scope.kind === "function" || first.name !== "VariableName") this.#rebindAll([first]);
  }

  /** Every name that a target binds, and every one that it changes a part of. */
  #rebindAll(targets: readonly SyntaxNode[]): void {
    const waiting = [...targets];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (this.#rebind(node) !== null) continue;
      if (node.name === "MemberExpression") this.#change(node);
      else if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(node.name)) waiting.push(...childrenOf(node));
    }
  }

  /** `name := value`: one in a comprehension binds the name around it. */
  #rebindNamed(name: SyntaxNode | null): void {
    this.#rebind(name, this.#open.findLast(({ isComprehension }) => !isComprehension)?.scope);
  }

  /** `a.b = …`, and `a.b[0].c = …`, which changes what is in `b` of `a`. */
  #change(target: SyntaxNode): void {
    let member = target;
    let base = target.firstChild;
    for (; base?.name === "MemberExpression"; base = base.firstChild) member = base;
    if (base?.name !== "VariableName") return;
    const attribute = attributeOf(member, this.#text);
    this.#whenBound(this.#nameOf(base), (binding) => {
      if (attribute === null) binding.changed = true;
      else binding.attributes.add(attribute);
    });
  }

  /** Acts on the binding of a name, and on the one that it takes its value from. */
  #whenBound(name: string, act: (binding: Binding) => void): void {
    const { scope } = this.#top;
    this.#later.push(() => {
      let binding = lookUp(name, scope);
      for (let steps = 0; binding !== null && steps < 8; steps++) {
        act(binding);
        const { value } = binding;
        binding = value?.name === "VariableName" ? lookUp(this.#nameOf(value), binding.scope) : null;
      }
    });
  }

  #import(statement: SyntaxNode, nodes: readonly SyntaxNode[]): void {
    const at = nodes.findIndex(({ name }) => name === "import");
    const dotted = (part: readonly SyntaxNode[]) => part.map((node) => this.#nameOf(node)).join("");
    const from = nodes[0]?.name === "from" ? dotted(nodes.slice(1, at)) : null;
    const imported = nodes.slice(at + 1).filter(({ name }) => name !== "(" && name !== ")");
    if (imported.some(({ name }) => name === "*")) this.#lastStarImport = statement.from;
    const isOwn = statement.parent?.name === "Script" && from !== "__future__";
    if (isOwn && this.#firstImport < 0) this.#firstImport = statement.from;
    for (const run of splitAtCommas(imported)) {
      const as = run.findIndex(({ name }) => name === "as");
      const path = dotted(as < 0 ? run : run.slice(0, as));
      // `import a.b` binds `a`, the first of its names.
      const binding = this.#rebind(run[as + 1] ?? null);
      if (binding === null) continue;
      if (from !== null) binding.imports.push(`${from}.${path}`);
      else binding.imports.push(as < 0 ? (path.split(".", 1)[0] ?? path) : path);
    }
  }

  #parameters(nodes: readonly SyntaxNode[]): void {
    for (const [index, node] of nodes.entries()) {
      if (nodes[index - 1]?.name !== "AssignOp") this.#rebind(node);
    }
  }

  /** Names between `for` and `in`. */
  #loop(nodes: readonly SyntaxNode[]): void {
    let isTarget = false;
    const targets: SyntaxNode[] = [];
    for (const node of nodes) {
      if (node.name === "for") isTarget = true;
      else if (node.name === "in") isTarget = false;
      else if (isTarget) targets.push(node);
    }
    this.#rebindAll(targets);
  }

  /** `as name`, and Python 2's `except Error, name`. */
  #aliases(nodes: readonly SyntaxNode[]): void {
    for (const [index, node] of nodes.entries()) {
      const before = nodes[index - 1]?.name;
      if (before === "as" || before === ",") this.#rebindAll([node]);
    }
  }

  #call(node: SyntaxNode): void {
    const callee = node.firstChild;
    if (callee?.name === "VariableName") {
      if (this.#callNames.has(this.#nameOf(callee))) this.#addCall(node);
      return;
    }
    if (callee?.name !== "MemberExpression") return;
    const method = attributeOf(callee, this.#text);
    const base = callee.firstChild;
    if (method === null || base === null) return;
    if (this.#callNames.has(method)) this.#addCall(node);
    if (base.name === "MemberExpression" && changing.test(method)) this.#change(base);
    if (base.name !== "VariableName") return;
    if (changing.test(method)) this.#whenBound(this.#nameOf(base), (binding) => (binding.changed = true));
    if (method !== "add_dockerignore") return;
    const { scope, conditions } = this.#top;
    const call = { call: node, scope, isConditional: conditions > 0 };
    this.#whenBound(this.#nameOf(base), (binding) => binding.ignoreCalls.push(call));
  }

  #addCall(node: SyntaxNode): void {
    const { scope } = this.#top;
    this.#calls.push({ node, scope, inner: scope });
  }
}
