import fc from "fast-check";
import { TomlDate, TomlFloat, type TomlTable, type TomlValue } from "../../src/toml/values.ts";

/** A document in random style, with what it means. */
export interface Generated {
  readonly text: string;
  readonly root: TomlTable;
  /** Whether the writer used syntax that TOML 1.0 lacks. */
  readonly is11: boolean;
}

/** Every choice that the writer makes is read from a list of numbers, and is the first once that has ended: so fast-check can shrink it. */
export const generatedDocument: fc.Arbitrary<Generated> = fc
  .array(fc.nat(0xffff), { minLength: 1, maxLength: 600, size: "max" })
  .map((choices) => {
    const writer = new Writer(choices);
    const text = writer.document();
    return { text, root: writer.root, is11: writer.is11 };
  });

type Table = Map<string, Model>;
type Model = string | number | bigint | boolean | Written | readonly Model[] | Table;

/** A value with its literal: for what has more spellings than the writer cares to make. */
class Written {
  readonly value: TomlValue;
  readonly literal: string;
  readonly is11: boolean;

  constructor(value: TomlValue, literal: string, is11 = false) {
    this.value = value;
    this.literal = literal;
    this.is11 = is11;
  }
}

const literals: readonly Written[] = [
  ...["80.0", "+1.5", "-0.0", "6.626e-34", "1e+6", "9_224.5_0", "0e0", "-2E-2"].map(
    (literal) => new Written(new TomlFloat(Number(literal.replaceAll("_", ""))), literal),
  ),
  new Written(new TomlFloat(Number.POSITIVE_INFINITY), "+inf"),
  new Written(new TomlFloat(Number.NEGATIVE_INFINITY), "-inf"),
  new Written(new TomlFloat(Number.NaN), "nan"),
  new Written(3735928559, "0xdead_BEEF"),
  new Written(493, "0o755"),
  new Written(5, "0b1_01"),
  new Written(1000, "+1_000"),
  new Written(0, "-0"),
  new Written(9007199254740991, "9007199254740991"),
  new Written(9007199254740993n, "9007199254740993"),
  new Written(-9223372036854775808n, "-9223372036854775808"),
  new Written(new TomlDate("offset-date-time", "1979-05-27T07:32:00.000Z"), "1979-05-27 07:32:00z"),
  new Written(new TomlDate("offset-date-time", "1979-05-27T00:32:00.999-07:00"), "1979-05-27t00:32:00.999999-07:00"),
  new Written(new TomlDate("offset-date-time", "1979-05-27T07:32:00.000Z"), "1979-05-27T07:32Z", true),
  new Written(new TomlDate("local-date-time", "2024-02-29T00:00:00.500"), "2024-02-29T00:00:00.5"),
  new Written(new TomlDate("local-date-time", "2024-02-29T23:59:00.000"), "2024-02-29 23:59", true),
  new Written(new TomlDate("local-date", "1979-05-27"), "1979-05-27"),
  new Written(new TomlDate("local-time", "07:32:59.000"), "07:32:59"),
  new Written(new TomlDate("local-time", "07:32:00.000"), "07:32", true),
];

const keys = ["a", "b", "key-1", "_", "1", "0", "", "a.b", 'say "x"', "it's", "__proto__", "constructor", "toString"];
const texts = [
  "",
  "x",
  "#",
  '"',
  '""',
  "'''",
  "\\",
  "a\nb",
  "\n",
  "\r\n",
  "\t",
  "\u0000\u001b\u007f",
  "{",
  "}",
  ",",
  "é😀",
];

class Writer {
  is11 = false;
  root: TomlTable = table(new Map());
  readonly #choices: Iterator<number>;
  readonly #newline: string;

  constructor(choices: readonly number[]) {
    this.#choices = choices[Symbol.iterator]();
    this.#newline = this.#pick("\n", "\n", "\r\n");
  }

  document(): string {
    const model = this.#table(3);
    this.root = table(model);
    const start = this.#pick("", "", "", "\ufeff") + this.#pick("", this.#lineEnd(), this.#blanks());
    const body = this.#section([], model).join("");
    // The last line may do without its end.
    return start + (this.#pick(true, false) ? body : body.trimEnd());
  }

  // What is said

  #table(depth: number): Table {
    const entries = this.#times(4).map((): [string, Model] => [this.#keyText(), this.#model(depth - 1)]);
    return new Map(entries);
  }

  #model(depth: number): Model {
    const kind = this.#pick("text", "literal", "boolean", "array", "table", "tables");
    if (kind === "boolean") return this.#pick(true, false);
    if (kind === "literal") return this.#pick(...literals);
    if (kind === "text" || depth <= 0)
      return this.#times(3)
        .map(() => this.#pick(...texts))
        .join("");
    if (kind === "table") return this.#table(depth);
    if (kind === "tables") return [this.#table(depth), ...this.#times(2).map(() => this.#table(depth))];
    return this.#times(3).map(() => this.#model(depth - 1));
  }

  #keyText(): string {
    return (
      this.#times(1)
        .map(() => this.#pick(...keys, ...texts))
        .join("") || this.#pick(...keys)
    );
  }

  // How it is written

  /** The pairs of a table, and its subtables under headers. */
  #section(path: readonly string[], model: Table): [pairs: string, below: string] {
    let pairs = "";
    let below = "";
    for (const [key, value] of model) {
      const inner = [...path, key];
      const style = this.#pick("pair", "header", "dotted");
      if (value instanceof Map && style === "header") {
        below += this.#tableSection(inner, value);
      } else if (isTables(value) && style === "header") {
        for (const element of value) below += this.#header("[[", inner, "]]") + this.#section(inner, element).join("");
      } else if (value instanceof Map && value.size > 0 && style === "dotted") {
        for (const pair of this.#dotted([key], value)) pairs += this.#blanks() + pair + this.#lineEnd();
      } else {
        pairs += this.#blanks() + this.#pair([key], value) + this.#lineEnd();
      }
    }
    return [pairs, below];
  }

  #tableSection(path: readonly string[], model: Table): string {
    const [pairs, below] = this.#section(path, model);
    // Without pairs of its own a table is there by its subtables; and they may come first.
    if (pairs === "" && below !== "" && this.#pick(true, false)) return below;
    const own = this.#header("[", path, "]") + pairs;
    return this.#pick(own + below, own + below, below + own);
  }

  #header(open: string, path: readonly string[], close: string): string {
    return this.#blanks() + open + this.#key(path) + close + this.#lineEnd();
  }

  #dotted(path: readonly string[], model: Table): string[] {
    return [...model].flatMap(([key, value]) => {
      const inner = [...path, key];
      const isDotted = value instanceof Map && value.size > 0 && this.#pick(true, false);
      return isDotted ? this.#dotted(inner, value) : [this.#pair(inner, value)];
    });
  }

  #pair(path: readonly string[], value: Model): string {
    return `${this.#key(path)}=${this.#blanks()}${this.#value(value)}`;
  }

  #key(path: readonly string[]): string {
    return path.map((key) => this.#blanks() + this.#segment(key) + this.#blanks()).join(".");
  }

  #segment(key: string): string {
    const spellings = [() => this.#basic(key)];
    if (/^[A-Za-z0-9_-]+$/.test(key))
      spellings.push(
        () => key,
        () => key,
      );
    if (!/['\u0000-\u001f\u007f]/.test(key)) spellings.push(() => `'${key}'`);
    return this.#pick(...spellings)();
  }

  #value(value: Model): string {
    if (typeof value === "string") return this.#string(value);
    if (value instanceof Written) {
      this.is11 ||= value.is11;
      return value.literal;
    }
    if (value instanceof Map) return this.#inlineTable(value);
    if (Array.isArray(value))
      return this.#list(
        "[",
        value.map((element) => this.#value(element)),
        "]",
        true,
      );
    return String(value);
  }

  #inlineTable(model: Table): string {
    const pairs = [...model].flatMap(([key, value]) =>
      value instanceof Map && value.size > 0 && this.#pick(true, false)
        ? this.#dotted([key], value)
        : [this.#pair([key], value)],
    );
    return this.#list("{", pairs, "}", this.#pick(false, false, false, true));
  }

  /** `isFree`: with line ends, comments and a trailing comma. */
  #list(open: string, items: readonly string[], close: string, isFree: boolean): string {
    let gaps = "";
    const gap = (): string => {
      const made = this.#blanks() + (isFree ? this.#pick("", "", this.#lineEnd()) : "");
      gaps += made;
      return made;
    };
    const trailing = isFree && items.length > 0 && this.#pick(true, false) ? "," : "";
    const written = items.map((item) => gap() + item + gap()).join(",");
    const text = open + written + trailing + gap() + close;
    if (open === "{" && (gaps.includes("\n") || trailing !== "")) this.is11 = true;
    return text;
  }

  #string(text: string): string {
    const spellings = [() => this.#basic(text), () => this.#multiLineBasic(text)];
    const isPlain = !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text);
    if (isPlain && !/['\n]/.test(text)) spellings.push(() => `'${text}'`);
    if (isPlain && !text.includes("'''")) {
      spellings.push(() => `'''${this.#firstLine(text)}${this.#lines(text)}'''`);
    }
    return this.#pick(...spellings)();
  }

  #basic(text: string): string {
    return `"${this.#escaped(text, (character) => character === '"' || character === "\n")}"`;
  }

  #multiLineBasic(text: string): string {
    // Each quote after another is escaped, so that three never meet.
    const body = this.#escaped(text, (character, before) => character === '"' && before === '"');
    const end = this.#pick("", `\\${this.#newline} ${this.#newline}\t`);
    return `"""${this.#firstLine(text)}${this.#lines(body)}${end}"""`;
  }

  /** A newline right behind the opening quotes does not count. */
  #firstLine(text: string): string {
    return text.startsWith("\n") ? this.#newline : this.#pick("", this.#newline);
  }

  #lines(text: string): string {
    return text.replaceAll(/\r?\n/g, this.#newline);
  }

  /** Escapes what no basic string may hold, what this one must not, and now and then something else. */
  #escaped(text: string, isSpecial: (character: string, before: string) => boolean): string {
    let before = "";
    return Array.from(text, (character) => {
      const must = /[\\\u0000-\u0008\u000b-\u001f\u007f]/.test(character) || isSpecial(character, before);
      before = character;
      return must || (character !== "\n" && this.#pick(false, false, false, true))
        ? this.#escape(character)
        : character;
    }).join("");
  }

  #escape(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    const long = `\\U${hex(code, 8)}`;
    if (code > 0xffff) return long;
    const letter = { "\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r", '"': '"', "\\": "\\" }[character];
    const spellings = [long, `\\u${hex(code, 4)}`];
    if (letter !== undefined) spellings.push(`\\${letter}`);
    // TOML 1.1 has two more.
    if (code < 0x20 && this.#pick(true, false)) {
      this.is11 = true;
      return this.#pick(`\\x${hex(code, 2)}`, code === 0x1b ? "\\e" : `\\x${hex(code, 2).toUpperCase()}`);
    }
    return this.#pick(...spellings);
  }

  #blanks(): string {
    return this.#pick("", "", " ", "\t", "  ");
  }

  #lineEnd(): string {
    const comment = this.#pick("", "", "# a comment", '#"[{', "#'''\t,}]=é");
    return this.#blanks() + comment + this.#newline + this.#pick("", "", ` ${this.#newline}`, `\t#${this.#newline}`);
  }

  #pick<T>(...choices: readonly T[]): T {
    return choices[this.#next() % choices.length] as T;
  }

  #times(most: number): undefined[] {
    return new Array(this.#next() % (most + 1)).fill(undefined);
  }

  #next(): number {
    const { done, value } = this.#choices.next();
    return done ? 0 : value;
  }
}

function isTables(value: Model): value is readonly Table[] {
  return Array.isArray(value) && value.length > 0 && value.every((element) => element instanceof Map);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

function table(model: Table): TomlTable {
  const made: Record<string, TomlValue> = Object.create(null);
  for (const [key, value] of model) made[key] = meaning(value);
  return made;
}

function meaning(value: Model): TomlValue {
  if (value instanceof Written) return value.value;
  if (value instanceof Map) return table(value);
  return Array.isArray(value) ? value.map(meaning) : (value as TomlValue);
}
