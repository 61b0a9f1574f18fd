import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { normalizePath } from "../../src/text/path.ts";

test.each([
  ["", "."],
  [".", "."],
  ["./", "."],
  ["a/..", "."],
  ["a", "a"],
  ["./a//b/./c/", "a/b/c"],
  ["a/../b", "b"],
  ["a/b/../../c", "c"],
  ["../a", "../a"],
  ["../../a/../b", "../../b"],
  ["a/../../b", "../b"],
  ["/", "/"],
  ["/a/", "/a"],
  ["/../a", "/a"],
  ["/a/../../b", "/b"],
  ["..a/.b./...", "..a/.b./..."],
  ["a\\..\\b", "a\\..\\b"],
])("%j is %j", (path, normal) => {
  expect(normalizePath(path)).toBe(normal);
});

test("as Node's own, slashes at the end apart", () => {
  const segment = fc.constantFrom("a", "b", ".", "..", "", "...");
  const met = { absolute: 0, outside: 0 };
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
      const path = segments.join("/");
      const normal = normalizePath(path);
      expect(normal).toBe(posix.normalize(path).replace(/(?<=.)\/$/, ""));
      expect(normalizePath(normal)).toBe(normal);
      if (normal.startsWith("/")) met.absolute++;
      if (normal.startsWith("..")) met.outside++;
    }),
    { numRuns: 2000, seed: 1 },
  );
  expect(Math.min(met.absolute, met.outside)).toBeGreaterThan(200);
});
