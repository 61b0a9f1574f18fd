interface CommandEntry {
  /** How the help calls them. */
  readonly operands: string;
  readonly help: string;
  /** What an operand may be. */
  readonly choices?: readonly string[];
}

/** The commands by name. `lint` is what runs if none is named. */
export const commands: Readonly<Record<Command, CommandEntry>> = {
  lint: {
    operands: "[PATH...]",
    help: "check files, or every pyproject.toml in a folder (default); a Dockerfile or .dockerignore stands for the pyproject.toml whose apps are built from it",
  },
  compile: { operands: "[PATH...]", help: "print the build manifests of all apps as JSON" },
  uploads: { operands: "[PATH...]", help: "list what `fal deploy` would upload for each app with a Dockerfile" },
  credentials: {
    operands: "[PATH...]",
    help: "list every credential: its registry, its kind, what it serves, its end",
  },
  migrate: {
    operands: "PATH...",
    help: "print the tables of a pyproject.toml that say what Python modules say, with secrets as references; write no file",
  },
  explain: { operands: "RULE", help: "say what a rule finds, why, and what to write instead" },
  rules: { operands: "", help: "list all rules" },
  schema: {
    operands: "NAME",
    help: "print a JSON Schema: config, pyproject, fal-lint, manifest or report",
    choices: ["config", "pyproject", "fal-lint", "manifest", "report"],
  },
  lsp: { operands: "", help: "talk to an editor over standard input and output (Language Server Protocol)" },
  completion: {
    operands: "SHELL",
    help: "print what makes a shell complete these words: bash, zsh or fish",
    choices: ["bash", "zsh", "fish"],
  },
};

export type Command =
  | "lint"
  | "compile"
  | "uploads"
  | "credentials"
  | "migrate"
  | "explain"
  | "rules"
  | "schema"
  | "lsp"
  | "completion";

export type OptionName =
  | "format"
  | "output"
  | "stdin-filename"
  | "app"
  | "now"
  | "secrets"
  | "env"
  | "env-file"
  | "fix"
  | "fix-dry-run"
  | "unsafe-fixes"
  | "max-warnings"
  | "select"
  | "ignore"
  | "no-suppressions"
  | "baseline"
  | "update-baseline"
  | "quiet"
  | "stdio"
  | "watch"
  | "color"
  | "no-color"
  | "help"
  | "version";

/** One flag, for the parser, the help and did-you-mean alike. */
export interface Option {
  readonly name: OptionName;
  /** One letter. */
  readonly short?: string;
  /** How the help calls its value; absent: it takes none. */
  readonly value?: string;
  readonly help: string;
  /** The commands that know it. */
  readonly commands: readonly Command[];
  /** What its value may be, by command; the first one is the default. */
  readonly choices?: Partial<Readonly<Record<Command, readonly string[]>>>;
  /** The commands for which `=FILE` may stand behind its value. */
  readonly withFile?: readonly Command[];
}

const all = Object.keys(commands) as readonly Command[];
/** Those that read files, and can write their answer to one. */
const reading: readonly Command[] = ["lint", "compile", "uploads", "credentials"];

/** Every flag, in the order of the help. */
export const options: readonly Option[] = [
  {
    name: "format",
    value: "NAME",
    help: "how to print",
    commands: [...reading, "migrate", "explain", "rules"],
    withFile: ["lint"],
    choices: {
      lint: ["pretty", "compact", "json", "sarif", "github", "gitlab", "junit"],
      compile: ["json"],
      uploads: ["pretty", "json"],
      credentials: ["pretty", "json"],
      migrate: ["toml", "dockerfile", "dockerignore"],
      explain: ["pretty", "json"],
      rules: ["pretty", "json"],
    },
  },
  {
    name: "output",
    short: "o",
    value: "FILE",
    help: "write to FILE, whole or not at all",
    commands: reading,
  },
  {
    name: "stdin-filename",
    value: "PATH",
    help: "where the text read from - (standard input) belongs; default: pyproject.toml",
    commands: [...reading, "migrate"],
  },
  { name: "app", value: "KEY", help: "this app only", commands: ["compile", "uploads", "credentials", "migrate"] },
  {
    name: "select",
    value: "RULES",
    help: "only these rules, with commas between; may be repeated. What keeps an app from being checked is always told",
    commands: ["lint", "lsp"],
  },
  { name: "ignore", value: "RULES", help: "all but these rules; may be repeated", commands: ["lint", "lsp"] },
  { name: "no-suppressions", help: "let no comment suppress a finding", commands: ["lint", "lsp"] },
  {
    name: "baseline",
    value: "FILE",
    help: "leave out the findings that FILE knows, and tell which of its entries are stale",
    commands: ["lint"],
  },
  {
    name: "update-baseline",
    help: "create or renew the file of --baseline; a live credential is never accepted into it",
    commands: ["lint"],
  },
  { name: "fix", help: "mend what can be mended for certain, in the files themselves", commands: ["lint"] },
  { name: "fix-dry-run", help: "show as a diff what --fix would do, and write nothing", commands: ["lint"] },
  {
    name: "unsafe-fixes",
    help: "with --fix or --fix-dry-run: also make the fixes that might not be what you meant",
    commands: ["lint"],
  },
  { name: "max-warnings", value: "N", help: "fail if there are more than N warnings", commands: ["lint"] },
  { name: "quiet", short: "q", help: "list errors only; all are still counted", commands: ["lint"] },
  {
    name: "watch",
    short: "w",
    help: "check again whenever a file that counts has changed, until it is interrupted (Ctrl-C, exit code 130)",
    commands: ["lint"],
  },
  {
    name: "now",
    value: "TIME",
    help: "judge expiry at this time, such as 2026-01-31T12:00:00Z; default: SOURCE_DATE_EPOCH, or the clock",
    commands: ["lint", "credentials", "lsp"],
  },
  {
    name: "secrets",
    value: "FILE",
    help: "what `fal secrets list --json` printed (- for standard input), to find secrets that are not set, or too old",
    commands: ["lint", "lsp"],
  },
  {
    name: "env",
    value: "FILE",
    help: "values of fal secrets, a NAME=VALUE a line, to judge what a $NAME holds; they are never shown",
    commands: ["lint", "credentials", "lsp"],
  },
  {
    name: "env-file",
    value: "FILE",
    help: "the same, for a file that you trust: Node reads it too, and obeys a NODE_OPTIONS in it",
    commands: ["lint", "credentials", "lsp"],
  },
  {
    name: "stdio",
    help: "talk over standard input and output, as it does anyway: some editors say so",
    commands: ["lsp"],
  },
  {
    name: "color",
    help: "colours even if this is no terminal (or set FORCE_COLOR)",
    commands: [...reading, "migrate"],
  },
  { name: "no-color", help: "no colours (or set NO_COLOR)", commands: [...reading, "migrate"] },
  { name: "help", short: "h", help: "show this", commands: all },
  { name: "version", short: "V", help: "show the version", commands: all },
];
