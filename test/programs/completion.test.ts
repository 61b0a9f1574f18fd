// The scripts of `fal-lint completion` in the real shells, typed into on a real terminal.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Command, commands, options } from "../../src/cli/options.ts";
import { rules } from "../../src/rules/index.ts";
import { program } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-completion-"));
const project = join(folder, "project");
const bin = join(folder, "bin");
const env = { HOME: folder, PATH: `${bin}:${process.env["PATH"]}`, TERM: "xterm", LC_ALL: "C.UTF-8", PS1: "READY>" };

/** Names that are no joke to a shell. */
const hostile = [
  " with blanks ",
  "'quote",
  '"quotes"',
  "$HOME",
  "$(id)",
  "`id`",
  ";id;",
  "*?[x]",
  "\\backslash",
  "#hash",
  "(paren){brace}",
  "=equals",
  ":colon",
  "~tilde!bang",
  ",comma",
  "é",
  "\nnewline",
  "&and|or<in>out",
].map((name, index) => `z${String.fromCharCode(97 + index)}${name}.toml`);

beforeAll(() => {
  mkdirSync(bin);
  mkdirSync(join(project, "folder/sub folder"), { recursive: true });
  const build = spawnSync(process.execPath, ["scripts/build.mjs", join(folder, "dist")], { encoding: "utf8" });
  expect(build.stderr).toBe("");
  for (const shell of commands.completion.choices ?? []) {
    const { stdout } = spawnSync(process.execPath, [join(folder, "dist/cli.cjs"), "completion", shell]);
    writeFileSync(join(folder, `completion.${shell}`), stdout);
  }
  // What the shell runs in the place of fal-lint: it says what it was given, in a way that no echo of a typed line looks like.
  writeFileSync(
    join(bin, "fal-lint"),
    `#!/bin/sh
printf 'GIV''EN'
for word; do printf ' '; printf '%s' "$word" | od -An -v -tx1 | tr -d ' \\n'; done
printf ' END\\n'
`,
  );
  chmodSync(join(bin, "fal-lint"), 0o755);
  for (const name of hostile) writeFileSync(join(project, name), "");
  writeFileSync(join(project, "folder/sub folder/x.toml"), "");
  writeFileSync(
    join(project, "pyproject.toml"),
    '[tool.fal.apps.upscaler]\n[tool.fal.apps.my-server.image]\n[tool.fal.apps."odd $(id) key"]\n[other]\n',
  );
});

afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 100 }));

/** A shell on a terminal. */
class Terminal {
  readonly #child: ChildProcessWithoutNullStreams;
  #said = "";
  #heard = () => {};

  constructor(command: string) {
    this.#child = spawn(program("script"), ["-qefc", command, "/dev/null"], { cwd: project, env });
    this.#child.stdout.on("data", (data: Buffer) => {
      this.#said += data;
      this.#heard();
    });
  }

  /** Once the shell waits for it: before, the terminal itself would act on some of the keys. */
  async type(keys: string): Promise<void> {
    await this.until("READY>");
    this.#child.stdin.write(keys);
  }

  /** What it says up to a text. */
  async until(end: string): Promise<string> {
    for (;;) {
      const [before, ...rest] = this.#said.split(end);
      if (before !== undefined && rest.length > 0) {
        this.#said = rest.join(end);
        return before;
      }
      await new Promise<void>((resolved) => {
        this.#heard = resolved;
      });
    }
  }

  close(): void {
    this.#child.kill("SIGKILL");
  }
}

/** How each is started, and what is typed first. */
const shells: Record<string, { readonly flags: string; readonly setUp: string }> = {
  bash: {
    flags: "--norc --noprofile -i",
    setUp: "bind 'set completion-query-items 0'; bind 'set page-completions off'; source ../completion.bash",
  },
  zsh: {
    flags: "-f -i",
    setUp: "LISTMAX=10000; autoload -Uz compinit; compinit -u -D; source ../completion.zsh",
  },
  fish: {
    flags: `--no-config --interactive -C 'function fish_prompt; printf "READY>"; end'`,
    setUp: "source ../completion.fish",
  },
};

describe.each(Object.entries(shells))("%s", (name, { flags, setUp }) => {
  let terminal: Terminal;

  beforeAll(async () => {
    terminal = new Terminal(`stty rows 500 cols 300; exec ${program(name)} ${flags}`);
    await terminal.type(`${setUp}; fal-lint set up\n`);
    expect(await given(terminal)).toEqual(["set", "up"]);
  });

  afterAll(() => terminal.close());

  test.each<[typed: string, expected: string[]]>([
    ["comp\t", ["comp"]],
    ["compi\t", ["compile"]],
    ["credentials --form\tj\t", ["credentials", "--format", "json"]],
    ["--format co\t", ["--format", "compact"]],
    ["--format=co\t", ["--format=compact"]],
    ["compile --format \t", ["compile", "--format", "json"]],
    ["--format json comple\t", ["--format", "json", "completion"]],
    ["completion f\t", ["completion", "fish"]],
    ["schema m\t", ["schema", "manifest"]],
    ["explain plaintext\t", ["explain", "plaintext-password"]],
    ["--select plaintext\t", ["--select", "plaintext-password"]],
    ["--ignore unpinned-i\t", ["--ignore", "unpinned-image"]],
    ["compile --app up\t", ["compile", "--app", "upscaler"]],
    ["uploads --app my\t", ["uploads", "--app", "my-server"]],
    ["compile --quie\t", ["compile", "--quie"]],
    ["--max-w\t3", ["--max-warnings", "3"]],
    ["pyp\t", ["pyproject.toml"]],
    ["fold\tsub\tx\t", ["folder/sub folder/x.toml"]],
    ["--output=pyp\t", ["--output=pyproject.toml"]],
    ["-o pyp\t", ["-o", "pyproject.toml"]],
    ["--secrets pyp\tpyp\t", ["--secrets", "pyproject.toml", "pyproject.toml"]],
    ["-- pyp\t", ["--", "pyproject.toml"]],
  ])("%j", async (typed, expected) => {
    await terminal.type(`fal-lint ${typed}\n`);
    // zsh writes --format=json for `--form` and `j`.
    const apart = (words: readonly string[]) => words.flatMap((word) => word.split("="));
    expect(apart(await given(terminal))).toEqual(apart(expected));
  });

  test.each(hostile)("the file %j", async (file) => {
    for (const words of ["", "compile ", "--env-file "]) {
      await terminal.type(`fal-lint ${words}${file.slice(0, 2)}\t\n`);
      expect(await given(terminal)).toEqual([...words.split(" ").filter(Boolean), file]);
    }
    expect(readdirSync(project)).toHaveLength(hostile.length + 2);
  });

  test("several rules with commas between", async () => {
    await terminal.type(`fal-lint --select unknown-key,plaintext\t\n`);
    expect(await given(terminal)).toEqual(["--select", "unknown-key,plaintext-password"]);
  });

  test.each(Object.keys(commands) as Command[])("lists the options of %s", async (command) => {
    const known = options.filter((option) => option.commands.includes(command)).map((option) => `--${option.name}`);
    const words = command === "lint" ? "" : `${command} `;
    expect(await listed(terminal, name, `${words}--`)).toEqual(expect.arrayContaining(known));
  });

  test("lists the commands, the rules, and the shells", async () => {
    const words = await listed(terminal, name, "");
    expect(words).toEqual(expect.arrayContaining([...Object.keys(commands), "pyproject.toml"]));
    expect(await listed(terminal, name, "explain ")).toEqual(expect.arrayContaining(rules.map(({ id }) => id)));
    expect(await listed(terminal, name, "completion ")).toEqual(expect.arrayContaining(Object.keys(shells)));
  });
});

/** What fal-lint was given. */
async function given(terminal: Terminal): Promise<string[]> {
  await terminal.until("GIVEN");
  const words = await terminal.until(" END");
  return words
    .split(" ")
    .slice(1)
    .map((hex) => Buffer.from(hex, "hex").toString());
}

/** The words that a shell shows for an unfinished line. */
async function listed(terminal: Terminal, shell: string, typed: string): Promise<string[]> {
  const isFish = shell === "fish";
  const words = isFish ? `complete -C ${JSON.stringify(`fal-lint ${typed}`)}; ` : `fal-lint ${typed}\t\t\u0015`;
  await terminal.type(`${words}fal-lint\n`);
  const shown = await terminal.until("GIVEN");
  await terminal.until(" END");
  return shown.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, " ").match(/[\w.-]+/g) ?? [];
}
