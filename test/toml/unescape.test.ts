import { expect, test } from "vitest";
import { unescapeBasic } from "../../src/toml/unescape.ts";

test.each([
  ["", ""],
  ["a b", "a b"],
  ['\\b\\t\\n\\f\\r\\e\\"\\\\', '\b\t\n\f\r\u001b"\\'],
  ["\\x41\\u0042\\U00000043", "ABC"],
  ["\\xE9\\u20ac\\U0001F600", "é€😀"],
  ["\\x4\\u004\\U0000004", "x4u004U0000004"],
  ["\\xg0\\u00g0\\U0000g000", "xg0u00g0U0000g000"],
  ["\\\\x41", "\\x41"],
  ["\\\n", "\n"],
  // Not of a text that smol-toml accepts.
  ["\\U0010FFFF\\U00110000\\UFFFFFFFF", "\u{10ffff}\ufffd\ufffd"],
])("%j is %j", (body, value) => {
  expect(unescapeBasic(body)).toBe(value);
});
