import { expect, test } from "vitest";
import { remembered } from "../../src/text/remembered.ts";

test("each key is asked for once, whatever the answer is", () => {
  const asked: string[] = [];
  const answers = new Map<string, unknown>([
    ["null", null],
    ["zero", 0],
    ["text", "x"],
  ]);
  const read = remembered((key: string) => {
    asked.push(key);
    return answers.get(key);
  });
  const keys = ["null", "zero", "text", "undefined"];
  for (const _ of [1, 2, 3]) expect(keys.map(read)).toEqual([null, 0, "x", undefined]);
  expect(asked).toEqual(keys);
});
