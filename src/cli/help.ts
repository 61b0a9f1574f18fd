import { wrap } from "../report/wrap.ts";
import { type Command, commands, type Option, options } from "./options.ts";

/** Each exit code, and when it comes. */
export const exitCodes: readonly (readonly [code: string, meaning: string])[] = [
  ["0", "no errors, and no more warnings than --max-warnings allows"],
  ["1", "errors, or too many warnings"],
  ["2", "bad usage or configuration, or a path that cannot be read"],
  ["3", "no pyproject.toml found"],
  ["4", "a bug in fal-lint"],
];

/** The help of one command; that of `lint` is also the help of the whole. */
export function helpText(command: Command): string {
  const { operands, help } = commands[command];
  const known = options.filter((option) => option.commands.includes(command));
  const usage = `fal-lint ${command === "lint" ? "" : `${command} `}[OPTION...] ${operands}`.trimEnd();
  const intro =
    command === "lint"
      ? "Checks [tool.fal.apps] in pyproject.toml, and compiles it to build manifests. It never uses the network and never shows a secret."
      : `${help.charAt(0).toUpperCase()}${help.slice(1)}.`;
  return [
    `Usage: ${usage}\n`,
    `${wrap(intro, 78).join("\n")}\n`,
    ...(command === "lint" ? [section("Commands", commandRows())] : []),
    section(
      "Options",
      known.map((option) => [optionLabel(option, command), optionHelp(option, command)]),
    ),
    section("Exit codes", exitCodes),
  ].join("\n");
}

function commandRows(): [string, string][] {
  return Object.entries(commands).map(([name, { operands, help }]) => [`${name} ${operands}`, help]);
}

function optionLabel({ name, short, value, withFile }: Option, command: Command): string {
  const file = withFile?.includes(command) ? "[=FILE]" : "";
  return `${short === undefined ? "   " : `-${short},`} --${name}${value === undefined ? "" : ` ${value}${file}`}`;
}

function optionHelp({ help, choices, withFile }: Option, command: Command): string {
  const words = choices?.[command];
  const repeated = withFile?.includes(command) ? "; may be repeated, each but one with a FILE" : "";
  return words === undefined ? help : `${help}: ${words.join(", ")} (default: ${words[0]})${repeated}`;
}

/** A table of two columns, the second one wrapped, within 80 columns. */
function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const label = Math.max(...rows.map(([left]) => left.length)) + 4;
  const lines = rows.map(([left, right]) => {
    const [first, ...rest] = wrap(right, 79 - label);
    return [`  ${left}`.padEnd(label) + first, ...rest.map((line) => " ".repeat(label) + line)].join("\n");
  });
  return `${title}:\n${lines.join("\n")}\n`;
}
