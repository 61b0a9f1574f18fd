import type { Declaration } from "./declarations.ts";

/** The declarations by the keys that they would have in a pyproject.toml: the names by which `fal deploy` makes them known. */
export function appKeys(declarations: readonly Declaration[]): ReadonlyMap<string, Declaration> {
  const byKey = new Map<string, Declaration>();
  /** The next number to try for a key that is taken. */
  const numbers = new Map<string, number>();
  for (const declaration of declarations) {
    const { kind, symbol } = declaration;
    const key = kind === "class" ? deployedName(symbol) : symbol;
    let unique = key;
    // A class that is defined twice, in the two branches of an `if` say.
    let number = numbers.get(key) ?? 2;
    for (; byKey.has(unique); number++) unique = `${key}-${number}`;
    numbers.set(key, number);
    byKey.set(unique, declaration);
  }
  return byKey;
}

/** The name that fal gives to a class without one (app.py: _to_fal_app_name): `MyApp` is `my-app`. */
function deployedName(symbol: string): string {
  const parts = symbol.match(/[A-Z][a-z]*/g) ?? symbol.split("_").filter((part) => part !== "");
  return parts.length === 0 ? symbol.toLowerCase() : parts.map((part) => part.toLowerCase()).join("-");
}
