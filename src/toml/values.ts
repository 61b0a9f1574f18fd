/** A number written as a float, so that `80.0` is never taken for the integer 80. */
export class TomlFloat {
  readonly value: number;
  /** By which {@link isTomlFloat} knows it. */
  readonly kind = "float" as const;

  constructor(value: number) {
    this.value = value;
  }
}

/**
 * Whether a value is a float, also one of another copy of this module: `fal-lint/python` is a bundle by itself. A table, which may have any
 * key, has no prototype.
 */
export function isTomlFloat(value: TomlValue | undefined): value is TomlFloat {
  if (typeof value !== "object" || Array.isArray(value) || Object.getPrototypeOf(value) === null) return false;
  return "kind" in value && value.kind === "float";
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
  return typeof value === "object" && !Array.isArray(value) && !isTomlFloat(value) && !(value instanceof TomlDate);
}
