import type { Dockerfile } from "../../container/dockerfile.ts";
import { parseImageReference } from "../../container/image-reference.ts";

const frontends = ["/docker/dockerfile", "/docker/dockerfile-upstream"];

/** Whether Docker's own frontend reads the file, or a copy of it: with another one (`# syntax=`) its lines may mean anything. */
export function isDockersFrontend({ syntax }: Pick<Dockerfile, "syntax">): boolean {
  const parsed = syntax === null ? null : parseImageReference(syntax.value);
  return !parsed?.ok || frontends.some((name) => `/${parsed.reference.repository}`.endsWith(name));
}
