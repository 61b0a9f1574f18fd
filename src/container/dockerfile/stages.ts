import type { Span } from "../../text/source.ts";
import { readGlobalArguments } from "./arguments.ts";
import { type OriginUse, resolveBase, resolveSources } from "./origins.ts";
import type { Environment } from "./shell-words.ts";
import type { Dockerfile, Instruction, Problem, Word } from "./syntax-tree.ts";

export interface Stage {
  /** 0-based, as `COPY --from=0` counts. */
  readonly number: number;
  /** In lower case, as BuildKit keeps it; null without AS. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly base: OriginUse;
  /** Every `COPY --from` and `RUN --mount=from` of the stage. */
  readonly sources: readonly OriginUse[];
  /** The same for its ONBUILDs, which run in each stage that is built on this one. */
  readonly onbuildSources: readonly OriginUse[];
  /** Number of the first stage that is built on this one and needed by the target; null if there is none, so that no ONBUILD runs. */
  readonly onbuildStage: number | null;
  /** Whether the target needs it. BuildKit builds no other stage, and pulls nothing for it. */
  readonly reachable: boolean;
  readonly from: Instruction;
  /** Those behind FROM. */
  readonly instructions: readonly Instruction[];
  /** 1-based line of FROM. */
  readonly line: number;
  /** From FROM to the end of the last instruction. */
  readonly span: Span;
}

export interface StageGraph {
  readonly stages: readonly Stage[];
  /** Number of the stage that is built; null if there is none of that name, or none at all. */
  readonly target: number | null;
  /** Why BuildKit refuses the graph. What an origin says of itself (unresolved, invalid) is not repeated. */
  readonly problems: readonly Problem[];
}

export interface StageOptions {
  /** `build_args`: values by name. */
  readonly buildArgs?: Environment;
  /** Name of the stage to build; the last one if not given. */
  readonly target?: string;
}

/** Follows FROM, COPY --from and RUN --mount from the target to every stage and image that the build needs, as BuildKit does. */
export function resolveStages(dockerfile: Dockerfile, options: StageOptions = {}): StageGraph {
  const problems: Problem[] = [];
  const parts = splitStages(dockerfile.instructions);
  const targetName = options.target ?? parts.at(-1)?.name?.value ?? "";
  const buildArgs = options.buildArgs ?? new Map();
  const environment = readGlobalArguments(dockerfile, { buildArgs, target: targetName }, problems);

  const names = new Map<string, number>();
  const based = parts.map((part, number) => {
    const base = resolveBase(part.from, { names, environment, escapeToken: dockerfile.escapeToken }, problems);
    if (part.name !== null) names.set(part.name.value, number);
    return { ...part, number, base };
  });
  const drafts = based.map((part): Draft => {
    const context = { names, count: parts.length };
    const sources = part.instructions.flatMap((instruction) => resolveSources(instruction, context, problems));
    const onbuildProblems: Problem[] = [];
    const onbuildSources = part.triggers.flatMap((trigger) => resolveSources(trigger, context, onbuildProblems));
    return { ...part, sources, onbuildSources, onbuildProblems };
  });

  const target = options.target === undefined ? parts.length - 1 : (names.get(targetName.toLowerCase()) ?? -1);
  if (target < 0 && options.target !== undefined) {
    problems.push({ kind: "unknown-target", span: [0, 0], message: "no stage has the name of the target" });
  }
  const reach = findReachable(target, drafts);
  const stages = drafts.map((draft) => finishStage(draft, reach));
  for (const { number, onbuildProblems } of drafts) {
    if (reach.onbuildStages.has(number)) for (const problem of onbuildProblems) problems.push(problem);
  }
  for (const problem of findOrderProblems(stages)) problems.push(problem);
  return { stages, target: target < 0 ? null : target, problems };
}

/** A FROM and what follows it. */
interface Part {
  readonly from: Instruction;
  /** In lower case. */
  readonly name: Word | null;
  readonly instructions: Instruction[];
  /** What its ONBUILDs leave to a stage that is built on it. */
  readonly triggers: Instruction[];
}

/** A part with all that it names. */
interface Draft extends Part, Pick<Stage, "number" | "base" | "sources" | "onbuildSources"> {
  /** They count only if the ONBUILDs run. */
  readonly onbuildProblems: readonly Problem[];
}

/** What stands in front of the first FROM belongs to no stage. */
function splitStages(instructions: readonly Instruction[]): Part[] {
  const parts: Part[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") {
      parts.push({ from: instruction, name: readStageName(instruction), instructions: [], triggers: [] });
      continue;
    }
    const part = parts.at(-1);
    part?.instructions.push(instruction);
    if (instruction.trigger !== null) part?.triggers.push(instruction.trigger);
  }
  return parts;
}

function readStageName({ arguments: words }: Instruction): Word | null {
  const [, as, name] = words;
  if (words.length !== 3 || as?.value.toLowerCase() !== "as" || name === undefined) return null;
  return { ...name, value: name.value.toLowerCase() };
}

function finishStage(
  { number, from, name, base, sources, onbuildSources, instructions }: Draft,
  { reachable, onbuildStages }: Reachable,
): Stage {
  return {
    number,
    name: name?.value ?? null,
    nameSpan: name?.span ?? null,
    base,
    sources,
    onbuildSources,
    onbuildStage: onbuildStages.get(number) ?? null,
    reachable: reachable.has(number),
    from,
    instructions,
    line: from.line,
    span: [from.span[0], (instructions.at(-1) ?? from).span[1]],
  };
}

interface Reachable {
  readonly reachable: ReadonlySet<number>;
  /** By base stage, the first stage that runs its ONBUILDs. */
  readonly onbuildStages: ReadonlyMap<number, number>;
}

function findReachable(target: number, drafts: readonly Draft[]): Reachable {
  const reachable = new Set<number>(target < 0 ? [] : [target]);
  const onbuildStages = new Map<number, number>();
  const add = (uses: readonly OriginUse[] = []) => {
    for (const { origin } of uses) if (origin.kind === "stage") reachable.add(origin.stage);
  };
  // A set is walked in the order of insertion, also over what is added on the way.
  for (const number of reachable) {
    const draft = drafts[number];
    add(draft?.sources);
    if (draft?.base.origin.kind !== "stage") continue;
    const { stage } = draft.base.origin;
    reachable.add(stage);
    const before = onbuildStages.get(stage);
    if (before === undefined) add(drafts[stage]?.onbuildSources);
    onbuildStages.set(stage, Math.min(before ?? number, number));
  }
  return { reachable, onbuildStages };
}

/** A stage that is built needs its sources built before it; a stage that needs itself is refused even if nothing needs it. */
function findOrderProblems(stages: readonly Stage[]): Problem[] {
  return stages.flatMap(({ number, reachable, sources, onbuildSources, onbuildStage }) => [
    ...sources.flatMap((use) => findOrderProblem(use, number, reachable)),
    ...(onbuildStage === null ? [] : onbuildSources.flatMap((use) => findOrderProblem(use, onbuildStage, true))),
  ]);
}

function findOrderProblem({ origin, span }: OriginUse, number: number, reachable: boolean): Problem[] {
  if (origin.kind !== "stage" || (reachable ? origin.stage < number : origin.stage !== number)) return [];
  const message =
    origin.stage === number
      ? "a stage cannot use itself"
      : "this stage is defined further down: a stage can use only those above it";
  return [{ kind: "stage-order", span, message }];
}
