import { getBuiltinModule } from "node:process";
import type { parseArgs } from "node:util";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { type Command, commands, type Option, type OptionName, options } from "./options.ts";

/** What the user asked for. */
export interface Invocation {
  readonly command: Command;
  /** Paths, or the name of a rule or schema. */
  readonly operands: readonly string[];
  /** The values of each flag that was given, in order; a flag without a value has an empty list. */
  readonly values: ReadonlyMap<OptionName, readonly string[]>;
}

/** Why a command line cannot be followed, in a sentence. */
export interface BadUsage {
  readonly badUsage: string;
}

export function isBadUsage<T>(value: T | BadUsage): value is BadUsage {
  return typeof value === "object" && value !== null && "badUsage" in value;
}

/** Reads a command line, without the name of the program. */
export function parseArguments(args: readonly string[]): Invocation | BadUsage {
  const tokens = tokensOf(args);
  const words = tokens.filter((token) => token.kind === "positional");
  const end = tokens.findIndex((token) => token.kind === "option-terminator");
  const [first] = words;
  const command = first && isCommand(first.value) && (end < 0 || tokens.indexOf(first) < end) ? first.value : null;
  const operands = words.slice(command === null ? 0 : 1).map(({ value }) => value);
  // Of a script's variable that is not set, most likely: no reason to check the whole folder.
  if (operands.includes("")) return { badUsage: "one of the operands is empty" };
  const flags = tokens.filter((token) => token.kind === "option");
  const values = readFlags(flags, command ?? "lint");
  return isBadUsage(values) ? values : { command: command ?? "lint", operands, values };
}

function tokensOf(args: readonly string[]): NonNullable<ReturnType<typeof parseArgs>["tokens"]> {
  // As hooks call it: Node takes a millisecond to load its parser, and the module around it.
  if (!args.some((arg) => arg.startsWith("-")))
    return args.map((value, index) => ({ kind: "positional", index, value }));
  return getBuiltinModule("node:util").parseArgs({
    args: [...args],
    options: Object.fromEntries(options.map(parserOption)),
    allowPositionals: true,
    strict: false,
    tokens: true,
  }).tokens;
}

interface Flag {
  readonly name: string;
  /** With its dashes. */
  readonly rawName: string;
  readonly value?: string | undefined;
}

function readFlags(flags: readonly Flag[], command: Command): Invocation["values"] | BadUsage {
  const values = new Map<OptionName, string[]>();
  for (const { name, rawName, value } of flags) {
    const option = options.find((known) => known.name === name);
    if (option === undefined) return unknownOption(rawName, command);
    const problem = misuse(option, value, command);
    if (problem !== null) return { badUsage: problem };
    const given = values.get(option.name) ?? [];
    values.set(option.name, value === undefined ? given : [...given, value]);
  }
  return values;
}

/** The value of a flag that counts once: the last one given; null if none is. */
export function lastValue({ values }: Invocation, name: OptionName): string | null {
  return values.get(name)?.at(-1) ?? null;
}

/** The parts of `WORD=FILE`; null: there is no `=`. */
export function splitFile(value: string): { readonly word: string; readonly file: string | null } {
  const equals = value.indexOf("=");
  return equals < 0 ? { word: value, file: null } : { word: value.slice(0, equals), file: value.slice(equals + 1) };
}

/** `; did you mean X?`, or nothing if there is no near word. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === null ? "" : `; did you mean ${candidate}?`;
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(commands, word);
}

function parserOption({ name, short, value }: Option) {
  const type = value === undefined ? ("boolean" as const) : ("string" as const);
  return [name, { type, multiple: true, ...(short !== undefined && { short }) }] as const;
}

function unknownOption(written: string, command: Command): BadUsage {
  const known = options.filter((option) => option.commands.includes(command)).map(({ name }) => `--${name}`);
  return { badUsage: `unknown option ${quote(written)}${didYouMean(written, known)}` };
}

/** What is wrong with one use of a flag; null if nothing is. */
function misuse(option: Option, value: string | undefined, command: Command): string | null {
  const name = `--${option.name}`;
  if (!option.commands.includes(command)) return `${name} is for ${option.commands.join(", ")}, not for ${command}`;
  if (option.value === undefined) return value === undefined ? null : `${name} takes no value`;
  if (value === undefined || value === "") return `${name} needs a value: ${name} ${option.value}`;
  const choices = option.choices?.[command];
  const { word, file } = option.withFile?.includes(command) ? splitFile(value) : { word: value, file: null };
  if (choices !== undefined && !choices.includes(word))
    return `${name} knows no ${quote(word)}, but ${choices.join(", ")}${didYouMean(word, choices)}`;
  return file === "" ? `${name} ${word}= lacks the name of a file` : null;
}
