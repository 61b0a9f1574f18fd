/** A way to write the name of a secret or variable that other tools expand and fal does not. */
export type ForeignSyntax =
  | "${NAME}"
  | "${NAME:-default}"
  | "${{ NAME }}"
  | "{{ NAME }}"
  | "%NAME%"
  | "@NAME@"
  | "$(command)";

/** How fal reads a secret field (https://fal.ai/docs/documentation/development/private-registries). */
export type SecretReference =
  /** `$NAME`: the fal secret of that name. */
  | { readonly kind: "fal-secret"; readonly name: string }
  /** `$$…`: a password that itself begins with `$`. */
  | { readonly kind: "escaped-literal" }
  /** A reference in a syntax that fal does not know. `name` is the variable's, if there is just one. */
  | { readonly kind: "unsupported-reference"; readonly syntax: ForeignSyntax; readonly name: string | null }
  /** Begins with `$`, but neither as `$NAME` nor as `$$`. */
  | { readonly kind: "unescaped-dollar" };

const foreign: readonly (readonly [ForeignSyntax, RegExp])[] = [
  ["${{ NAME }}", /^\$\{\{(?:[^{}]*[\s.])?([A-Za-z_]\w*)\s*\}\}$/],
  ["${{ NAME }}", /^\$\{\{[^{}]*\}\}$/],
  ["${NAME}", /^\$\{([A-Za-z_]\w*)\}$/],
  ["${NAME:-default}", /^\$\{([A-Za-z_]\w*)[:?+-][^{}]*\}$/],
  ["${NAME}", /^\$\{[^{}]*\}$/],
  ["{{ NAME }}", /^\{\{(?:[^{}]*[\s.])?([A-Za-z_]\w*)\s*\}\}$/],
  ["{{ NAME }}", /^\{\{[^{}]*\}\}$/],
  // Upper case only, as environment variables are written: these could be passwords, and their names are shown.
  ["%NAME%", /^%([A-Z_][A-Z0-9_]*)%$/],
  ["@NAME@", /^@([A-Z_][A-Z0-9_]*)@$/],
  ["$(command)", /^\$\(.*\)$/s],
];

/** The reference that a value is, or tries to be; null if it is an ordinary string. */
export function readSecretReference(value: string): SecretReference | null {
  const name = /^\$([A-Za-z_]\w*)$/.exec(value)?.[1];
  if (name !== undefined) return { kind: "fal-secret", name };
  if (value.startsWith("$$")) return { kind: "escaped-literal" };
  if (!"${%@".includes(value.charAt(0))) return null;
  for (const [syntax, pattern] of foreign) {
    const match = pattern.exec(value);
    if (match !== null) return { kind: "unsupported-reference", syntax, name: match[1] ?? null };
  }
  return value.startsWith("$") ? { kind: "unescaped-dollar" } : null;
}
