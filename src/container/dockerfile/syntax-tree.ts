import type { Span } from "../../text/source.ts";

/**
 * A piece of an instruction. `value` is what BuildKit's parser hands on: lines joined, JSON strings and flags decoded, the shell's
 * quotes and variables kept. `span` is what was written for it, a JSON string's and a flag's quotes included.
 */
export interface Word {
  readonly value: string;
  readonly span: Span;
}

/** `# syntax=…`, `# escape=…` or `# check=…` at the top of the file. `span` runs from the `#` to the end of the value. */
export interface Directive {
  readonly name: "syntax" | "escape" | "check";
  readonly value: Word;
  readonly span: Span;
}

/** A comment line, from its `#` to the end of the line. */
export interface Comment {
  readonly span: Span;
}

/** `--name` or `--name=value` between the keyword and the arguments. */
export interface Flag {
  /** Without the dashes, in the case it was written. */
  readonly name: string;
  /** Null if there is no `=`. */
  readonly value: Word | null;
  readonly span: Span;
}

/** One field of `RUN --mount=key=value,key`. */
export interface MountField {
  /** In lower case. */
  readonly key: string;
  /** Null if there is no `=`. */
  readonly value: Word | null;
  readonly span: Span;
}

/** One `--mount` flag of a RUN, read as the line of CSV that it is. */
export interface Mount {
  /** Empty if the CSV is broken (a problem says so). */
  readonly fields: readonly MountField[];
  readonly span: Span;
}

/** `name=value` of ENV, LABEL and ARG. */
export interface Assignment {
  readonly name: Word;
  /** Quotes and variables as written; null in `ARG name`. */
  readonly value: Word | null;
  /** A blank in the old form `ENV name value`, whose value is the rest of the line. */
  readonly separator: "=" | " " | null;
}

/** A text that follows the instruction, in the order of the `<<` marks. */
export interface Heredoc {
  readonly name: string;
  /** Quoted (`<<"EOF"`): no variable in the body is expanded. */
  readonly quoted: boolean;
  /** `<<-EOF`: tabs at the start of each line of the body are dropped. */
  readonly chomp: boolean;
  /** The 3 of `3<<EOF`; 0 if none was written. */
  readonly fileDescriptor: number;
  /** The mark itself: `3<<-"EOF"`. */
  readonly span: Span;
  /** Whole lines, the last line end included, the line with the name not. */
  readonly body: Span;
}

/** An instruction as BuildKit's parser reads it, whether or not its later steps would accept it. */
export interface Instruction {
  /** In upper case; empty for a line that is nothing but a continuation. */
  readonly keyword: string;
  /** The keyword as it was written. */
  readonly keywordSpan: Span;
  readonly flags: readonly Flag[];
  /** Of a RUN, in the order of its `--mount` flags; otherwise empty. */
  readonly mounts: readonly Mount[];
  /** `json`: the arguments are an array of strings. */
  readonly form: "json" | "shell";
  /** The words, or one for the whole rest where a command line or one value is expected. Empty for ENV, LABEL and ONBUILD. */
  readonly arguments: readonly Word[];
  /** Of ENV, LABEL and ARG; otherwise empty. */
  readonly assignments: readonly Assignment[];
  /** Of ADD, COPY and RUN, also behind ONBUILD: then both the ONBUILD and its trigger have them. */
  readonly heredocs: readonly Heredoc[];
  /** The instruction behind ONBUILD, which shares its line. A second ONBUILD in there is not read further: BuildKit refuses it. */
  readonly trigger: Instruction | null;
  /** Comment lines between its continued lines. */
  readonly comments: readonly Comment[];
  /** From the keyword to the last argument, or to the end of the last heredoc's closing line. */
  readonly span: Span;
  /** 1-based line of the keyword; lines end at LF, as BuildKit counts. */
  readonly line: number;
}

/** What a {@link Problem} is about. */
export type ProblemKind =
  // The parser's.
  | "no-instructions"
  | "line-too-long"
  | "directive"
  | "assignment"
  | "json"
  | "heredoc"
  // The single instruction's.
  | "unknown-instruction"
  | "arguments"
  | "flag"
  | "mount"
  | "stage-name"
  | "trigger"
  | "no-stage"
  // The stage graph's.
  | "expansion"
  | "variable-in-from"
  | "missing-stage"
  | "stage-order"
  | "unknown-target";

/** Something for which BuildKit refuses the file. `message` quotes nothing from it: any word of a Dockerfile may be a secret. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly span: Span;
  readonly message: string;
}

/** A Dockerfile as BuildKit's parser reads it. Spans are offsets in the text that was given, a byte order mark and CRLF counted. */
export interface Dockerfile {
  readonly directives: readonly Directive[];
  /** The image that reads this file instead of the builder's own reader (`# syntax=`); null if none is named. */
  readonly syntax: Word | null;
  readonly escapeToken: EscapeToken;
  readonly instructions: readonly Instruction[];
  /** All of them, those inside continued instructions included; directives are none. */
  readonly comments: readonly Comment[];
  /** Why BuildKit's parser refuses the file; empty if it does not. BuildKit stops at the first. */
  readonly problems: readonly Problem[];
}

/** The character that continues a line and takes away the next one's meaning. */
export type EscapeToken = "\\" | "`";
