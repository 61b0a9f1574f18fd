const values = new WeakMap<Secret, string>();

/**
 * A value that must not be shown. It holds nothing that can be printed, inspected, serialised or compared by length;
 * only `reveal` gives it back, and only `container/credential` may call that (a test reads the imports).
 */
export class Secret {
  constructor(value: string) {
    values.set(this, value);
  }

  toString(): string {
    return "[redacted]";
  }

  toJSON(): string {
    return "[redacted]";
  }
}

// What node:util and many loggers call to print an object.
Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: () => "[redacted]" });

/** A secret that is known only when the code runs that sets it. */
export const dynamicSecret: Secret = new Secret("");

/** The value inside. For `container/credential`, which answers questions about a secret without giving it away. */
export function reveal(secret: Secret): string {
  return values.get(secret) ?? "";
}
