import type { Span } from "../../text/source.ts";
import { type Environment, expandWord } from "./shell-words.ts";
import type { EscapeToken, Instruction, Problem } from "./syntax-tree.ts";

/** The build arguments that BuildKit defines by itself, on the machine that fal builds for: linux/amd64. */
export const platformArguments: Environment = new Map([
  ["BUILDPLATFORM", "linux/amd64"],
  ["BUILDOS", "linux"],
  ["BUILDOSVERSION", ""],
  ["BUILDARCH", "amd64"],
  ["BUILDVARIANT", ""],
  ["TARGETPLATFORM", "linux/amd64"],
  ["TARGETOS", "linux"],
  ["TARGETOSVERSION", ""],
  ["TARGETARCH", "amd64"],
  ["TARGETVARIANT", ""],
]);

export interface GlobalArguments {
  /** What FROM may use. */
  readonly environment: Environment;
  readonly problems: readonly Problem[];
}

/**
 * The values of the ARGs in front of the first FROM. A build argument overrides a default, and counts only where an ARG declares it
 * or BuildKit does; an ARG with neither stays unset. `target` is the name of the stage that is built, empty if it has none.
 */
export function readGlobalArguments(
  instructions: readonly Instruction[],
  buildArguments: Environment,
  options: { readonly escapeToken: EscapeToken; readonly target: string },
): GlobalArguments {
  const environment = new Map(platformArguments).set("TARGETSTAGE", options.target === "" ? "default" : options.target);
  for (const name of environment.keys()) {
    const given = buildArguments.get(name);
    if (given !== undefined) environment.set(name, given);
  }
  const problems: Problem[] = [];
  for (const { keyword, assignments } of instructions) {
    if (keyword !== "ARG") continue;
    for (const { name, value } of assignments) {
      const given = buildArguments.get(name.value);
      if (given !== undefined) {
        environment.set(name.value, given);
      } else if (value !== null) {
        const expansion = expandWord(value.value, environment, options);
        if (expansion.ok) environment.set(name.value, expansion.value);
        else problems.push(expansionProblem(value.span, expansion.error));
      }
    }
  }
  return { environment, problems };
}

export function expansionProblem(span: Span, error: string): Problem {
  return { kind: "expansion", span, message: `BuildKit cannot expand this: ${error}` };
}
