import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalize, compile } from "../../src/index.ts";

describe("canonical JSON", () => {
  test("of the example in RFC 8785, 3.2", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonicalize(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test("sorts keys as RFC 8785, 3.2.3 does", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    expect(Object.keys(JSON.parse(canonicalize(value)))).toHaveLength(keys.length);
    expect(Array.from(canonicalize(value).matchAll(/"((?:[^"\\]|\\.)+)":/g), ([, key]) => key)).toEqual([
      "\\r",
      "1",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\u{1f600}",
      "\ufb33",
    ]);
  });

  // RFC 8785, appendix B.
  test.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["41b3de4355555553", "333333333.3333332"],
  ])("writes the number %s", (bits, written) => {
    const number = new DataView(Uint8Array.from(Buffer.from(bits, "hex")).buffer).getFloat64(0);
    expect(canonicalize(number)).toBe(written);
  });

  test("is JSON that means the same, whatever order it came in", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const canonical = canonicalize(value);
        // JSON has no -0.
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalize(JSON.parse(canonical))).toBe(canonical);
        expect(canonicalize(reversed(value))).toBe(canonical);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  test("leaves out what is undefined, and may nest as deep as it is long", () => {
    expect(canonicalize({ a: undefined, b: [{ c: undefined }] })).toBe('{"b":[{}]}');
    const deep = JSON.parse(`${"[".repeat(4000)}${"]".repeat(4000)}`);
    let deeper: unknown = deep;
    for (let depth = 0; depth < 200_000; depth++) deeper = depth % 2 ? [deeper] : { "": deeper };
    expect(canonicalize(deeper)).toHaveLength(2 * 4000 + 100_000 * 2 + 100_000 * 5);
  });

  test("takes one value in two places, but not one within itself", () => {
    const shared = { a: 1 };
    expect(canonicalize([shared, { shared }, shared])).toBe('[{"a":1},{"shared":{"a":1}},{"a":1}]');
    const within: { self?: unknown } = {};
    within.self = [within];
    expect(() => canonicalize(within)).toThrow("holds itself");
  });

  test("is what a manifest's digests are made of", () => {
    const text = `[tool.fal.apps.a]
python_entry_point = "a:B"
_scheduler_options = { whole = 2, float = 2.0, large = 12345678901234567890, all = inf, none = -inf, no = nan, day = 2026-01-31 }
`;
    const [manifest] = compile({ path: "pyproject.toml", text }).manifests;
    if (manifest === undefined) throw new Error("no manifest");
    const { digest, ...rest } = manifest;
    const { digest: buildDigest, ...build } = manifest.build;
    expect([sha256(canonicalize(rest)), sha256(canonicalize(build))]).toEqual([digest, buildDigest]);
    expect(manifest.run._scheduler_options).toEqual({
      whole: 2,
      float: 2,
      large: "12345678901234567890",
      all: "Infinity",
      none: "-Infinity",
      no: "NaN",
      day: "2026-01-31",
    });
  });
});

function sha256(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** The same value, with the members of its objects the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
