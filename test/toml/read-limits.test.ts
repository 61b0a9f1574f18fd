import { beforeEach, expect, test, vi } from "vitest";
import { readToml } from "../../src/toml/read.ts";

let thrown: unknown;

// What takes hundreds of megabytes to come about: an engine that gives up.
vi.mock("smol-toml", async (original) => ({
  ...(await original<typeof import("smol-toml")>()),
  parse: () => {
    throw thrown;
  },
}));

beforeEach(() => {
  thrown = null;
});

test.each([new RangeError("Maximum BigInt size exceeded"), new SyntaxError("Cannot convert 0xfff to a BigInt")])(
  "%s is a syntax error",
  (error) => {
    thrown = error;
    expect(readToml("a = 0xfff")).toEqual({
      kind: "syntax-error",
      message: "This file holds a number or text too long to be read.",
      offset: 0,
    });
  },
);

test("anything else is a bug, and not hidden", () => {
  thrown = new TypeError("x is not a function");
  expect(() => readToml("a = 1")).toThrow(TypeError);
});
