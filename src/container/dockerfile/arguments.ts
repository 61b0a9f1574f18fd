import type { Span } from "../../text/source.ts";
import { type Environment, expandWord } from "./shell-words.ts";
import type { Dockerfile, Problem } from "./syntax-tree.ts";

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

export interface ArgumentOptions {
  /** `build_args`: values by name. */
  readonly buildArgs: Environment;
  /** Name of the stage that is built, empty if it has none. */
  readonly target: string;
}

/**
 * What FROM may use: the ARGs in front of the first one. A build argument overrides a default, and counts only where an ARG declares
 * it or BuildKit does; an ARG with neither stays unset.
 */
export function readGlobalArguments(
  { instructions, escapeToken }: Dockerfile,
  { buildArgs, target }: ArgumentOptions,
  problems: Problem[],
): Environment {
  const environment = new Map(platformArguments).set("TARGETSTAGE", target === "" ? "default" : target);
  for (const [name, value] of environment) environment.set(name, buildArgs.get(name) ?? value);
  for (const { keyword, assignments } of instructions) {
    if (keyword === "FROM") break;
    for (const { name, value } of keyword === "ARG" ? assignments : []) {
      const given = buildArgs.get(name.value);
      const expansion = value === null ? null : expandWord(value.value, environment, { escapeToken });
      if (given !== undefined) environment.set(name.value, given);
      else if (expansion?.ok) environment.set(name.value, expansion.value);
      else if (expansion !== null && value !== null) problems.push(expansionProblem(value.span, expansion.error));
    }
  }
  return environment;
}

export function expansionProblem(span: Span, error: string): Problem {
  return { kind: "expansion", span, message: `BuildKit cannot expand this: ${error}` };
}
