// What the programmer may get wrong. Every sentence names the argument, and none holds what was given for it: that may be a secret.

/** An argument that cannot be meant. `expected` goes on behind `must be`. */
export function misuse(argument: string, expected: string): TypeError {
  return new TypeError(`fal-lint: ${argument} must be ${expected}`);
}

export function requireText(value: unknown, argument: string): asserts value is string {
  if (typeof value !== "string") throw misuse(argument, "a string");
}

/** An object with members: no array, Map or Date. */
export function requireObject(value: unknown, argument: string): asserts value is Readonly<Record<string, unknown>> {
  if (tagOf(value) !== "Object") throw misuse(argument, "an object");
}

export function requireList(value: unknown, argument: string): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) throw misuse(argument, "an array");
}

/** One of a few words. */
export function requireWord(value: unknown, words: readonly string[], argument: string): void {
  if (typeof value !== "string" || !words.includes(value)) {
    throw misuse(argument, `one of ${words.map((word) => JSON.stringify(word)).join(", ")}`);
  }
}

export function requireDate(value: unknown, argument: string): void {
  if (tagOf(value) !== "Date" || Number.isNaN(Number(value))) throw misuse(argument, "a valid Date");
}

export function requireBytes(value: unknown, argument: string): void {
  if (tagOf(value) !== "Uint8Array") throw misuse(argument, "a Uint8Array");
}

/** The kind of a built-in object, also of one from another realm (a frame of the browser, `node:vm`). */
function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
