import type { Dockerfile } from "../../container/dockerfile.ts";
import { parseImageReference } from "../../container/image-reference.ts";

/** Whether Docker's own frontend reads the file, or a copy of it: with another one (`# syntax=`) its lines may mean anything. */
export function isDockersFrontend({ syntax }: Pick<Dockerfile, "syntax">): boolean {
  const parsed = syntax === null ? null : parseImageReference(syntax.value);
  return !parsed?.ok || /(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(parsed.reference.repository);
}
