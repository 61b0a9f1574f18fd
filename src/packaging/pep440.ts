import { compare } from "@renovatebot/pep440/lib/operator.js";
import { explain } from "@renovatebot/pep440/lib/version.js";
import type { Version } from "./version.ts";

/** Takes any version apart; null if it is none. */
export function readAnyVersion(text: string): Version | null {
  const explained = explain(text);
  if (explained === null) return null;
  const { epoch, release, is_prerelease: isPre, local } = explained;
  return { epoch, release, isPre, isLocal: local !== null };
}

/** Negative if `a` is older than `b`, positive if it is newer, 0 if they are equal; both are versions. */
export function compareAnyVersions(a: string, b: string): number {
  return compare(a, b);
}
