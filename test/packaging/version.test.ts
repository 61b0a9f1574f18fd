import { compare } from "@renovatebot/pep440/lib/operator.js";
import { explain } from "@renovatebot/pep440/lib/version.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions, readVersion } from "../../src/packaging/version.ts";

const numbers = fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 5 }).map((release) => release.join("."));
const suffix = fc.constantFrom("", "", "", ".0", "rc1", ".post2", ".dev3", "+local", "a1");
const version = fc.tuple(fc.constantFrom("", "", "", "v", "1!"), numbers, suffix).map((parts) => parts.join(""));

describe("versions are what the library for PEP 440 says", () => {
  test("whatever they are made of", () => {
    const met = { plain: 0, other: 0 };
    fc.assert(
      fc.property(version, (text) => {
        met[/^[0-9.]+$/.test(text) ? "plain" : "other"]++;
        const explained = explain(text);
        expect(readVersion(text)).toEqual(
          explained && {
            epoch: explained.epoch,
            release: explained.release,
            isPre: explained.is_prerelease,
            isLocal: explained.local !== null,
          },
        );
      }),
    );
    expect(Math.min(met.plain, met.other)).toBeGreaterThan(10);
  });

  test("whichever is older", () => {
    const met = { older: 0, equal: 0, newer: 0 };
    // Often alike, up to zeros at the end.
    const pair = fc.oneof(
      fc.tuple(version, version),
      fc.tuple(numbers, fc.constantFrom("", ".0", ".0.0", ".1")).map(([a, more]) => [a, a + more] as const),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const expected = Math.sign(compare(a, b));
        met[expected < 0 ? "older" : expected > 0 ? "newer" : "equal"]++;
        expect(Math.sign(compareVersions(a, b))).toBe(expected);
        expect(Math.sign(compareVersions(b, a))).toBe(0 - expected);
      }),
    );
    expect(Math.min(met.older, met.equal, met.newer)).toBeGreaterThan(5);
  });
});

test.each(["", "1.", ".1", "1..2", "1.x", "one", "1,2", "1 .2"])("%j is none", (text) => {
  expect(readVersion(text)).toBeNull();
});

test("numbers of any length are read", () => {
  expect(readVersion("1.12345678901234567890")?.release).toHaveLength(2);
  expect(readVersion(`1${".0".repeat(40)}`)?.release).toHaveLength(41);
});
