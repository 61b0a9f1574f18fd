import type { ImageReference } from "../../container/image-reference.ts";
import { referenceProblem } from "../../container/reference-problem.ts";
import type { Finding, Place } from "../../text/finding.ts";
import type { AppContext } from "../rule.ts";
import { inDockerfile, namedBy } from "./dockerfile-finding.ts";
import { namedImages } from "./named-images.ts";

/** An image that the app is, or is built from, under a name with which nothing is wrong. */
export interface PullLine {
  readonly at: Place;
  /** Before variables are expanded. */
  readonly written: string;
  readonly reference: ImageReference;
  /** What goes into a finding about it. */
  readonly related: Pick<Finding, "related">;
}

/** The images of an app: `image.image`, or what FROM, COPY --from and RUN --mount pull. Not the frontend of `# syntax=`, which Docker wants to be up to date. */
export function pullLines(app: AppContext): PullLine[] {
  const { build } = app;
  if (build?.kind === "image") {
    const { reference } = build;
    const at = { keyPath: [...app.path, "image", "image"], part: "value" } as const;
    return referenceProblem(reference.written) === null
      ? [{ at, written: reference.written, reference, related: {} }]
      : [];
  }
  if (build?.kind !== "dockerfile" || build.content === null) return [];
  return namedImages(build.content).flatMap(({ by, span, written, verdict }) =>
    by === "syntax" || verdict.kind !== "image"
      ? []
      : [{ at: inDockerfile(app, span), written, reference: verdict.reference, related: { related: namedBy(app) } }],
  );
}
