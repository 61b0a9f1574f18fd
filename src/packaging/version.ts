import { compareAnyVersions, readAnyVersion } from "./pep440.ts";

/** What is asked of a version by PEP 440. */
export interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  readonly isPre: boolean;
  readonly isLocal: boolean;
}

// Nearly every version is made of numbers and dots; what knows all others takes longer to load than most files take to be checked.
const plain = /^[0-9]{1,9}(?:\.[0-9]{1,9}){0,9}$/;

/** Takes a version apart; null if it is none by PEP 440. */
export function readVersion(text: string): Version | null {
  if (plain.test(text)) return { epoch: 0, release: numbersOf(text), isPre: false, isLocal: false };
  return readAnyVersion(text);
}

/** Negative if `a` is older than `b`, positive if it is newer, 0 if they are equal (`1.0` is `1`); both are versions by PEP 440. */
export function compareVersions(a: string, b: string): number {
  if (!plain.test(a) || !plain.test(b)) return compareAnyVersions(a, b);
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(text: string): number[] {
  return text.split(".").map(Number);
}
