import type { OriginUse, Stage } from "../../container/dockerfile.ts";
import { isOfficialImage } from "../../container/official-images.ts";
import { referenceProblem } from "../../container/reference-problem.ts";
import { nearest } from "../../text/nearest.ts";

/** Why a name that BuildKit takes for an image was meant for a stage. `meant` is that stage's name, null if there is no telling. */
export type StageProblem =
  /** FROM tells upper from lower case, and a stage's name is kept in lower case. */
  | { readonly kind: "case"; readonly meant: string }
  /** FROM sees only the stages above it. */
  | { readonly kind: "below"; readonly meant: string }
  /** Only COPY --from takes a stage's number. */
  | { readonly kind: "number"; readonly meant: string | null }
  /** There is neither a stage nor an image of the name. */
  | { readonly kind: "unknown"; readonly meant: string | null };

// No real file has as many; a bound for hostile ones.
const mostStages = 100;

/**
 * Judges a name that is no stage's. One word without registry, account and tag is an official image of Docker's or none at all, so the
 * build fails with any other; after FROM such a word may still be an image that was built on somebody's machine, and is left alone unless
 * it resembles a stage.
 */
export function stageProblem(
  by: OriginUse["by"],
  name: string,
  stage: number,
  stages: readonly Stage[],
): StageProblem | null {
  const lower = name.toLowerCase();
  if (!/^[a-z0-9][a-z0-9_.-]*$/.test(lower)) return null;
  if (by === "mount" && /^\d+$/.test(name)) return { kind: "number", meant: stages[Number(name)]?.name ?? null };
  const others = stages.slice(0, mostStages).filter(({ number }) => number !== stage);
  const namesake = by === "from" ? others.find((other) => other.name === lower) : undefined;
  if (namesake !== undefined && namesake.number < stage) return { kind: "case", meant: lower };
  if (isOfficialImage(lower)) return null;
  if (namesake !== undefined) return { kind: "below", meant: lower };
  const meant = nearestName(name, others);
  // A registry's host, or 64 hexadecimal digits, was never meant for a stage.
  if (meant === null && (by === "from" || referenceProblem(lower) !== null)) return null;
  return { kind: "unknown", meant };
}

/** Of one or two letters every other name is near. */
function nearestName(name: string, stages: readonly Stage[]): string | null {
  if (name.length < 3) return null;
  return nearest(
    name,
    stages.flatMap((stage) => stage.name ?? []),
  );
}
