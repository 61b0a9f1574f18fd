import type { Specifier } from "./specifier.ts";
import { compareVersions, readVersion, type Version } from "./version.ts";

/** Versions by PEP 440 from `from` on and below `below`; null: no bound on that side. */
export interface VersionRange {
  readonly from: string | null;
  readonly below: string | null;
}

/** Whether `a` is an older version than `b`; both are versions by PEP 440. */
export function isOlder(a: string, b: string): boolean {
  return compareVersions(a, b) < 0;
}

/** The versions that begin with the numbers of `version`: `3.11` and everything up to `3.12`; null if it is no such version. */
export function seriesOf(version: string): VersionRange | null {
  const read = /^[0-9]+(?:\.[0-9]+)*$/.test(version) ? readVersion(version) : null;
  return read && { from: version, below: bump(read, read.release.length) };
}

/** Whether every specifier, taken by itself, allows some version in the range. */
export function allowsSome(specifiers: readonly Specifier[], range: VersionRange): boolean {
  return specifiers.every((specifier) => {
    const own = rangeOf(specifier);
    return specifier.operator === "!=" ? !covers(own, range) : overlap(own, range);
  });
}

/** Whether one of the specifiers says how old a version may be. */
export function hasFloor(specifiers: readonly Specifier[]): boolean {
  return specifiers.some((specifier) => specifier.operator !== "!=" && rangeOf(specifier).from !== null);
}

/** The versions that a specifier speaks of; those that it excludes, if it is `!=`. */
function rangeOf({ operator, version, wildcard }: Specifier): VersionRange {
  const read = readVersion(version);
  if (read === null) return { from: null, below: null };
  const { release } = read;
  switch (operator) {
    case "==":
    case "!=":
    case "===":
      return { from: version, below: wildcard ? bump(read, release.length) : next(read) };
    case "~=":
      return { from: version, below: bump(read, release.length - 1) };
    case ">=":
      return { from: version, below: null };
    case ">":
      return { from: next(read), below: null };
    case "<":
      return { from: null, below: version };
    case "<=":
      return { from: null, below: next(read) };
  }
}

/** The release that comes next, in three numbers, as nearly all projects count; behind a pre-release it is that release itself. */
function next(version: Version): string {
  const { release, isPre } = version;
  return isPre ? join(version, release) : bump(version, Math.max(3, release.length));
}

/** The first `length` numbers, the last of them one higher. */
function bump(version: Version, length: number): string {
  const numbers = Array.from({ length }, (_, index) => version.release[index] ?? 0);
  numbers.push((numbers.pop() ?? 0) + 1);
  return join(version, numbers);
}

function join({ epoch }: Version, numbers: readonly number[]): string {
  return `${epoch === 0 ? "" : `${digits(epoch)}!`}${numbers.map(digits).join(".")}`;
}

/** In full also beyond 10^21, where a number would print as `1e+21`; no such version is met in earnest. */
function digits(number: number): string {
  return Number.isFinite(number) ? BigInt(number).toString() : "0";
}

function overlap(a: VersionRange, b: VersionRange): boolean {
  return startsBelow(a, b) && startsBelow(b, a);
}

function startsBelow({ from }: VersionRange, { below }: VersionRange): boolean {
  return from === null || below === null || isOlder(from, below);
}

function covers(outer: VersionRange, { from, below }: VersionRange): boolean {
  if (outer.from !== null && (from === null || isOlder(from, outer.from))) return false;
  return outer.below === null || (below !== null && !isOlder(outer.below, below));
}
