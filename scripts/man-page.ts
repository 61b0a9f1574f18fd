// The manual page, made from what the command itself knows of its commands, options and exit codes, in the language mdoc(7).

import { exitCodes } from "../src/cli/help.ts";
import { type Command, commands, type Option, options } from "../src/cli/options.ts";
import { wrap } from "../src/report/wrap.ts";

/** The day of the release, which goes up with the version. */
const released = "November 21, 2026";

const environment: readonly (readonly [name: string, meaning: string])[] = [
  ["NO_COLOR", "If it is set, nothing is coloured, unless `--color` says so."],
  ["FORCE_COLOR", "If it is set, and neither 0 nor false, all is coloured, also if it does not go to a terminal."],
  ["SOURCE_DATE_EPOCH", "The time at which expiry is judged, in seconds since 1970, unless `--now` names another."],
  [
    "NODE_DISABLE_COMPILE_CACHE",
    "If it is set, the code that was compiled in an earlier run is neither used nor kept.",
  ],
];

const files: readonly (readonly [path: string, meaning: string])[] = [
  [
    "pyproject.toml",
    "What is checked. The table `[tool.fal-lint]` in it holds `select`, `ignore`, `severity` and `exclude`.",
  ],
  [
    "Dockerfile, .dockerignore",
    "Read where a pyproject.toml names them, and so is the build context that they describe.",
  ],
  ["dist/cli/*.code", "In the folder of the package: compiled code, which makes the next start faster."],
];

const examples: readonly (readonly [what: string, command: string])[] = [
  ["Check the nearest pyproject.toml, here or in a folder above:", "fal-lint"],
  ["Check every one below two folders, again whenever something changes:", "fal-lint --watch services apps"],
  ["Mend what can be mended for certain; first look at what that would be:", "fal-lint --fix-dry-run\nfal-lint --fix"],
  ["Find secrets that are not set, or too old:", "fal secrets list --json | fal-lint --secrets -"],
  [
    "Accept what is there now, and fail from now on for what is new:",
    "fal-lint --baseline .fal-lint.json --update-baseline .",
  ],
  ["What one app means, as JSON:", "fal-lint compile --app my-server"],
];

/** The page for a version of fal-lint. */
export function manPage(version: string): string {
  const names = Object.keys(commands) as Command[];
  return [
    '.\\" Made by scripts/generate.mjs. Do not edit.',
    `.Dd ${released}`,
    ".Dt FAL-LINT 1",
    `.Os fal-lint ${version}`,
    ".Sh NAME",
    ".Nm fal-lint",
    ".Nd check and compile the fal.ai apps of a pyproject.toml",
    ".Sh SYNOPSIS",
    ...names.flatMap((name) => [
      ".Nm",
      ...(name === "lint" ? [] : [`.Cm ${name}`]),
      ".Op Ar OPTION ...",
      ...operands(name),
    ]),
    ".Sh DESCRIPTION",
    ".Nm",
    ...prose(
      "checks the tables `[tool.fal.apps]` of a pyproject.toml, and the Dockerfiles and build contexts that they name, for what would fail in a deploy or leak a secret. It never uses the network, and never shows the value of a secret.",
    ),
    ".Pp",
    "The commands are:",
    ...list(names.map((name) => [[`Cm ${name}`, ...inlineOperands(name)].join(" "), sentence(commands[name].help)])),
    ".Pp",
    "The options are:",
    ...list(options.map((option) => [optionLabel(option), optionText(option, names)])),
    ".Sh ENVIRONMENT",
    ...list(environment.map(([name, meaning]) => [`Ev ${name}`, meaning])),
    ".Sh FILES",
    ...list(files.map(([path, meaning]) => [`Pa ${path}`, meaning])),
    ".Sh EXIT STATUS",
    "It is the same for every format:",
    ...list(exitCodes.map(([code, meaning]) => [code, sentence(meaning)])),
    ".Sh EXAMPLES",
    ...examples.flatMap(([what, command], index) => [
      ...(index === 0 ? [] : [".Pp"]),
      what,
      ".Bd -literal -offset indent",
      ...command.split("\n").map(escaped),
      ".Ed",
    ]),
    ".Sh SEE ALSO",
    ".Nm",
    ".Cm explain Ar RULE",
    "for what a rule is about, and",
    ".Lk https://fal.ai/docs fal's documentation .",
    "",
  ].join("\n");
}

function operands(name: Command): string[] {
  const macros = inlineOperands(name).join(" ");
  return macros === "" ? [] : [`.${macros}`];
}

/** `[PATH...]` as macros. */
function inlineOperands(name: Command): string[] {
  const { operands } = commands[name];
  const word = operands.replaceAll(/[[\]]/g, "").replace("...", " ...");
  if (word === "") return [];
  return operands.startsWith("[") ? [`Op Ar ${word}`] : [`Ar ${word}`];
}

function optionLabel({ name, short, value }: Option): string {
  const flags = [...(short === undefined ? [] : [`Fl ${short}`]), `Fl -${name}`].join(" , ");
  return value === undefined ? flags : `${flags} Ar ${value}`;
}

function optionText({ help, choices, commands: known, withFile }: Option, names: readonly Command[]): string {
  const words = Object.entries(choices ?? {}).map(([command, allowed]) => `for ${command} ${allowed.join(", ")}`);
  const named = words.length === 0 ? help : `${help}: ${words.join("; ")}. The first one is the default`;
  const whose = known.length === names.length || words.length > 0 ? "" : ` For ${listed(known)}.`;
  const file =
    withFile === undefined
      ? ""
      : ` For ${listed(withFile)} =FILE may follow, and all but one need it if there are several.`;
  return sentence(named) + whose + file;
}

/** `a, b and c` */
function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(" and ");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function list(items: readonly (readonly [label: string, text: string])[]): string[] {
  return [".Bl -tag -width Ds", ...items.flatMap(([label, text]) => [`.It ${label}`, ...prose(text)]), ".El"];
}

/** Lines of text; what stands in backquotes, and every option, becomes a literal. A sentence begins on a new line. */
function prose(text: string): string[] {
  const marked = text.replaceAll(/(?<![`\w-])--[a-z][\w-]*(?![^`]*`[^`]*$)/g, "`$&`");
  const pieces = marked.split(/(`[^`]*`[.,:;)]*)/).map((piece) => piece.trim());
  return pieces
    .filter((piece) => piece !== "")
    .flatMap((piece) => {
      const literal = /^`([^`]*)`(.*)$/.exec(piece);
      if (literal === null)
        return sentences(piece)
          .flatMap((line) => wrap(line, 76))
          .map(escaped);
      const [, inside = "", behind = ""] = literal;
      return [`.Ql ${[...inside.split(" ").map(argument), ...behind].join(" ")}`];
    });
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.]) (?=[A-Z])/);
}

function escaped(line: string): string {
  return line
    .replaceAll("\\", "\\e")
    .replaceAll(/(?<=^|\s)-(?=-?\w)|(?<=\s-)-/g, "\\-")
    .replace(/^(?=[.'])/, "\\&");
}

/** A word that is no macro, whatever it looks like. */
function argument(word: string): string {
  return `${/^[A-Z%]\w{0,2}$/.test(word) ? "\\&" : ""}${word.replaceAll("\\", "\\e").replaceAll("-", "\\-")}`;
}
