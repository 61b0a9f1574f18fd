import { describe, expect, test } from "vitest";
import { parsePoetryConstraint } from "../../src/packaging/poetry-constraint.ts";
import { parseSpecifiers, type Specifier } from "../../src/packaging/specifier.ts";
import { allowsSome, hasFloor, isOlder, seriesOf } from "../../src/packaging/version-range.ts";

function specifiers(text: string): readonly Specifier[] {
  const parsed = parseSpecifiers(text);
  if (typeof parsed === "string") throw new Error(`${text}: ${parsed}`);
  return parsed;
}

// PEP 440: numbers compare as numbers, pre-releases come before their release, an epoch before all else.
test.each([
  ["1.9", "1.10"],
  ["1.0rc1", "1.0"],
  ["1.0", "1.0.post1"],
  ["2026.1", "1!0"],
])("%s is older than %s", (a, b) => {
  expect(isOlder(a, b)).toBe(true);
  expect(isOlder(b, a)).toBe(false);
  expect(isOlder(a, a)).toBe(false);
});

describe("seriesOf", () => {
  test.each([
    ["3", "4"],
    ["3.11", "3.12"],
    ["13.9.9", "13.9.10"],
    ["0", "1"],
  ])("%s reaches up to %s", (version, below) => {
    expect(seriesOf(version)).toEqual({ from: version, below });
  });

  test.each(["", "v3", "3.", ".3", "3.11rc1", "1!3", "3.x", " 3", "3.11 "])("%j is none", (version) => {
    expect(seriesOf(version)).toBeNull();
  });
});

describe("hasFloor", () => {
  test.each([
    ["", false],
    [">=1", true],
    [">1", true],
    ["==1", true],
    ["==1.*", true],
    ["~=1.4", true],
    ["<2", false],
    ["<=2", false],
    ["!=1.0", false],
    ["!=1.0,<2", false],
    ["!=1.0,>=1", true],
    // Not a version, so that nothing can be said of it.
    ["===one", false],
    ["===1.0", true],
  ])("%j: %j", (text, expected) => {
    expect(hasFloor(specifiers(text))).toBe(expected);
  });
});

describe("allowsSome", () => {
  const range = { from: "3.11", below: "3.12" };
  test.each([
    ["", true],
    [">=3.11", true],
    [">=3.11.5", true],
    [">=3.12", false],
    ["<3.11", false],
    ["<3.11.1", true],
    ["<=3.11", true],
    [">3.11.9", true],
    ["==3.11.*", true],
    ["==3.10.*", false],
    ["~=3.10", true],
    ["~=3.12", false],
    ["!=3.11.*", false],
    ["!=3.*", false],
    ["!=3.11.4", true],
    ["!=3.12.*", true],
    ["!=3.10.*", true],
    [">=3.10,<3.13", true],
    [">=3.10,<3.11", false],
    ["===one", true],
    ["!==one", false],
  ])("%s of 3.11: %j", (text, expected) => {
    const list = text === "!==one" ? [{ operator: "!=", version: "one", wildcard: false } as const] : specifiers(text);
    expect(allowsSome(list, range)).toBe(expected);
  });

  test("a range that is open on both sides is all there is", () => {
    const all = { from: null, below: null };
    expect(allowsSome(specifiers("==1,!=2,>3,<4"), all)).toBe(true);
  });
});

// python-poetry.org/docs/dependency-specification
describe("parsePoetryConstraint", () => {
  test.each([
    ["", []],
    ["*", []],
    ["1.2.3", ["==1.2.3"]],
    ["v1.2", ["==v1.2"]],
    ["1.*", ["==1.*"]],
    ["=1.2", ["==1.2"]],
    ["==1.2", ["==1.2"]],
    ["~=1.4", ["~=1.4"]],
    ["!=1.4", ["!=1.4"]],
    [">=   1.2,   <  2", [">=1.2", "<2"]],
    [">=1.2   <2", [">=1.2", "<2"]],
    ["^1.2.3", [">=1.2.3", "<2"]],
    ["^ 1.2", [">=1.2", "<2"]],
    ["^10.2", [">=10.2", "<11"]],
    ["^0.2.3", [">=0.2.3", "<0.3"]],
    ["^0.0.3", [">=0.0.3", "<0.0.4"]],
    ["^00.10.3", [">=00.10.3", "<0.11"]],
    ["^0", [">=0", "<1"]],
    ["^1.0.0", [">=1.0.0", "<2"]],
    ["^1.2rc1", [">=1.2rc1", "<2"]],
    ["~1.2.3", [">=1.2.3", "<1.3"]],
    ["~12", [">=12", "<13"]],
  ])("%j", (text, expected) => {
    const parsed = parsePoetryConstraint(text);
    const clauses = parsed?.map(({ operator, version, wildcard }) => operator + version + (wildcard ? ".*" : ""));
    expect(clauses).toEqual(expected);
  });

  test.each(["^", "~", "=", "^x", "x^1", "^x1", "1 || 2", "latest", "^1.2;", "~ ~1"])("%j is none", (text) => {
    expect(parsePoetryConstraint(text)).toBeNull();
  });
});
