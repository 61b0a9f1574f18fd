import { shellWords } from "../../client/words.ts";
import type { Instruction, Stage, StageGraph } from "../../container/dockerfile.ts";
import { isImageOnly } from "../../manifest/entry.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import type { KeyPath } from "../../text/diagnostic.ts";
import type { Finding, Place } from "../../text/finding.ts";
import type { Span } from "../../text/source.ts";
import { inDockerfile, namedBy } from "../dockerfile/dockerfile-finding.ts";
import { isDockersFrontend } from "../dockerfile/frontend.ts";
import type { AppContext } from "../rule.ts";

/** A word of the command that starts the container. */
export interface CommandWord {
  readonly text: string;
  readonly at: Place;
  /** For a place in the Dockerfile: the app's line that names it. */
  readonly related: NonNullable<Finding["related"]>;
}

/** What starts the container, as far as the app's table and its Dockerfile say it. */
export interface ServerCommand {
  /** Entrypoint and command, in one row. */
  readonly words: readonly CommandWord[];
  /** A shell runs more than one thing: which of them is the server is not certain. */
  readonly compound: boolean;
}

/**
 * The command of an app whose container serves by itself, or whose table names one; null for any other. What an unknown base image
 * brings along is left out; so is what BuildKit, Docker or fal may leave out.
 */
export function serverCommand(app: AppContext): ServerCommand | null {
  const { image } = app.config;
  if (image === undefined || app.config.ref !== undefined) return null;
  // With fal's own server in the container, the image's command is not what serves.
  const built = isImageOnly(app.config) ? finalCommand(app) : noCommand;
  const imagePath = [...app.path, "image"];
  const entrypoint =
    image.entrypoint === undefined ? built.entrypoint : tableWords(image.entrypoint, [...imagePath, "entrypoint"]);
  const takesArguments = image.entrypoint !== undefined || !built.entrypointIsShell;
  const own = image.cmd === undefined ? null : tableWords(image.cmd, [...imagePath, "cmd"]);
  // Whether an entrypoint of the table leaves the image's command in force is not documented.
  const inherited = image.entrypoint === undefined ? built.command : [];
  const words = [...entrypoint, ...(takesArguments ? (own ?? inherited) : [])];
  return { words, compound: words.some(({ text }) => /^(?:[&|;]+|[^\s]*;)$/.test(text)) };
}

/** The words of `entrypoint` or `cmd` of the table. A string is split as a shell would. */
function tableWords(value: string | readonly string[], keyPath: KeyPath): CommandWord[] {
  const word = (text: string, path: KeyPath): CommandWord => ({
    text,
    at: { keyPath: path, part: "value" },
    related: [],
  });
  if (typeof value === "string") return split(value).map(({ text }) => word(text, keyPath));
  return value.flatMap((text, index) => {
    const parts = isScript(value[index - 1]) ? split(text) : [{ text }];
    return parts.map((part) => word(part.text, [...keyPath, index]));
  });
}

interface ImageCommand {
  readonly entrypoint: readonly CommandWord[];
  /** In shell form, which takes no arguments: the command is left aside. */
  readonly entrypointIsShell: boolean;
  readonly command: readonly CommandWord[];
}

const noCommand: ImageCommand = { entrypoint: [], entrypointIsShell: false, command: [] };

/** What the final stage of the Dockerfile, and those that it is built on, set. */
function finalCommand(app: AppContext): ImageCommand {
  const content = app.build?.kind === "dockerfile" ? app.build.content : null;
  if (content === null || !isDockersFrontend(content.dockerfile)) return noCommand;
  let { entrypoint, entrypointIsShell, command } = noCommand;
  for (const { instructions } of finalStages(content.graph)) {
    let hasOwnCommand = false;
    for (const instruction of instructions) {
      if (instruction.keyword === "CMD") {
        command = instructionWords(app, content, instruction);
        hasOwnCommand = true;
      } else if (instruction.keyword === "ENTRYPOINT") {
        entrypoint = instructionWords(app, content, instruction);
        entrypointIsShell = instruction.form === "shell";
        // It takes an inherited command away.
        if (!hasOwnCommand) command = [];
      }
    }
  }
  return { entrypoint, entrypointIsShell, command };
}

/** The stage that is built and those below it, the lowest first. A stage can only be built on one above it in the file. */
export function finalStages({ stages, target }: StageGraph): readonly Stage[] {
  const chain: Stage[] = [];
  for (let stage = target === null ? undefined : stages[target]; stage !== undefined; ) {
    chain.push(stage);
    const { origin } = stage.base;
    stage = origin.kind === "stage" ? stages[origin.stage] : undefined;
  }
  return chain.reverse();
}

function instructionWords(app: AppContext, { text }: DockerfileContent, instruction: Instruction): CommandWord[] {
  const related = namedBy(app);
  const word = (value: string, span: Span): CommandWord => ({ text: value, at: inDockerfile(app, span), related });
  return instruction.arguments.flatMap(({ value, span }, index, all) => {
    if (instruction.form === "json" && !isScript(all[index - 1]?.value)) return [word(value, span)];
    // Within a text that is written as it is read, the place of a word is known.
    const from = text.slice(span[0], span[1]) === value ? span[0] : null;
    return split(value).map((part) =>
      word(part.text, from === null || part.span === undefined ? span : [from + part.span[0], from + part.span[1]]),
    );
  });
}

/** Whether the word behind this one is a script: `sh -c`, `bash -lc`. */
function isScript(before: string | undefined): boolean {
  return before !== undefined && /^-[a-z]*c$/.test(before);
}

function split(text: string): readonly { readonly text: string; readonly span?: Span }[] {
  const words = shellWords(text);
  return typeof words === "string" ? [{ text }] : words;
}
