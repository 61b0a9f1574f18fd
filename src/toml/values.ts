const floatMark: unique symbol = Symbol.for("fal-lint.TomlFloat");

/**
 * A number written as a float, so that `80.0` is never taken for the integer 80. Known by its mark, since a reader of another language may come
 * with a class of its own: `fal-lint/python` is a bundle by itself.
 */
export class TomlFloat {
  readonly value: number;
  readonly [floatMark] = true;

  constructor(value: number) {
    this.value = value;
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && floatMark in value;
  }
}

export type TomlDateKind = "offset-date-time" | "local-date-time" | "local-date" | "local-time";

/** A date or time; `text` is its ISO 8601 form, to the millisecond. */
export class TomlDate {
  readonly kind: TomlDateKind;
  readonly text: string;

  constructor(kind: TomlDateKind, text: string) {
    this.kind = kind;
    this.text = text;
  }
}

/** An integer is a `number`, or a `bigint` where a number would not hold it exactly. */
export type TomlValue = string | number | bigint | boolean | TomlFloat | TomlDate | readonly TomlValue[] | TomlTable;

/** Without a prototype: `__proto__`, `constructor` and `toString` are keys as any other, and absent unless written. */
export interface TomlTable {
  readonly [key: string]: TomlValue;
}

export function isTomlTable(value: TomlValue | undefined): value is TomlTable {
  return (
    typeof value === "object" && !Array.isArray(value) && !(value instanceof TomlFloat) && !(value instanceof TomlDate)
  );
}
