import { pathText } from "../config/wording.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { mask } from "../text/printable.ts";
import { isTomlTable, type TomlTable, type TomlValue } from "../toml/values.ts";
import { hideSecrets, hideTokens } from "./hidden-parts.ts";
import type { Note } from "./notes.ts";

/** Says what stands in the place of a registry password or build secret. */
type TakeSecret = (path: KeyPath, value: string) => string;

/** The tables of an app as they may be seen: secrets by references, anything else that may be one left out, with notes of that. */
export class ShowableValues {
  readonly notes: Note[] = [];
  readonly #at: (path: KeyPath) => string;
  readonly #takeSecret: TakeSecret;

  /** @param at where the value of a key is written */
  constructor(at: (path: KeyPath) => string, takeSecret: TakeSecret) {
    this.#at = at;
    this.#takeSecret = takeSecret;
  }

  table(table: TomlTable, path: KeyPath): Record<string, TomlValue> {
    const result: Record<string, TomlValue> = Object.create(null);
    for (const [key, value] of Object.entries(table)) {
      const inner = [...path, key];
      const shown = this.#value(value, inner);
      if (shown !== null) result[this.#key(key, inner, result)] = shown;
    }
    return result;
  }

  /** Two keys may differ in their secrets only. */
  #key(key: string, path: KeyPath, taken: TomlTable): string {
    const shown = hideTokens(key);
    if (shown.lines.length > 0) this.#leftOut(path, "This key holds a password.");
    let unique = shown.text;
    for (let number = 2; unique in taken; number++) unique = `${shown.text}-${number}`;
    return unique;
  }

  #value(value: TomlValue, path: KeyPath): TomlValue | null {
    if (typeof value === "string") return this.#string(value, path);
    if (Array.isArray(value)) return this.#list(value, path);
    if (isTomlTable(value)) return this.table(value, path);
    if (typeof value !== "bigint" || BigInt.asIntN(64, value) === value) return value;
    this.#say(path, "is a number that TOML cannot hold.");
    return null;
  }

  #list(items: readonly TomlValue[], path: KeyPath): TomlValue[] {
    return items.flatMap((item, index) => {
      const before = items[index - 1];
      const flag = typeof before === "string" && /^--[\w-]{1,99}$/.test(before) ? before : null;
      if (typeof item === "string" && isCommand(path) && flag !== null && isAskedFor(flag, item)) {
        return [this.#leftOut([...path, index], "It stands behind a flag that asks for a secret.")];
      }
      const shown = this.#value(item, [...path, index]);
      return shown === null ? [] : [shown];
    });
  }

  #string(value: string, path: KeyPath): string {
    if (isSecret(path)) return this.#takeSecret(path, value);
    if (isBuildArgument(path) && isAskedFor(`${path.at(-1)}=`, value)) {
      return this.#leftOut(path, "Whoever has the image can read it: make it a build secret.");
    }
    const shown = isCommand(path) ? hideSecrets(value) : hideTokens(value);
    if (shown.lines.length > 0) this.#leftOut(path, "");
    return shown.text;
  }

  #leftOut(path: KeyPath, why: string): string {
    this.#say(path, `holds what may be a secret; ${mask} stands for it. ${why}`.trimEnd());
    return mask;
  }

  #say(path: KeyPath, words: string): void {
    this.notes.push({ path, text: `${this.#at(path)}: ${pathText(path)} ${words}` });
  }
}

/** `image.registries.KEY.password`, `image.secrets.NAME` */
function isSecret([image, table, , key, ...more]: KeyPath): boolean {
  if (image !== "image" || more.length > 0) return false;
  return (table === "registries" && key === "password") || (table === "secrets" && key === undefined);
}

function isBuildArgument([image, table, name, ...more]: KeyPath): boolean {
  return image === "image" && table === "build_args" && name !== undefined && more.length === 0;
}

function isCommand([image, key]: KeyPath): boolean {
  return image === "image" && (key === "cmd" || key === "entrypoint");
}

/** Whether what stands in front of a value promises a secret. */
function isAskedFor(before: string, value: string): boolean {
  return hideSecrets(`${before}${before.endsWith("=") ? "" : " "}${value}`).lines.length > 0;
}
