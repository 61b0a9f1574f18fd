import { type Environment, expandWord, type Instruction, platformArguments, type Stage } from "../container/dockerfile.ts";
import type { DockerfileContent } from "../manifest/resolve.ts";

/** The variables that BuildKit expands in an instruction of a stage: ENV of the stages below, ARG and ENV in front of it. */
export function environmentAt(
  { dockerfile, graph }: DockerfileContent,
  buildArgs: Environment,
  stage: Stage,
  before: Instruction,
): Environment {
  const expand = (word: string, values: Environment): string => {
    const expansion = expandWord(word, values, dockerfile);
    return expansion.ok ? expansion.value : "";
  };
  const argument = (name: string, word: string | null, values: Environment, inherited: Environment) =>
    buildArgs.get(name) ?? (word === null ? inherited.get(name) : expand(word, values));

  const globals = new Map(platformArguments);
  for (const { keyword, assignments } of dockerfile.instructions) {
    if (keyword === "FROM") break;
    for (const { name, value } of keyword === "ARG" ? assignments : []) {
      const given = argument(name.value, value?.value ?? null, globals, globals);
      if (given !== undefined) globals.set(name.value, given);
    }
  }

  const lasting = new Map<string, string>();
  let values = new Map<string, string>();
  for (const { instructions } of [...basesOf(stage, graph.stages), stage]) {
    // Of a stage below, ENV stays and ARG does not.
    values = new Map(lasting);
    for (const instruction of instructions) {
      if (instruction === before) break;
      const { keyword, assignments } = instruction;
      if (keyword !== "ARG" && keyword !== "ENV") continue;
      for (const { name, value } of assignments) {
        const word = value?.value ?? null;
        const given = keyword === "ENV" ? expand(word ?? "", values) : argument(name.value, word, values, globals);
        // An ARG does not override an ENV.
        if (given === undefined || (keyword === "ARG" && lasting.has(name.value))) continue;
        values.set(name.value, given);
        if (keyword === "ENV") lasting.set(name.value, given);
      }
    }
  }
  return values;
}

/** The stages that a stage is built on, lowest first. */
function basesOf({ base }: Stage, stages: readonly Stage[]): readonly Stage[] {
  const bases: Stage[] = [];
  // FROM sees only the stages above it, so this ends.
  for (let { origin } = base; origin.kind === "stage"; ) {
    const below = stages[origin.stage];
    if (below === undefined) break;
    bases.push(below);
    origin = below.base.origin;
  }
  return bases.reverse();
}
