import { normalizePath } from "../text/path.ts";
import type { Span } from "../text/source.ts";
import { readIgnoreCall, readImageCall } from "./image-call.ts";
import { concat, type MappedText, takenOver } from "./mapped-text.ts";
import { qualifiedName } from "./qualified-names.ts";
import { type Binding, lookUp, type Scope } from "./scopes.ts";
import { type Replacement, readLiteral } from "./string-literal.ts";
import { cleandoc, dedent, strip } from "./string-methods.ts";
import { argumentsOf, attributeOf, childrenOf, type SyntaxNode, splitAtCommas } from "./syntax-tree.ts";
import type { DictEntry, DictValue, ImageValue, ListValue, Value } from "./values.ts";

// Deeper than anybody nests; what is left is taken for dynamic.
const mostDepth = 100;

// A chain of operators that is longer has another shape in the tree.
const mostOperators = 500;

/** What all values of a module may hold together: names that double each other, or large ones that are used often, must not fill the memory. */
const mostCharacters = 20_000_000;
const mostParts = 1_000_000;

/** Says what constant expressions of a module stand for. Runs nothing and guesses nothing: what is not plainly constant is dynamic. */
export class Evaluator {
  readonly #text: string;
  /** Of the module, relative to the folder in which fal is started. */
  readonly #path: string;
  readonly #lastStarImport: number;
  /** Null while it is being looked at. */
  readonly #bound = new Map<Binding, Value | null>();
  #characters = 0;
  #parts = 0;
  /** Of a list or dict how many values are in it, in whatever depth. */
  readonly #sizes = new WeakMap<Value, number>();

  constructor(text: string, path: string, lastStarImport: number) {
    this.#text = text;
    this.#path = path;
    this.#lastStarImport = lastStarImport;
  }

  evaluate(node: SyntaxNode | null, scope: Scope, depth = 0): Value {
    if (node === null || depth > mostDepth) return dynamic(node);
    const span: Span = [node.from, node.to];
    switch (node.name) {
      case "String":
      case "FormatString":
      case "ContinuedString":
        return this.#string(node, scope, depth) ?? dynamic(node);
      case "Number":
        return readNumber(this.#text.slice(node.from, node.to), span) ?? dynamic(node);
      case "Boolean":
        return { kind: "boolean", span, value: this.#text.startsWith("True", node.from) };
      case "None":
        return { kind: "none", span };
      case "ParenthesizedExpression": {
        const [, inner, closing] = childrenOf(node);
        return this.evaluate(closing?.name === ")" ? (inner ?? null) : null, scope, depth + 1);
      }
      case "UnaryExpression":
        return this.#negative(node, scope, depth);
      case "BinaryExpression":
        return this.#binary(node, scope, depth);
      case "ArrayExpression":
      case "TupleExpression":
        return this.#list(node, scope, depth);
      case "DictionaryExpression":
        return this.#dict(node, scope, depth);
      case "VariableName":
        return this.#name(node, scope, depth);
      case "MemberExpression":
        return this.#member(node, scope, depth);
      case "CallExpression":
        return this.#call(node, scope, depth);
      default:
        return dynamic(node);
    }
  }

  #string(node: SyntaxNode, scope: Scope, depth: number): Value | null {
    const parts = node.name === "ContinuedString" ? childrenOf(node) : [node];
    const texts: MappedText[] = [];
    for (const part of parts) {
      const replacements = this.#replacements(part, scope, depth);
      const text = replacements === null ? null : readLiteral(this.#text, [part.from, part.to], replacements);
      if (text === null) return null;
      texts.push(text);
    }
    return this.#stringValue([node.from, node.to], texts);
  }

  /** Null if one of them is not constant, or is formatted. */
  #replacements(node: SyntaxNode, scope: Scope, depth: number): Replacement[] | null {
    const found: Replacement[] = [];
    for (const part of node.getChildren("FormatReplacement")) {
      const [, inner, closing] = childrenOf(part);
      const text = formatted(this.evaluate(closing?.name === "}" ? (inner ?? null) : null, scope, depth + 1));
      if (text === null) return null;
      found.push({ span: [part.from, part.to], text });
    }
    return found;
  }

  #stringValue(span: Span, texts: readonly MappedText[]): Value {
    const characters = texts.reduce((sum, { value }) => sum + value.length, 0);
    const pieces = texts.reduce((sum, text) => sum + text.pieces.length, 0);
    return this.#mayHold(characters, pieces)
      ? { kind: "string", span, text: concat(texts) }
      : { kind: "dynamic", span };
  }

  /** Whether there is room for one more value; takes it. */
  #mayHold(characters: number, parts: number): boolean {
    if (this.#characters + characters > mostCharacters || this.#parts + parts > mostParts) return false;
    this.#characters += characters;
    this.#parts += parts;
    return true;
  }

  /** A list or dict, if there is room for all that is in it. */
  #compound(value: ListValue | DictValue): Value {
    const items = value.kind === "list" ? value.items : value.entries.map((entry) => entry.value);
    const size = items.reduce((sum, item) => sum + (this.#sizes.get(item) ?? 1), 1);
    if (!this.#mayHold(0, size)) return { kind: "dynamic", span: value.span };
    this.#sizes.set(value, size);
    return value;
  }

  #negative(node: SyntaxNode, scope: Scope, depth: number): Value {
    const [, operand] = childrenOf(node);
    const value = this.evaluate(operand ?? null, scope, depth + 1);
    const span: Span = [node.from, node.to];
    if (!this.#text.startsWith("-", node.from)) return dynamic(node);
    if (value.kind === "integer") return { ...value, span, value: -value.value };
    return value.kind === "float" ? { ...value, span, value: -value.value } : dynamic(node);
  }

  /**
   * `a + b + c` of strings, `path / "x"`. What stands on the left is nested as deep as the chain is long, up to the depth at which the tree
   * becomes flat.
   */
  #binary(node: SyntaxNode, scope: Scope, depth: number): Value {
    const operands: SyntaxNode[] = [];
    let operator: string | null = null;
    let left: SyntaxNode | null = node;
    for (let operators = 0; left?.name === "BinaryExpression"; operators++) {
      if (operators > mostOperators) return dynamic(node);
      for (const [index, child] of childrenOf(left).reverse().entries()) {
        if (index % 2 === 0) {
          operands.push(child);
          continue;
        }
        const written = this.#text.slice(child.from, child.to);
        operator ??= written;
        if (operator !== written) return dynamic(node);
      }
      left = operands.pop() ?? null;
    }
    if (left !== null) operands.push(left);
    const values = operands.reverse().map((operand) => this.evaluate(operand, scope, depth + 1));
    const span: Span = [node.from, node.to];
    if (operator === "/") return joinPaths(values, span) ?? dynamic(node);
    if (operator !== "+") return dynamic(node);
    const texts = values.flatMap((value) => (value.kind === "string" ? [value.text] : []));
    return texts.length === values.length ? this.#stringValue(span, texts) : dynamic(node);
  }

  #list(node: SyntaxNode, scope: Scope, depth: number): Value {
    const items = argumentsOf(node).map(({ isSpread, value }) =>
      isSpread ? dynamic(value) : this.evaluate(value, scope, depth + 1),
    );
    return this.#compound({
      kind: "list",
      span: [node.from, node.to],
      items,
      isTuple: node.name === "TupleExpression",
    });
  }

  #dict(node: SyntaxNode, scope: Scope, depth: number): Value {
    const entries = new Map<string, DictEntry>();
    let isOpen = false;
    for (const parts of splitAtCommas(childrenOf(node).slice(1))) {
      const [key, colon, value, ...more] = parts.filter(({ name }) => name !== "}");
      if (key === undefined) continue;
      if (more.length > 0) {
        isOpen = true;
        continue;
      }
      if (key.name === "**" && colon !== undefined) {
        const other = this.evaluate(colon, scope, depth + 1);
        if (other.kind === "dict") for (const entry of other.entries) put(entries, entry);
        isOpen ||= other.kind !== "dict" || other.isOpen;
        continue;
      }
      const name = colon?.name === ":" ? this.evaluate(key, scope, depth + 1) : dynamic(key);
      if (name.kind !== "string") isOpen = true;
      else {
        const keySpan: Span = [key.from, key.to];
        put(entries, { key: name.text.value, keySpan, value: this.evaluate(value ?? null, scope, depth + 1) });
      }
    }
    return this.#compound({ kind: "dict", span: [node.from, node.to], entries: [...entries.values()], isOpen });
  }

  #name(node: SyntaxNode, scope: Scope, depth: number): Value {
    const name = this.#text.slice(node.from, node.to);
    const binding = lookUp(name, scope);
    if (binding === null) {
      if (name !== "__file__") return dynamic(node);
      return { kind: "path", span: [node.from, node.to], path: this.#path, isResolved: false };
    }
    const value = this.valueOf(binding, depth);
    const { kind, span } = value;
    if (kind === "list" || kind === "dict") {
      return this.#mayHold(0, this.#sizes.get(value) ?? 1) ? value : { kind: "dynamic", span };
    }
    if (kind !== "string") return value;
    if (!this.#mayHold(value.text.value.length, value.text.pieces.length)) return { kind: "dynamic", span };
    return { ...value, text: takenOver(value.text, [node.from, node.to]) };
  }

  /** What a name holds that is bound once, to a constant that nothing changes. */
  valueOf(binding: Binding, depth = 0): Value {
    const known = this.#bound.get(binding);
    if (known !== undefined) return known ?? dynamic(binding.value);
    const { value: node, count, changed, attributes, scope } = binding;
    const isShadowed = scope.kind === "module" && node !== null && this.#lastStarImport > node.from;
    if (count !== 1 || changed || attributes.size > 0 || isShadowed || scope.kind === "function") {
      return dynamic(node);
    }
    this.#bound.set(binding, null);
    const evaluated = this.evaluate(node, scope, depth + 1);
    const value =
      evaluated.kind === "image"
        ? { ...evaluated, ignore: this.#ignoreOf(binding, depth) ?? evaluated.ignore }
        : evaluated;
    this.#bound.set(binding, value);
    return value;
  }

  /** `image.add_dockerignore(…)` of an image with a name: null without, `unknown` if it cannot be told what comes of it. */
  #ignoreOf({ ignoreCalls, scope }: Binding, depth: number): ImageValue["ignore"] {
    const [only, ...more] = ignoreCalls;
    if (only === undefined) return null;
    if (more.length > 0 || only.isConditional || only.scope !== scope) return "unknown";
    const given = argumentsOf(only.call.getChild("ArgList"));
    return readIgnoreCall(given, this.#text, (node) => this.evaluate(node, scope, depth + 1));
  }

  #member(node: SyntaxNode, scope: Scope, depth: number): Value {
    if (attributeOf(node, this.#text) !== "parent") return dynamic(node);
    const value = this.evaluate(node.firstChild, scope, depth + 1);
    if (value.kind !== "path") return dynamic(node);
    const parent = parentOf(value.path, value.isResolved);
    return parent === null ? dynamic(node) : { ...value, span: [node.from, node.to], path: parent };
  }

  #call(node: SyntaxNode, scope: Scope, depth: number): Value {
    const callee = node.firstChild;
    if (callee === null) return dynamic(node);
    const evaluate = (inner: SyntaxNode | null) => this.evaluate(inner, scope, depth + 1);
    const span: Span = [node.from, node.to];
    const name = qualifiedName(callee, scope, this.#text);
    const given = argumentsOf(node.getChild("ArgList"));
    if (name?.startsWith("ContainerImage"))
      return readImageCall(name, given, span, this.#text, evaluate) ?? dynamic(node);
    const isPlain = given.every(({ keyword, isSpread }) => keyword === null && !isSpread);
    const [first, ...more] = given;
    if (!isPlain) return dynamic(node);
    if (name === "Path") {
      const parts = given.map((one) => evaluate(one.value));
      return joinPaths(parts, span, true) ?? dynamic(node);
    }
    if (first === undefined) return this.#method(callee, span, evaluate) ?? dynamic(node);
    if (more.length > 0) return dynamic(node);
    const value = evaluate(first.value);
    if (value.kind !== "string") return dynamic(node);
    if (name === "dedent") return { ...value, span, text: dedent(value.text) };
    const cleaned = name === "cleandoc" ? cleandoc(value.text) : null;
    return cleaned === null ? dynamic(node) : { ...value, span, text: cleaned };
  }

  /** `text.strip()`, `path.resolve()`. */
  #method(callee: SyntaxNode, span: Span, evaluate: (node: SyntaxNode | null) => Value): Value | null {
    const method = attributeOf(callee, this.#text);
    if (method !== "strip" && method !== "resolve" && method !== "absolute") return null;
    const value = evaluate(callee.firstChild);
    if (value.kind === "string" && method === "strip") return { ...value, span, text: strip(value.text) };
    return value.kind === "path" && method !== "strip" ? { ...value, span, isResolved: true } : null;
  }
}

function dynamic(node: SyntaxNode | null): Value {
  return { kind: "dynamic", span: node === null ? [0, 0] : [node.from, node.to] };
}

/** The last of several entries with one key, in the place of the first. */
function put(entries: Map<string, DictEntry>, entry: DictValue["entries"][number]): void {
  entries.set(entry.key, entry);
}

/** What an f-string makes of a value; null if it cannot be told. */
function formatted(value: Value): MappedText | null {
  if (value.kind === "string") return value.text;
  const words = formattedWords(value);
  if (words === null) return null;
  const { span } = value;
  return {
    value: words,
    pieces: [{ start: 0, length: words.length, source: span, exact: false, literal: null, via: null }],
  };
}

function formattedWords(value: Value): string | null {
  switch (value.kind) {
    case "integer":
      return value.value.toString();
    case "boolean":
      return value.value ? "True" : "False";
    case "none":
      return "None";
    case "float":
      // Where both languages write a number alike.
      return /^-?\d{1,15}\.\d{1,15}$/.test(String(value.value)) ? String(value.value) : null;
    default:
      return null;
  }
}

function readNumber(written: string, span: Span): Value | null {
  const digits = written.replaceAll("_", "");
  if (/^(?:0[xX][0-9a-fA-F]{1,64}|0[oO][0-7]{1,64}|0[bB][01]{1,256}|0+|[1-9]\d{0,63})$/.test(digits)) {
    const value = BigInt(digits);
    return { kind: "integer", span, value: Number.isSafeInteger(Number(value)) ? Number(value) : value };
  }
  if (!/^\d{0,32}\.?\d{0,32}(?:[eE][+-]?\d{1,3})?$/.test(digits) || !/[.eE]/.test(digits)) return null;
  return { kind: "float", span, value: Number(digits) };
}

/** `Path("a", "b")`, `path / "b"`: an absolute part starts anew. */
function joinPaths(values: readonly Value[], span: Span, startsAsText = false): Value | null {
  let path = ".";
  let isResolved = false;
  for (const [index, value] of values.entries()) {
    if (value.kind === "string" && (index > 0 || startsAsText)) {
      const { value: part } = value.text;
      if (part.includes("\0") || part.includes("\\")) return null;
      path = part.startsWith("/") ? part : `${path}/${part}`;
    } else if (value.kind === "path") {
      path = value.isResolved || value.path.startsWith("/") ? value.path : `${path}/${value.path}`;
      isResolved ||= value.isResolved;
    } else return null;
  }
  return { kind: "path", span, path: normalizePath(path), isResolved };
}

/** Null of a path that ends where fal is started: Python's answer is then the same folder, unless the path is resolved. */
function parentOf(path: string, isResolved: boolean): string | null {
  if (!isResolved && (path === "." || path.endsWith(".."))) return null;
  return normalizePath(`${path}/..`);
}
