import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digest } from "../../src/manifest/canonical.ts";

// RFC 8785, section 3.2: no white space, members by the UTF-16 code units of their names, ECMAScript's numbers and strings.
test.each<[value: unknown, json: string]>([
  [null, "null"],
  [undefined, "null"],
  [true, "true"],
  [1e21, "1e+21"],
  [-0, "0"],
  ["é\n€\u007f", '"é\\n€\u007f"'],
  [[], "[]"],
  [{}, "{}"],
  [[3, [undefined], { b: 1, a: [] }], '[3,[null],{"a":[],"b":1}]'],
  [{ b: undefined, a: null }, '{"a":null}'],
  // The RFC's own example of the order.
  [
    { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  ],
])("%j", (value, json) => {
  expect(canonicalJson(value)).toBe(json);
});

test("means what JSON means, whatever the order", () => {
  let objects = 0;
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = canonicalJson(value);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(json))).toBe(json);
      if (json.includes("{")) objects++;
    }),
    { numRuns: 500, seed: 1 },
  );
  expect(objects).toBeGreaterThan(100);
});

test("the digest is the sha256 of its UTF-8 bytes", () => {
  const value = { b: "é", a: 1 };
  const expected = createHash("sha256").update('{"a":1,"b":"é"}', "utf8").digest("hex");
  expect(digest(value)).toBe(`sha256:${expected}`);
});
