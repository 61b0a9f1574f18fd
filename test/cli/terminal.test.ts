// What a terminal is given, by what it and the environment say of it.
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { fakeHost } from "./fake-host.ts";

const tree = { "pyproject.toml": '[tool.fal.apps.a]\nexposed_port = "80"\nimage.image = "a:1"\n' };

async function run(args: string, env: Readonly<Record<string, string>>, terminal: boolean): Promise<string> {
  const host = fakeHost({ tree, env, terminal });
  await main(args.split(" ").filter(Boolean), host);
  return args.includes("--output") ? (host.written.get("a.txt") ?? "") : host.out();
}

describe("colours", () => {
  // https://no-color.org, https://force-color.org; 0 and false are off by the custom of Node's tools.
  test.each<[args: string, env: Readonly<Record<string, string>>, inTerminal: boolean, inPipe: boolean]>([
    ["", {}, true, false],
    ["", { NO_COLOR: "1" }, false, false],
    ["", { NO_COLOR: "0" }, false, false],
    ["", { NO_COLOR: "" }, true, false],
    ["", { FORCE_COLOR: "" }, true, false],
    ["", { FORCE_COLOR: "0" }, false, false],
    ["", { FORCE_COLOR: "false" }, false, false],
    ["", { FORCE_COLOR: "1" }, true, true],
    ["", { FORCE_COLOR: "2" }, true, true],
    ["", { FORCE_COLOR: "3" }, true, true],
    ["", { FORCE_COLOR: "true" }, true, true],
    ["", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, false],
    ["", { FORCE_COLOR: "1", NO_COLOR: "" }, true, true],
    ["--color", { NO_COLOR: "1", FORCE_COLOR: "0" }, true, true],
    ["--no-color", { FORCE_COLOR: "1" }, false, false],
    ["--output a.txt", {}, false, false],
    ["--output a.txt --color", {}, true, true],
  ])("%s %j", async (args, env, inTerminal, inPipe) => {
    const isColored = async (terminal: boolean) => /\u001b\[\d+m/.test(await run(args, env, terminal));
    expect([await isColored(true), await isColored(false)]).toEqual([inTerminal, inPipe]);
  });
});

describe("the rule is a link", () => {
  const link = "[\u001b]8;;file:///fal-lint/docs/rules/wrong-type.md\u001b\\wrong-type\u001b]8;;\u001b\\]\n";

  test.each<[name: string, env: Readonly<Record<string, string>>, inTerminal: boolean, inPipe: boolean]>([
    ["nothing known", {}, false, false],
    ["an xterm", { TERM: "xterm-256color" }, false, false],
    ["Apple's Terminal", { TERM_PROGRAM: "Apple_Terminal", TERM_PROGRAM_VERSION: "455" }, false, false],
    ["iTerm2", { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.5.0" }, true, false],
    ["an old iTerm2", { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.0.15" }, false, false],
    ["iTerm2 without a version", { TERM_PROGRAM: "iTerm.app" }, false, false],
    ["WezTerm", { TERM_PROGRAM: "WezTerm", TERM_PROGRAM_VERSION: "20240203-110809-5046fc22" }, true, false],
    ["VS Code", { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.93.1" }, true, false],
    ["an old VS Code", { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.71.2" }, false, false],
    ["Ghostty", { TERM_PROGRAM: "ghostty" }, true, false],
    ["a program that is called like something of JavaScript", { TERM_PROGRAM: "constructor" }, false, false],
    ["GNOME", { VTE_VERSION: "7600", TERM: "xterm-256color" }, true, false],
    ["GNOME that crashed", { VTE_VERSION: "5000" }, false, false],
    ["an old GNOME", { VTE_VERSION: "4205" }, false, false],
    ["VTE that says nothing", { VTE_VERSION: "" }, false, false],
    ["Konsole", { KONSOLE_VERSION: "230804" }, true, false],
    ["an old Konsole", { KONSOLE_VERSION: "200800" }, false, false],
    ["kitty", { TERM: "xterm-kitty" }, true, false],
    ["Alacritty", { TERM: "alacritty" }, true, false],
    ["foot", { TERM: "foot" }, true, false],
    ["Windows Terminal", { WT_SESSION: "0" }, true, false],
    ["tmux in GNOME", { TERM: "tmux-256color", VTE_VERSION: "7600" }, false, false],
    ["screen in iTerm2", { TERM: "screen", TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.5" }, false, false],
    ["a CI", { CI: "true", VTE_VERSION: "7600" }, false, false],
    ["forced", { FORCE_HYPERLINK: "1" }, true, true],
    ["forced in a CI", { FORCE_HYPERLINK: "true", CI: "1" }, true, true],
    ["forced off", { FORCE_HYPERLINK: "0", TERM: "xterm-kitty" }, false, false],
    ["forced to nothing", { FORCE_HYPERLINK: "", TERM: "xterm-kitty" }, true, false],
  ])("%s", async (_name, env, inTerminal, inPipe) => {
    const isLink = async (terminal: boolean) => (await run("--no-color", env, terminal)).includes(link);
    expect([await isLink(true), await isLink(false)]).toEqual([inTerminal, inPipe]);
  });

  test("never in a file, nor in another format", async () => {
    for (const args of ["--output a.txt", "--format compact", "--format json", "--format sarif", "--format github"])
      expect(await run(args, { FORCE_HYPERLINK: "1" }, true)).not.toContain("\u001b]8");
  });

  test("and changes nothing else", async () => {
    const plain = await run("", {}, false);
    const linked = await run("", { FORCE_HYPERLINK: "1" }, false);
    expect(linked.replaceAll(/\u001b\]8;;[^\u001b]*\u001b\\/g, "")).toBe(plain);
  });
});
