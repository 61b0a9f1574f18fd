import { describe, expect, test } from "vitest";
import { isBadUsage, parseArguments } from "../../src/cli/arguments.ts";
import { readSettings, type Settings } from "../../src/cli/settings.ts";
import { fakeHost } from "./fake-host.ts";

function read(args: readonly string[], env: Record<string, string> = {}): Settings | string {
  const invocation = parseArguments(args);
  if (isBadUsage(invocation)) return invocation.badUsage;
  const settings = readSettings(invocation, fakeHost({ env }));
  return isBadUsage(settings) ? settings.badUsage : settings;
}

describe("the time", () => {
  const time = (settings: Settings | string) =>
    typeof settings === "string" ? settings : settings.knowledge.now.toISOString();

  test.each([
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31t12:00:00.25z", "2026-01-31T12:00:00.250Z"],
    ["2026-01-31 12:00+02:00", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("--now %s", (written, expected) => {
    expect(time(read(["--now", written]))).toBe(expected);
  });

  test.each([
    ["2026-02-29"],
    ["2026-02-30T00:00:00Z"],
    ["2026-13-01"],
    ["2026-01-31T12:00:00"],
    ["2026-01-31T25:00:00Z"],
    ["2026-01-31T12:00:00+25:00"],
    ["tomorrow"],
    ["1767225600"],
    ["2026-01-31T12:00:00Z "],
  ])("--now %s is refused", (written) => {
    expect(time(read(["--now", written]))).toMatch(/^--now takes a time/);
  });

  test.each<[name: string, args: string[], env: Record<string, string>, expected: string | RegExp]>([
    ["the clock", [], {}, "2026-01-15T00:00:00.000Z"],
    ["SOURCE_DATE_EPOCH", [], { SOURCE_DATE_EPOCH: "1767225600" }, "2026-01-01T00:00:00.000Z"],
    ["an empty SOURCE_DATE_EPOCH", [], { SOURCE_DATE_EPOCH: "" }, "2026-01-15T00:00:00.000Z"],
    ["--now first", ["--now", "2026-03-01"], { SOURCE_DATE_EPOCH: "1767225600" }, "2026-03-01T00:00:00.000Z"],
    ["--now before what is no time", ["--now", "2026-03-01"], { SOURCE_DATE_EPOCH: "x" }, "2026-03-01T00:00:00.000Z"],
    ["the last instant", [], { SOURCE_DATE_EPOCH: "8640000000000" }, "+275760-09-13T00:00:00.000Z"],
    ["later than any instant", [], { SOURCE_DATE_EPOCH: "8640000000001" }, /^SOURCE_DATE_EPOCH must be whole seconds/],
    ["no number", [], { SOURCE_DATE_EPOCH: "-1" }, /^SOURCE_DATE_EPOCH must be whole seconds/],
  ])("%s", (_name, args, env, expected) => {
    expect(time(read(args, env))).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
  });
});

test.each([
  [[], null],
  [["--max-warnings", "0"], 0],
  [["--max-warnings", "12"], 12],
])("the most warnings of %j", (args, expected) => {
  expect(read(args)).toMatchObject({ maxWarnings: expected });
});

test.each(["-1", "1.5", "x", "1e3", " 1"])("--max-warnings %j is refused", (written) => {
  expect(read([`--max-warnings=${written}`])).toMatch(/^--max-warnings takes a whole number/);
});

test.each([
  [[], { ignore: [] }],
  [
    ["--select", "plaintext-password, expired-ecr-token"],
    { select: ["plaintext-password", "expired-ecr-token"], ignore: [] },
  ],
  [
    ["--ignore", "plaintext-password", "--ignore", "expired-ecr-token"],
    { ignore: ["plaintext-password", "expired-ecr-token"] },
  ],
])("the rules of %j", (args, config) => {
  expect(read(args)).toMatchObject({ config });
});

test.each(["", ",", "plaintext-password,", "nope"])("--select %j is refused", (written) => {
  expect(read([`--select=${written}`])).toMatch(/^--select (knows no rule|needs a value)/);
});
