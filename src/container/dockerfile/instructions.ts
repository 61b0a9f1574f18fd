import { nearest } from "../../text/nearest.ts";
import type { Span } from "../../text/source.ts";
import { readHeredocMark } from "./heredoc.ts";
import { instructionNames } from "./parser.ts";
import type { Dockerfile, Flag, Instruction, Problem, ProblemKind } from "./syntax-tree.ts";

/**
 * Why BuildKit refuses single instructions that its parser has read: the step between parser and stage graph. Values with variables
 * are not judged, nor what only the run of an instruction shows.
 */
export function checkInstructions({ instructions }: Dockerfile): Problem[] {
  const problems = instructions.flatMap(checkInstruction);
  const first = instructions.find(({ keyword }) => keyword !== "ARG" && instructionNames.has(keyword));
  if (first === undefined) {
    if (instructions.length > 0)
      problems.push(problem("no-stage", [0, 0], "there is no FROM, and so nothing to build"));
  } else if (first.keyword !== "FROM") {
    problems.push(problem("no-stage", first.keywordSpan, "only ARG may stand in front of the first FROM"));
  }
  return problems;
}

function checkInstruction(instruction: Instruction): Problem[] {
  const { keyword, keywordSpan } = instruction;
  if (!instructionNames.has(keyword)) {
    const meant = nearest(keyword, instructionNames);
    const message = "Docker knows no instruction of this name" + (meant === null ? "" : `: did you mean ${meant}?`);
    return [problem("unknown-instruction", keywordSpan, message)];
  }
  return [...checkArguments(instruction), ...checkFlags(instruction)];
}

function checkArguments(instruction: Instruction): Problem[] {
  const { keyword, keywordSpan, arguments: words, assignments, form, trigger } = instruction;
  const complain = (message: string, span = keywordSpan) => [problem("arguments", span, message)];
  switch (keyword) {
    case "FROM":
      return checkFrom(instruction);
    case "ADD":
    case "COPY":
      return checkCopy(instruction);
    case "ENV":
    case "LABEL":
    case "ARG":
      if (assignments.length === 0) return complain(`${keyword} needs at least one name`);
      return assignments
        .filter(({ name }) => name.value === "")
        .flatMap(({ name }) => complain(`a name of ${keyword} is empty`, name.span));
    case "EXPOSE":
    case "MAINTAINER":
    case "STOPSIGNAL":
    case "USER":
    case "WORKDIR":
      return words.length === 0 ? complain(`${keyword} needs an argument`) : [];
    case "VOLUME":
      if (words.length === 0) return complain("VOLUME needs at least one path");
      return words
        .filter(({ value }) => value.trim() === "")
        .flatMap(({ span }) => complain("a path of VOLUME is empty", span));
    case "SHELL":
      return form === "json" && words.length > 0 ? [] : complain('SHELL takes a JSON array: ["/bin/bash", "-c"]');
    case "HEALTHCHECK":
      return checkHealthcheck(instruction);
    case "ONBUILD":
      if (trigger === null) return complain("ONBUILD needs an instruction");
      if (!["ONBUILD", "MAINTAINER", "FROM"].includes(trigger.keyword)) return [];
      return [problem("trigger", trigger.keywordSpan, `${trigger.keyword} cannot stand behind ONBUILD`)];
    default:
      return [];
  }
}

const stageNamePattern = /^[a-z][a-z0-9_.-]*$/;

function checkFrom({ keywordSpan, arguments: words }: Instruction): Problem[] {
  const [, as, name] = words;
  if (words.length === 1) return [];
  if (words.length !== 3 || as?.value.toLowerCase() !== "as" || name === undefined) {
    return [problem("arguments", keywordSpan, "FROM takes an image, or an image, AS and a name")];
  }
  if (stageNamePattern.test(name.value.toLowerCase())) return [];
  const message = "the name of a stage begins with a letter and holds letters, digits, `-`, `_` and `.` only";
  return [problem("stage-name", name.span, message)];
}

function checkCopy({ keyword, keywordSpan, arguments: words }: Instruction): Problem[] {
  const destination = words.at(-1);
  if (words.length < 2 || destination === undefined) {
    return [problem("arguments", keywordSpan, `${keyword} needs a source and a destination`)];
  }
  const mark = readHeredocMark(destination.value);
  if (mark === null || mark === "broken") return [];
  return [problem("arguments", destination.span, `a heredoc cannot be the destination of ${keyword}`)];
}

function checkHealthcheck({ keywordSpan, arguments: words }: Instruction): Problem[] {
  const kind = words[0]?.value.toUpperCase();
  if (kind === "NONE" && words.length === 1) return [];
  if (kind === "NONE") return [problem("arguments", keywordSpan, "HEALTHCHECK NONE takes no arguments")];
  if (kind !== "CMD") return [problem("arguments", words[0]?.span ?? keywordSpan, "HEALTHCHECK takes CMD or NONE")];
  return words.length === 1 ? [problem("arguments", keywordSpan, "HEALTHCHECK CMD needs a command")] : [];
}

type FlagKind = "boolean" | "value" | "list" | "duration" | "count" | readonly string[];

const flagKinds: ReadonlyMap<string, Readonly<Record<string, FlagKind>>> = new Map([
  [
    "ADD",
    {
      chown: "value",
      chmod: "value",
      link: "boolean",
      "keep-git-dir": "boolean",
      checksum: "value",
      unpack: "boolean",
      exclude: "list",
    },
  ],
  ["COPY", { chown: "value", from: "value", chmod: "value", link: "boolean", exclude: "list", parents: "boolean" }],
  ["FROM", { platform: "value" }],
  [
    "HEALTHCHECK",
    {
      interval: "duration",
      timeout: "duration",
      "start-period": "duration",
      "start-interval": "duration",
      retries: "count",
    },
  ],
  ["RUN", { mount: "list", network: ["default", "none", "host"], security: ["sandbox", "insecure"], device: "list" }],
] as const);

function checkFlags({ keyword, flags, arguments: words }: Instruction): Problem[] {
  // BuildKit does not look at the flags of these.
  if (keyword === "ARG" || keyword === "STOPSIGNAL") return [];
  if (keyword === "HEALTHCHECK" && words[0]?.value.toUpperCase() === "NONE") return [];
  const kinds = new Map(Object.entries(flagKinds.get(keyword) ?? {}));
  const seen = new Set<string>();
  return flags.flatMap((flag) => {
    const kind = kinds.get(flag.name);
    if (kind === undefined) {
      const meant = nearest(flag.name, kinds.keys());
      const message = `${keyword} has no flag of this name` + (meant === null ? "" : `: did you mean --${meant}?`);
      return [problem("flag", flag.span, message)];
    }
    if (kind !== "list" && seen.has(flag.name)) return [problem("flag", flag.span, `--${flag.name} is given twice`)];
    seen.add(flag.name);
    return checkFlagValue(flag, kind);
  });
}

const durationPattern = /^\+?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|[u\u00b5\u03bc]s|ms|s|m|h))+)$/;

// BuildKit reads it into 32 bits.
const greatestCount = 2_147_483_647;

function checkFlagValue({ name, value, span }: Flag, kind: FlagKind): Problem[] {
  const written = value?.value;
  const complain = (message: string) => [problem("flag", value?.span ?? span, message)];
  if (kind === "boolean") {
    const isBoolean = written === undefined || /^(?:true|false)$/i.test(written);
    return isBoolean ? [] : complain(`--${name} is true or false`);
  }
  if (written === undefined) return complain(`--${name} needs a value`);
  if (kind === "duration") {
    return written === "" || durationPattern.test(written)
      ? []
      : complain(`--${name} is a time with a unit, such as 30s or 1m30s`);
  }
  if (kind === "count") {
    const isCount = written === "" || (/^\+?\d+$/.test(written) && Number(written) <= greatestCount);
    return isCount ? [] : complain(`--${name} is a number of at most ${greatestCount}`);
  }
  if (kind === "value" || kind === "list" || kind.includes(written)) return [];
  return complain(`--${name} is one of ${kind.join(", ")}`);
}

function problem(kind: ProblemKind, span: Span, message: string): Problem {
  return { kind, span, message };
}
