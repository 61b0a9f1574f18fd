import { describe, expect, test } from "vitest";
import { helpText } from "../../src/cli/help.ts";
import { type Command, commands, options } from "../../src/cli/options.ts";

describe.each(Object.keys(commands) as Command[])("the help of %s", (command) => {
  const help = helpText(command);

  test("fits 80 columns, without blanks at the end of a line", () => {
    for (const line of help.split("\n")) expect(line).toMatch(/^(?:.{0,78}\S)?$/);
  });

  test("names every flag that the command knows, and no other", () => {
    const named = [...help.matchAll(/^ {2}(?:-\w,| {3}) --([\w-]+)/gm)].map(([, name]) => name);
    expect(named).toEqual(options.filter((option) => option.commands.includes(command)).map(({ name }) => name));
  });
});

test("the first help names every command and exit code", () => {
  const help = helpText("lint");
  for (const name of Object.keys(commands)) expect(help).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  for (const code of [0, 1, 2, 3, 4]) expect(help).toMatch(new RegExp(`^  ${code}  \\S`, "m"));
});
