import type { Span } from "../../text/source.ts";
import { type ImageReference, parseImageReference } from "../image-reference.ts";
import { expansionProblem } from "./arguments.ts";
import { type Environment, expandWord } from "./shell-words.ts";
import type { EscapeToken, Instruction, Mount, Problem, Word } from "./syntax-tree.ts";

/** Where files come from: another stage, nothing, or an image. */
export type Origin =
  | { readonly kind: "stage"; readonly stage: number }
  | { readonly kind: "scratch" }
  | { readonly kind: "image"; readonly reference: ImageReference }
  | {
      /** The name lacks variables that are not set, or is blank once they are expanded. */
      readonly kind: "unresolved";
      /** Those variables; empty if the name is blank for another reason. */
      readonly names: readonly string[];
      /** What BuildKit reads, with nothing in their place: `python` for `python$SUFFIX`. Blank where it refuses the expansion. */
      readonly value: string;
    }
  | {
      readonly kind: "invalid";
      /** What BuildKit reads, with its variables expanded. */
      readonly value: string;
      /** Why it is no image reference, in image-reference's words. */
      readonly error: string;
    }
  /** `COPY --from=7` where there are fewer stages. */
  | { readonly kind: "missing-stage" };

/** A place that names a stage or an image. */
export interface OriginUse {
  readonly by: "from" | "copy" | "mount";
  /** Before variables are expanded: `python:${VERSION}`. */
  readonly written: string;
  readonly span: Span;
  readonly origin: Origin;
}

interface BaseContext {
  /** The stages so far: FROM sees no later one, and heeds case. */
  readonly names: ReadonlyMap<string, number>;
  readonly environment: Environment;
  readonly escapeToken: EscapeToken;
}

/** What a FROM builds on. */
export function resolveBase(
  from: Instruction,
  { names, environment, escapeToken }: BaseContext,
  problems: Problem[],
): OriginUse {
  const word = from.arguments[0] ?? { value: "", span: from.keywordSpan };
  const use = { by: "from", written: word.value, span: word.span } as const;
  const expansion = expandWord(word.value, environment, { escapeToken });
  if (!expansion.ok) {
    problems.push(expansionProblem(word.span, expansion.error));
    return { ...use, origin: { kind: "unresolved", names: [], value: "" } };
  }
  const { value, unresolved } = expansion;
  const isKnown = value !== "" && unresolved.length === 0;
  return {
    ...use,
    origin: isKnown ? originOf(value, names.get(value)) : { kind: "unresolved", names: unresolved, value },
  };
}

interface SourceContext {
  /** All stages of the file; of two with the same name, the later. */
  readonly names: ReadonlyMap<string, number>;
  /** How many stages there are. */
  readonly count: number;
}

/** What a COPY --from or the mounts of a RUN name. */
export function resolveSources(instruction: Instruction, context: SourceContext, problems: Problem[]): OriginUse[] {
  if (instruction.keyword === "COPY") {
    const from = instruction.flags.find(({ name }) => name === "from")?.value ?? null;
    return hasText(from) ? [resolveCopySource(from, context, problems)] : [];
  }
  return instruction.mounts.flatMap((mount) => {
    const from = mountValue(mount, "from");
    return hasText(from) ? [resolveMountSource(from, context, problems)] : [];
  });
}

/** The value of a field of a mount, the last if it is given twice; null if it has none. */
export function mountValue(mount: Mount, key: string): Word | null {
  return mount.fields.findLast((field) => field.key === key)?.value ?? null;
}

function hasText(word: Word | null): word is Word {
  return word !== null && word.value !== "";
}

function resolveCopySource(from: Word, { names, count }: SourceContext, problems: Problem[]): OriginUse {
  const { value, span } = from;
  const use = { by: "copy", written: value, span } as const;
  // BuildKit expands it in an empty environment, only to refuse it if that changes anything.
  const expansion = expandWord(value, noVariables, { escapeToken: "\\" });
  if (!expansion.ok || expansion.value !== value) return { ...use, origin: refuseVariable(from, problems) };
  if (!/^[+-]?[0-9]+$/.test(value)) return { ...use, origin: originOf(value, names.get(value.toLowerCase())) };
  const stage = Number(value);
  if (stage >= 0 && stage < count) return { ...use, origin: { kind: "stage", stage } };
  problems.push({
    kind: "missing-stage",
    span,
    message: `there is no stage of this number: stages are counted from 0, and the last one is ${count - 1}`,
  });
  return { ...use, origin: { kind: "missing-stage" } };
}

/** Like COPY's, but a number is no stage here: it is an image of that name. */
function resolveMountSource(from: Word, { names }: SourceContext, problems: Problem[]): OriginUse {
  const { value, span } = from;
  const dollar = value.indexOf("$");
  const hasVariable = dollar >= 0 && dollar < value.length - 1;
  const origin = hasVariable ? refuseVariable(from, problems) : originOf(value, names.get(value.toLowerCase()));
  return { by: "mount", written: value, span, origin };
}

const noVariables: Environment = new Map();

function refuseVariable({ value, span }: Word, problems: Problem[]): Origin {
  const message = "BuildKit expands no variable here: write `FROM ${NAME} AS stage` further up and name that stage";
  problems.push({ kind: "variable-in-from", span, message });
  const expansion = expandWord(value, noVariables, { escapeToken: "\\" });
  return { kind: "unresolved", names: expansion.ok ? expansion.unresolved : [], value: "" };
}

/** `stage` is the stage of that name, if there is one. */
export function originOf(name: string, stage?: number): Origin {
  if (stage !== undefined) return { kind: "stage", stage };
  if (name === "scratch") return { kind: "scratch" };
  const parsed = parseImageReference(name);
  return parsed.ok
    ? { kind: "image", reference: parsed.reference }
    : { kind: "invalid", value: name, error: parsed.error };
}
