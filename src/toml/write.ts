import { printable, printableLine } from "../text/printable.ts";
import { tomlKey, tomlString } from "./edit.ts";
import { isTomlFloat, isTomlTable, TomlDate, type TomlTable, type TomlValue } from "./values.ts";

/** Comments to write into tables, each a line without its `#`: above a key, or behind the last key of a table. By {@link placeOf}. */
export type Comments = ReadonlyMap<string, readonly string[]>;

/** A key path as {@link Comments} knows it. */
export function placeOf(path: readonly (string | number)[]): string {
  return JSON.stringify(path);
}

// Longer arrays stand on several lines.
const widestArray = 100;

/**
 * A table, and the tables in it, each under its own header. Values that TOML 1.0 can hold come back the same when it is read; integers must
 * lie within 64 bits. Every line can be shown in a terminal.
 */
export function* writeTable(path: readonly string[], table: TomlTable, comments: Comments): Generator<string> {
  const entries = Object.entries(table);
  const values = entries.filter(([, value]) => !isTomlTable(value));
  const behind = comments.get(placeOf(path)) ?? [];
  if (values.length > 0 || behind.length > 0 || entries.length === 0) {
    yield `[${path.map(writeKey).join(".")}]\n`;
    for (const [key, value] of values) {
      yield* writeComments(comments.get(placeOf([...path, key])) ?? []);
      yield `${writeKey(key)} = ${writeValue(value)}\n`;
    }
    yield* writeComments(behind);
    yield "\n";
  }
  for (const [key, value] of entries) if (isTomlTable(value)) yield* writeTable([...path, key], value, comments);
}

/** Lines of prose, or of whatever else: nothing in them ends the comment. */
export function* writeComments(lines: readonly string[]): Generator<string> {
  for (const line of lines) yield line === "" ? "#\n" : `# ${printable(line)}\n`;
}

/** A key as one segment of a path. */
function writeKey(key: string): string {
  return printable(tomlKey(key));
}

/** A value on one line; a text of several lines, and a long array, on several. */
export function writeValue(value: TomlValue): string {
  if (typeof value === "string") return value.includes("\n") ? multiLineString(value) : writeString(value);
  if (!Array.isArray(value)) return writeInline(value);
  const items = value.map(writeValue);
  const line = `[${items.join(", ")}]`;
  return line.length <= widestArray && !line.includes("\n")
    ? line
    : `[\n${items.map((item) => `  ${item},\n`).join("")}]`;
}

/** Inline tables must stay on one line, with all that is in them. */
function writeInline(value: TomlValue): string {
  if (typeof value === "string") return writeString(value);
  if (isTomlFloat(value)) return writeFloat(value.value);
  if (value instanceof TomlDate) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeInline).join(", ")}]`;
  if (!isTomlTable(value)) return String(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${writeKey(key)} = ${writeInline(inner)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** What cannot be shown becomes an escape, which means the same. */
function writeString(value: string): string {
  return printable(tomlString(value));
}

/** Between three quotes, line by line. A quote is escaped only where it could end the string. */
function multiLineString(value: string): string {
  const lines = value.split("\n").map((line) =>
    printableLine(tomlString(line).slice(1, -1))
      .replaceAll('\\"', '"')
      .replaceAll(/"{3,}|"{1,2}$/g, (quotes) => quotes.replaceAll('"', '\\"')),
  );
  return `"""\n${lines.join("\n")}"""`;
}

function writeFloat(value: number): string {
  if (!Number.isFinite(value)) return String(value).toLowerCase().replace("infinity", "inf");
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
