import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { hmacSha256, sha256Digest } from "../../src/text/sha256.ts";

const texts = ["", "a", "äé\u{1f600}\0", "x".repeat(1000)];

test.each(texts)("the digest is that of Node: %#", (text) => {
  expect(sha256Digest(text)).toBe(`sha256:${createHash("sha256").update(text).digest("hex")}`);
});

test.each(texts)("and so is what a key makes of a text: %#", (text) => {
  const key = Uint8Array.from({ length: 40 }, (_, index) => index * 7);
  expect(hmacSha256(text, key)).toBe(createHmac("sha256", key).update(text).digest("hex"));
});
