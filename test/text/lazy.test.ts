import { expect, test } from "vitest";
import { lazy } from "../../src/text/lazy.ts";

test.each([["x"], [0], [null], [undefined]])("%j is made once, when it is first asked for", (value) => {
  let made = 0;
  const asked = lazy(() => {
    made++;
    return value;
  });
  expect(made).toBe(0);
  expect([asked(), asked()]).toEqual([value, value]);
  expect(made).toBe(1);
});

test("what cannot be made is tried again", () => {
  let tries = 0;
  const asked = lazy(() => {
    if (++tries === 1) throw new Error("not yet");
    return "made";
  });
  expect(asked).toThrow("not yet");
  expect(asked()).toBe("made");
});
