import {
  type Dockerfile,
  type Environment,
  expandWord,
  type Instruction,
  platformArguments,
  type Stage,
} from "../../container/dockerfile.ts";

export interface StageLine {
  readonly stage: Stage;
  readonly line: Instruction;
  /** What BuildKit expands in the line. Good until the next line is asked for. */
  readonly variables: Environment;
}

/** Every instruction of every stage in order, with the variables in force there: ENV of the stages below, ARG and ENV above. */
export function* stageLines(
  dockerfile: Dockerfile,
  stages: readonly Stage[],
  buildArgs: Environment,
): Generator<StageLine> {
  const globals = new Variables(dockerfile, buildArgs, new Map(platformArguments));
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === "FROM") break;
    globals.read(instruction, globals.values);
  }
  const finished: Variables[] = [];
  for (const stage of stages) {
    const { origin } = stage.base;
    const base = origin.kind === "stage" ? finished[origin.stage] : undefined;
    const variables = new Variables(dockerfile, buildArgs, new Map(base?.lasting));
    for (const line of stage.instructions) {
      yield { stage, line, variables: variables.values };
      variables.read(line, globals.values);
    }
    finished.push(variables);
  }
}

// No real file has as many; it bounds what every stage copies from the one below.
const mostVariables = 500;

class Variables {
  readonly values: Map<string, string>;
  /** Those of ENV, which a stage that is built on this one has too. */
  readonly lasting: Map<string, string>;
  readonly #dockerfile: Dockerfile;
  readonly #buildArgs: Environment;

  constructor(dockerfile: Dockerfile, buildArgs: Environment, inherited: ReadonlyMap<string, string>) {
    this.values = new Map(inherited);
    this.lasting = new Map(inherited);
    this.#dockerfile = dockerfile;
    this.#buildArgs = buildArgs;
  }

  /** `globals`: what `ARG NAME` without a value takes over. */
  read({ keyword, assignments }: Instruction, globals: Environment): void {
    if (keyword !== "ARG" && keyword !== "ENV") return;
    for (const { name, value } of assignments) {
      const written = value === null ? globals.get(name.value) : this.#expand(value.value);
      const given = (keyword === "ARG" ? this.#buildArgs.get(name.value) : undefined) ?? written;
      // An ARG does not override an ENV.
      const hidden = keyword === "ARG" && this.lasting.has(name.value);
      if (given === undefined || hidden || this.values.size >= mostVariables) continue;
      this.values.set(name.value, given);
      if (keyword === "ENV") this.lasting.set(name.value, given);
    }
  }

  #expand(word: string): string | undefined {
    const expansion = expandWord(word, this.values, this.#dockerfile);
    return expansion.ok && expansion.unresolved.length === 0 ? expansion.value : undefined;
  }
}
