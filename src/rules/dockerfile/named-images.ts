import type { OriginUse, Stage } from "../../container/dockerfile.ts";
import { type ImageReference, parseImageReference } from "../../container/image-reference.ts";
import { type ReferenceProblem, referenceProblem } from "../../container/reference-problem.ts";
import { tokenSpans } from "../../container/token-spans.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import type { Span } from "../../text/source.ts";
import { isDockersFrontend } from "./frontend.ts";
import { type StageProblem, stageProblem } from "./stage-problem.ts";

/** A place of a Dockerfile that makes the build pull an image, or fail for its name. */
export interface NamedImage {
  readonly by: "syntax" | OriginUse["by"];
  /** Before variables are expanded. */
  readonly written: string;
  readonly span: Span;
  /** What BuildKit reads; variables that are not set are empty. */
  readonly value: string;
  readonly verdict: Verdict;
}

/** Each name is the matter of one rule only. */
export type Verdict =
  /** unpinned-image, undigested-image */
  | { readonly kind: "image"; readonly reference: ImageReference }
  /** unresolved-base-image; `names` is empty if the name is blank though all are set. */
  | { readonly kind: "unset"; readonly names: readonly string[] }
  /** unknown-stage */
  | { readonly kind: "stage"; readonly problem: StageProblem }
  /** image-reference */
  | { readonly kind: "reference"; readonly problem: ReferenceProblem };

/** A name in one place, before it is judged. */
type Use = Pick<NamedImage, "by" | "written" | "span"> & {
  readonly origin: OriginUse["origin"];
  /** Of the stage that it stands in; -1 for `# syntax=`. */
  readonly stage: number;
  /** False in a stage that the target does not need: only a name that cannot be read counts there. */
  readonly isPulled: boolean;
};

// Several rules ask.
const judged = new WeakMap<DockerfileContent, readonly NamedImage[]>();

/**
 * Every image that a Dockerfile names and what is wrong with it, in the order of the file. Stages, `scratch`, tokens, and what the graph
 * itself complains about are left out.
 */
export function namedImages(content: DockerfileContent): readonly NamedImage[] {
  const images = judged.get(content) ?? judgeAll(content);
  judged.set(content, images);
  return images;
}

function judgeAll({ dockerfile, graph, pulls }: DockerfileContent): NamedImage[] {
  const syntax = pulls.filter(({ by }) => by === "syntax").map((pull): Use => ({ ...pull, stage: -1, isPulled: true }));
  const uses = isDockersFrontend(dockerfile) ? [...syntax, ...graph.stages.flatMap(usesOf)] : syntax;
  const refused = new Set(graph.problems.map(({ kind, span }) => (kind === "expansion" ? span[0] : null)));
  return (
    uses
      // What lacks a variable that the graph complains about. Only FROM may hold some.
      .filter(({ origin, by, span }) => origin.kind !== "unresolved" || (by === "from" && !refused.has(span[0])))
      .flatMap((use) => judge(use, graph.stages))
      .sort((a, b) => a.span[0] - b.span[0])
  );
}

function usesOf({ number, reachable, base, sources, onbuildSources, onbuildStage }: Stage): Use[] {
  const own = [base, ...sources].map((use) => ({ ...use, stage: number, isPulled: reachable }));
  const left = onbuildStage === null ? [] : onbuildSources;
  return [...own, ...left.map((use) => ({ ...use, stage: number, isPulled: true }))];
}

function judge(use: Use, stages: readonly Stage[]): NamedImage[] {
  const { by, written, span, origin, isPulled } = use;
  if (origin.kind === "stage" || origin.kind === "scratch" || origin.kind === "missing-stage") return [];
  const value = origin.kind === "image" ? origin.reference.written : origin.value;
  const matters = isPulled || !parseImageReference(value).ok;
  if (!matters || tokenSpans(written).length > 0 || tokenSpans(value).length > 0) return [];
  return [{ by, written, span, value, verdict: verdictOn(use, origin, value, stages) }];
}

function verdictOn(
  { by, stage }: Use,
  origin: Extract<Use["origin"], { readonly kind: "image" | "invalid" | "unresolved" }>,
  value: string,
  stages: readonly Stage[],
): Verdict {
  if (origin.kind === "unresolved") return { kind: "unset", names: origin.names };
  const wrongStage = by === "syntax" ? null : stageProblem(by, value, stage, stages);
  if (wrongStage !== null) return { kind: "stage", problem: wrongStage };
  const problem = referenceProblem(value);
  if (problem !== null) return { kind: "reference", problem };
  if (origin.kind === "image") return { kind: "image", reference: origin.reference };
  return { kind: "reference", problem: { kind: "format", error: origin.error, suggestion: null } };
}
