import { expect, test } from "vitest";
import { parsePipOption } from "../../src/packaging/pip-option.ts";

test.each<[argument: string, name: string, value: string | null, takesValue: boolean | null, blank: boolean]>([
  ["--pre", "--pre", null, false, false],
  ["-U", "-U", null, false, false],
  ["--system", "--system", null, false, false],
  ["-r", "-r", null, true, false],
  ["-b", "-b", null, true, false],
  ["--index-url=https://x/simple", "--index-url", "https://x/simple", true, false],
  ["--index-url==x", "--index-url", "x", true, false],
  ["--index-url https://x/simple", "--index-url", "https://x/simple", true, true],
  ["--index-url   https://x/a b", "--index-url", "https://x/a b", true, true],
  ["--index-url=a =b", "--index-url", "a =b", true, false],
  ["-rreq.txt", "-r", "req.txt", true, false],
  ["-r req.txt", "-r", "req.txt", true, true],
  ["--pre\n--no-deps", "--pre", "--no-deps", false, true],
  ["--no-such-option", "--no-such-option", null, null, false],
  ["-z9", "-z", "9", null, false],
])("%j", (argument, name, value, takesValue, blank) => {
  expect(parsePipOption(argument)).toEqual({ name, value, takesValue, blank });
});

test.each(["", "-", "--", "torch", "torch --pre", " --pre", "a-b", "-1"])("%j is none", (argument) => {
  expect(parsePipOption(argument)).toBeNull();
});
