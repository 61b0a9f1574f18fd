import { lookUp, type Scope } from "./scopes.ts";
import { attributeOf, type SyntaxNode } from "./syntax-tree.ts";

/** Things of other modules that are known here, by the names under which Python finds them. */
const known: ReadonlyMap<string, string> = new Map([
  ["fal.App", "App"],
  ["fal.app.App", "App"],
  ["fal.function", "function"],
  ["fal.api.function", "function"],
  ["fal.api.api.function", "function"],
  ["ContainerImage", "ContainerImage"],
  ["fal.ContainerImage", "ContainerImage"],
  ["fal.container.ContainerImage", "ContainerImage"],
  ["fal.api.ContainerImage", "ContainerImage"],
  ["fal.api.api.ContainerImage", "ContainerImage"],
  ["fal.app.ContainerImage", "ContainerImage"],
  ["textwrap.dedent", "dedent"],
  ["inspect.cleandoc", "cleandoc"],
  ["pathlib.Path", "Path"],
  ["Path", "Path"],
]);

// As long as anybody chains names; a stop for those that lead in a circle.
const mostSteps = 16;

/**
 * What an expression names, under any alias: `App`, `function`, `ContainerImage`, `ContainerImage.from_dockerfile_str`, `dedent`, … Null
 * for everything else. A name that nothing binds is taken for what fal's documentation means by it: it often leaves out the imports.
 */
export function qualifiedName(node: SyntaxNode, scope: Scope, text: string): string | null {
  const path = dottedPath(node, text);
  if (path === null) return null;
  return recognised(path, scope, text, mostSteps);
}

/** `a.b.c` as its names; null of an expression that is more than names. */
export function dottedPath(node: SyntaxNode, text: string): readonly string[] | null {
  const names: string[] = [];
  let at: SyntaxNode | null = node;
  while (at?.name === "MemberExpression") {
    const attribute = attributeOf(at, text);
    if (attribute === null || names.length > mostSteps) return null;
    names.push(attribute);
    at = at.firstChild;
  }
  if (at?.name !== "VariableName") return null;
  names.push(text.slice(at.from, at.to));
  return names.reverse();
}

/** Like {@link qualifiedName}, of names that stand without an expression of their own: those of a decorator. */
export function recognised(
  path: readonly string[],
  scope: Scope,
  text: string,
  steps: number = mostSteps,
): string | null {
  const [first, ...rest] = path;
  if (first === undefined || steps === 0) return null;
  const binding = lookUp(first, scope);
  if (binding === null) return knownName(path.join("."));
  const { count, imports, value } = binding;
  if (imports.length > 0) {
    // Several imports of one name, in a `try` say, must agree.
    const names = new Set(imports.map((name) => knownName([name, ...rest].join("."))));
    const [name = null] = names;
    return names.size === 1 && imports.length === count ? name : null;
  }
  if (count !== 1 || value === null) return null;
  const target = dottedPath(value, text);
  return target === null ? null : recognised([...target, ...rest], binding.scope, text, steps - 1);
}

function knownName(path: string): string | null {
  const whole = known.get(path);
  if (whole !== undefined) return whole;
  const [, owner = "", method = ""] = /^(.*)\.(from_dockerfile(?:_str)?)$/.exec(path) ?? [];
  return known.get(owner) === "ContainerImage" ? `ContainerImage.${method}` : null;
}
