import { rules } from "../../rules/index.ts";
import { type Command, commands, type Option, options } from "../options.ts";

/** What may stand for a value or an operand. `rules` are several with commas between; `text` cannot be completed. */
export type Completed =
  | { readonly kind: "files" | "rule" | "rules" | "app" | "text" | "nothing" }
  | { readonly kind: "words"; readonly words: readonly string[] };

/** An option of one command, as it is completed. */
export interface CompletedOption {
  /** With its dashes, the long one first. */
  readonly names: readonly string[];
  readonly help: string;
  /** What the help calls its value; null: it takes none. */
  readonly label: string | null;
  readonly value: Completed;
}

/** A command as it is completed. */
export interface CompletedCommand {
  readonly name: Command;
  readonly help: string;
  readonly operand: Completed;
  readonly options: readonly CompletedOption[];
}

const kinds: Readonly<Record<string, Exclude<Completed["kind"], "words">>> = {
  "": "nothing",
  PATH: "files",
  FILE: "files",
  RULE: "rule",
  RULES: "rules",
  KEY: "app",
};

/** All commands, in the order of the help. */
export const completedCommands: readonly CompletedCommand[] = (Object.keys(commands) as Command[]).map((name) => {
  const { operands, help, choices } = commands[name];
  return {
    name,
    help,
    operand: completed(operands.replaceAll(/[[\].]/g, ""), choices),
    options: options
      .filter((option) => option.commands.includes(name))
      .map((option) => ({
        names: optionNames(option),
        help: option.help,
        label: option.value ?? null,
        value: completed(option.value ?? "", option.choices?.[name]),
      })),
  };
});

/** With their dashes, the options behind which a value stands, whichever the command. */
export const optionsWithValue: readonly string[] = options.flatMap((option) =>
  option.value === undefined ? [] : optionNames(option),
);

/** Every rule that can be named. */
export const completedRules: readonly { readonly id: string; readonly summary: string }[] = rules;

/** A `sed` script that prints the keys of all apps of a pyproject.toml that can be typed as they are. */
export const appKeys = "s/^[[:blank:]]*\\[tool\\.fal\\.apps\\.\\([A-Za-z0-9_-]*\\)[].].*/\\1/p";

/** A word for any of the shells, in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function optionNames({ name, short }: Option): string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

function completed(label: string, words: readonly string[] | undefined): Completed {
  return words === undefined ? { kind: kinds[label] ?? "text" } : { kind: "words", words };
}
