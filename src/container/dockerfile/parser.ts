import { isBlank, isSpace, skip, trim } from "./characters.ts";
import { detectSyntax, readDirectives } from "./directives.ts";
import { readFlags } from "./flags.ts";
import { readHeredocs } from "./heredoc.ts";
import { findLongLine, joinLines, LineCursor } from "./lines.ts";
import type { Assignment, Comment, Dockerfile, EscapeToken, Instruction, Problem, Word } from "./syntax-tree.ts";
import { type Part, readJsonArray, splitQuotedWords, splitWords, wholeWord, wordOf } from "./words.ts";

/** Reads a Dockerfile as BuildKit's parser does, but goes on behind what that one refuses. */
export function parseDockerfile(text: string): Dockerfile {
  const longLine = findLongLine(text);
  const problems: Problem[] = longLine === null ? [] : [longLine];
  const cursor = new LineCursor(text);
  const { directives, escapeToken } = readDirectives(cursor, problems);
  const instructions: Instruction[] = [];
  const comments: Comment[] = [];
  for (let line = cursor.current; line !== null; line = cursor.current) {
    const start = skip(text, line.start, line.end, isSpace);
    if (start < line.end && text[start] !== "#") {
      const instruction = readInstruction(cursor, start, {
        escapeToken,
        number: line.number,
        isTrigger: false,
        problems,
      });
      for (const comment of instruction.comments) comments.push(comment);
      instructions.push(instruction);
      continue;
    }
    if (start < line.end) comments.push({ span: [start, line.end] });
    cursor.advance();
  }
  if (instructions.length === 0) {
    problems.push({ kind: "no-instructions", span: [0, 0], message: "this file holds no instruction" });
  }
  return { directives, syntax: detectSyntax(text), escapeToken, instructions, comments, problems };
}

interface Context {
  readonly escapeToken: EscapeToken;
  /** Of the line with the keyword. */
  readonly number: number;
  readonly isTrigger: boolean;
  readonly problems: Problem[];
}

/** Reads the instruction that begins at `start` of the cursor's line, its continued lines and its heredocs. */
function readInstruction(cursor: LineCursor, start: number, context: Context): Instruction {
  const [line, comments] = joinLines(cursor, start, context.escapeToken);
  const parsed = { ...parseLine({ line, start: 0, end: line.text.length }, context), comments };
  const { keyword, form } = parsed.trigger ?? parsed;
  const takesHeredocs = keyword === "ADD" || keyword === "COPY" || keyword === "RUN";
  if (!takesHeredocs || form === "json") return parsed;

  const before = cursor.current?.start ?? cursor.text.length;
  const heredocs = readHeredocs(cursor, line, context.problems);
  if (heredocs.length === 0) return parsed;
  const trigger = parsed.trigger === null ? null : { ...parsed.trigger, heredocs };
  return { ...parsed, heredocs, trigger, span: [parsed.span[0], endOfLastLine(cursor, before)] };
}

/** The end of the line in front of the cursor, without its line end. */
function endOfLastLine({ text, current }: LineCursor, start: number): number {
  let end = current?.start ?? text.length;
  while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return end;
}

/** What an instruction's arguments are, by its kind. */
interface Arguments {
  readonly form?: "json" | "shell";
  readonly arguments?: readonly Word[];
  readonly assignments?: readonly Assignment[];
  readonly trigger?: Instruction | null;
}

type ArgumentReader = (part: Part, context: Context, keyword: string) => Arguments;

const argumentReaders: ReadonlyMap<string, ArgumentReader> = new Map<string, ArgumentReader>([
  ["add", readListArguments],
  ["arg", readArgArguments],
  ["cmd", readCommandArguments],
  ["copy", readListArguments],
  ["entrypoint", readCommandArguments],
  ["env", readAssignments],
  ["expose", readWordArguments],
  ["from", readWordArguments],
  ["healthcheck", readHealthcheckArguments],
  ["label", readAssignments],
  ["maintainer", readOneArgument],
  ["onbuild", readTrigger],
  ["run", readCommandArguments],
  ["shell", readCommandArguments],
  ["stopsignal", readOneArgument],
  ["user", readOneArgument],
  ["volume", readListArguments],
  ["workdir", readOneArgument],
]);

/** In upper case. */
export const instructionNames: ReadonlySet<string> = new Set(
  [...argumentReaders.keys()].map((name) => name.toUpperCase()),
);

function parseLine(part: Part, context: Context): Instruction {
  const { line } = part;
  const [start, end] = trim(line.text, part.start, part.end);
  const keywordEnd = skip(line.text, start, end, isNoBlank);
  const written = line.text.slice(start, keywordEnd);
  const keyword = written.toUpperCase();
  const { escapeToken, problems } = context;
  const { end: flagsEnd, ...flags } = readFlags({ line, start: keywordEnd, end }, keyword, escapeToken, problems);
  const [from, to] = trim(line.text, flagsEnd, end);
  const readArguments = argumentReaders.get(written.toLowerCase());
  return {
    keyword,
    keywordSpan: line.span(start, keywordEnd),
    ...flags,
    form: "shell",
    arguments: [],
    assignments: [],
    trigger: null,
    ...readArguments?.({ line, start: from, end: to }, context, keyword),
    heredocs: [],
    comments: [],
    span: line.span(start, end),
    line: context.number,
  };
}

const isNoBlank = (code: number): boolean => !isBlank(code);

/** EXPOSE, FROM: words between blanks. */
function readWordArguments(part: Part): Arguments {
  return { arguments: splitWords(part) };
}

/** USER, WORKDIR and the like: all of it is one value. */
function readOneArgument(part: Part): Arguments {
  return { arguments: wholeWord(part) };
}

/** RUN, CMD, ENTRYPOINT, SHELL: a JSON array, or one command line for the shell. */
function readCommandArguments(part: Part, context: Context): Arguments {
  return readJsonArguments(part, context) ?? readOneArgument(part);
}

/** ADD, COPY, VOLUME: a JSON array, or words. */
function readListArguments(part: Part, context: Context): Arguments {
  return readJsonArguments(part, context) ?? readWordArguments(part);
}

function readJsonArguments(part: Part, { problems }: Context): Arguments | null {
  const words = readJsonArray(part);
  if (words === null) return null;
  if (words !== "other") return { form: "json", arguments: words };
  const span = part.line.span(part.start, part.end);
  problems.push({ kind: "json", span, message: "a JSON array in a Dockerfile may hold strings only" });
  return { form: "json" };
}

/** HEALTHCHECK: its kind, then what CMD takes. */
function readHealthcheckArguments({ line, start, end }: Part, context: Context): Arguments {
  const kindEnd = skip(line.text, start, end, isNoBlank);
  if (kindEnd === start) return {};
  const command = { line, start: skip(line.text, kindEnd, end, isBlank), end };
  const { arguments: words = [], ...rest } = readCommandArguments(command, context);
  return { ...rest, arguments: [wordOf(line, start, kindEnd), ...words] };
}

/** ARG: names, each with or without a value. */
function readArgArguments(part: Part, { escapeToken }: Context): Arguments {
  const words = splitQuotedWords(part, escapeToken);
  return {
    arguments: words.map(({ line, start, end }) => wordOf(line, start, end)),
    assignments: words.map(
      (word) =>
        splitAssignment(word) ?? { name: wordOf(word.line, word.start, word.end), value: null, separator: null },
    ),
  };
}

/** ENV and LABEL: `name=value name=value`, or in the old form `name value`. */
function readAssignments(part: Part, { escapeToken, problems }: Context, keyword: string): Arguments {
  const assignments: Assignment[] = [];
  const words = splitQuotedWords(part, escapeToken);
  for (const word of words) {
    const assignment = splitAssignment(word);
    if (assignment !== null) {
      assignments.push(assignment);
    } else if (assignments.length === 0) {
      return readOldAssignment(part, keyword, problems);
    } else {
      const span = word.line.span(word.start, word.end);
      problems.push({
        kind: "assignment",
        span,
        message: `every word of ${keyword} must be name=value; quote a value that holds blanks`,
      });
    }
  }
  return { assignments };
}

function readOldAssignment({ line, start, end }: Part, keyword: string, problems: Problem[]): Arguments {
  const nameEnd = skip(line.text, start, end, isNoBlank);
  const valueStart = skip(line.text, nameEnd, end, isBlank);
  if (valueStart === nameEnd) {
    problems.push({
      kind: "assignment",
      span: line.span(start, end),
      message: `${keyword} needs a value: write name=value`,
    });
    return {};
  }
  const [name, value] = [wordOf(line, start, nameEnd), wordOf(line, valueStart, end)];
  return { assignments: [{ name, value, separator: " " }] };
}

function splitAssignment({ line, start, end }: Part): Assignment | null {
  const equals = start + line.text.slice(start, end).indexOf("=");
  if (equals < start) return null;
  return { name: wordOf(line, start, equals), value: wordOf(line, equals + 1, end), separator: "=" };
}

/** ONBUILD: another instruction. */
function readTrigger(part: Part, context: Context): Arguments {
  if (context.isTrigger || part.start === part.end) return {};
  return { trigger: parseLine(part, { ...context, isTrigger: true }) };
}
