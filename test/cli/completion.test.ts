import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { type Command, commands, type Option, options } from "../../src/cli/options.ts";
import { rules } from "../../src/rules/index.ts";
import { fakeHost } from "./fake-host.ts";

const names = Object.keys(commands) as Command[];
const shells = commands.completion.choices ?? [];
const scripts = new Map<string, string>();
for (const shell of shells) {
  const host = fakeHost();
  await main(["completion", shell], host);
  scripts.set(shell, host.out());
}
const script = (shell: string) => scripts.get(shell) ?? "";
const flagsOf = ({ name, short }: Option) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
const flagsFor = (command: Command) => options.filter((option) => option.commands.includes(command)).flatMap(flagsOf);
const all = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, found]) => found ?? "");

/** The flags that a script offers for a command. */
const offered: Record<string, (command: Command) => string[]> = {
  bash: (command) =>
    all(script("bash"), new RegExp(`^ +${command}\\) words=\\((-.*)\\) ;;$`, "gm"))[0]?.split(" ") ?? [],
  zsh: (command) => {
    const [, block = ""] = script("zsh").split(new RegExp(`^ +${command}\\) specs=\\(\n`, "m"));
    return all(block.split("\n    ) ;;")[0] ?? "", /^ +'(?:\*|\([^)]*\))(-[\w-]+)[+=]?\[/gm);
  },
  fish: (command) =>
    all(script("fish"), new RegExp(`^complete -c fal-lint -n '__fal_lint_is ${command}'((?: -[ls] [\\w-]+)+)`, "gm"))
      .flatMap((flags) => flags.trim().split(/ (?=-[ls] )/))
      .map((flag) => flag.replace("-l ", "--").replace("-s ", "-")),
};

test("there is a script for every shell that the help names", async () => {
  expect([...scripts.keys()]).toEqual(Object.keys(offered));
  for (const shell of shells) expect(commands.completion.help).toContain(shell);
});

describe.each(shells)("the script for %s", (shell) => {
  test.each(names)("offers every option of %s, and no other", (command) => {
    expect(offered[shell]?.(command).sort()).toEqual(flagsFor(command).sort());
  });

  test("offers every command, every choice and every rule", () => {
    const words = new Set(script(shell).match(/[\w-]+/g));
    const choices = [
      ...names.flatMap((name) => commands[name].choices ?? []),
      ...options.flatMap((option) => Object.values(option.choices ?? {}).flat()),
    ];
    for (const word of [...names, ...choices, ...rules.map(({ id }) => id)]) expect(words).toContain(word);
  });

  test("knows behind which options a value stands", () => {
    const withValue = options.filter(({ value }) => value !== undefined).flatMap(flagsOf);
    const separator = shell === "fish" ? " " : "|";
    expect(script(shell)).toMatch(new RegExp(`^ +(case )?${withValue.join(`\\${separator}`)}(\\)|$)`, "m"));
  });

  test("is plain text that says how to install it", () => {
    expect(script(shell)).toMatch(new RegExp(`^#.*fal-lint completion ${shell}`, "m"));
    expect(script(shell)).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

test.each([
  [[], "completion takes one of bash, zsh, fish"],
  [["bash", "zsh"], "completion takes one of bash, zsh, fish"],
  [["fihs"], "there is no completion for `fihs`, but bash, zsh, fish; did you mean fish?"],
  [["toString"], "there is no completion for `toString`"],
])("refuses %j", async (operands, message) => {
  const host = fakeHost();
  expect(await main(["completion", ...operands], host)).toBe(2);
  expect(host.err()).toContain(message);
});

test("what the table says that an operand may be, the command takes", async () => {
  for (const name of ["schema", "completion"] as const) {
    for (const choice of commands[name].choices ?? []) expect(await main([name, choice], fakeHost())).toBe(0);
    const host = fakeHost();
    await main([name], host);
    expect(host.err()).toContain(`${name} takes one of ${commands[name].choices?.join(", ")}\n`);
  }
});
