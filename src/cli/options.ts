/** The commands by name, each with its operands and one line of help. `lint` is what runs if none is named. */
export const commands: Readonly<Record<Command, { readonly operands: string; readonly help: string }>> = {
  lint: { operands: "[PATH...]", help: "check files, or every pyproject.toml in a folder (default)" },
  compile: { operands: "[PATH...]", help: "print the build manifests of all apps as JSON" },
  explain: { operands: "RULE", help: "say what a rule finds, why, and what to write instead" },
  rules: { operands: "", help: "list all rules" },
  schema: { operands: "NAME", help: "print a JSON Schema: config, pyproject, manifest or report" },
};

export type Command = "lint" | "compile" | "explain" | "rules" | "schema";

export type OptionName =
  | "format"
  | "output"
  | "stdin-filename"
  | "app"
  | "now"
  | "max-warnings"
  | "select"
  | "ignore"
  | "quiet"
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
}

const all = Object.keys(commands) as readonly Command[];

/** Every flag, in the order of the help. */
export const options: readonly Option[] = [
  {
    name: "format",
    value: "NAME",
    help: "how to print",
    commands: ["lint", "compile", "rules"],
    choices: { lint: ["pretty", "compact", "json"], compile: ["json"], rules: ["pretty", "json"] },
  },
  {
    name: "output",
    short: "o",
    value: "FILE",
    help: "write to FILE, whole or not at all",
    commands: ["lint", "compile"],
  },
  {
    name: "stdin-filename",
    value: "PATH",
    help: "where the text read from - (standard input) belongs; default: pyproject.toml",
    commands: ["lint", "compile"],
  },
  { name: "app", value: "KEY", help: "this app only", commands: ["compile"] },
  {
    name: "select",
    value: "RULES",
    help: "only these rules, with commas between; may be repeated. What keeps an app from being checked is always told",
    commands: ["lint"],
  },
  { name: "ignore", value: "RULES", help: "all but these rules; may be repeated", commands: ["lint"] },
  { name: "max-warnings", value: "N", help: "fail if there are more than N warnings", commands: ["lint"] },
  { name: "quiet", short: "q", help: "list errors only; all are still counted", commands: ["lint"] },
  {
    name: "now",
    value: "TIME",
    help: "judge expiry at this time, such as 2026-01-31T12:00:00Z; default: SOURCE_DATE_EPOCH, or the clock",
    commands: ["lint"],
  },
  { name: "color", help: "colours even if this is no terminal (or set FORCE_COLOR)", commands: ["lint", "compile"] },
  { name: "no-color", help: "no colours (or set NO_COLOR)", commands: ["lint", "compile"] },
  { name: "help", short: "h", help: "show this", commands: all },
  { name: "version", short: "V", help: "show the version", commands: all },
];
