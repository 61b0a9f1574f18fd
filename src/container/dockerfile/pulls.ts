import type { Span } from "../../text/source.ts";
import { type Origin, type OriginUse, originOf } from "./origins.ts";
import type { StageGraph } from "./stages.ts";
import type { Dockerfile } from "./syntax-tree.ts";

/** An image that the build pulls, or would if its name could be read. */
export interface Pull {
  readonly by: "syntax" | OriginUse["by"];
  /** Number of the stage that names it; null for `# syntax=`. */
  readonly stage: number | null;
  /** Before variables are expanded. */
  readonly written: string;
  readonly span: Span;
  readonly origin: Extract<Origin, { readonly kind: "image" | "unresolved" | "invalid" }>;
}

/** Every place that makes the build pull an image, in the order of the file: an image is listed as often as it is named. */
export function listPulls({ syntax }: Dockerfile, { stages }: StageGraph): Pull[] {
  const pulls =
    syntax === null
      ? []
      : pullsOf("syntax", null, { written: syntax.value, span: syntax.span, origin: originOf(syntax.value) });
  for (const { number, reachable, base, sources, onbuildSources, onbuildStage } of stages) {
    const uses = [...(reachable ? [base, ...sources] : []), ...(onbuildStage === null ? [] : onbuildSources)];
    for (const use of uses) pulls.push(...pullsOf(use.by, number, use));
  }
  return pulls.sort((a, b) => a.span[0] - b.span[0]);
}

function pullsOf(by: Pull["by"], stage: number | null, { written, span, origin }: Omit<OriginUse, "by">): Pull[] {
  const isPulled = origin.kind === "image" || origin.kind === "unresolved" || origin.kind === "invalid";
  return isPulled ? [{ by, stage, written, span, origin }] : [];
}
