// The Dockerfile as BuildKit reads it, after moby/buildkit frontend/dockerfile at 73ed682: parser and shell lexer (`parseDockerfile`,
// `expandWord`), instructions (`checkInstructions`), and the stage graph of dockerfile2llb (`resolveStages`, `listPulls`).
export { platformArguments } from "./dockerfile/arguments.ts";
export { readHeredocMark } from "./dockerfile/heredoc.ts";
export { checkInstructions } from "./dockerfile/instructions.ts";
export { mountValue, type Origin, type OriginUse } from "./dockerfile/origins.ts";
export { parseDockerfile } from "./dockerfile/parser.ts";
export { listPulls, type Pull } from "./dockerfile/pulls.ts";
export { type Environment, expandWord } from "./dockerfile/shell-words.ts";
export { resolveStages, type Stage, type StageGraph, type StageOptions } from "./dockerfile/stages.ts";
export type {
  Assignment,
  Comment,
  Directive,
  Dockerfile,
  EscapeToken,
  Flag,
  Heredoc,
  Instruction,
  Mount,
  MountField,
  Problem,
  ProblemKind,
  Word,
} from "./dockerfile/syntax-tree.ts";
