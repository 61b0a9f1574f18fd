import { expect, test } from "vitest";
import { isOfficialImage } from "../../src/container/official-images.ts";

// https://hub.docker.com/u/library
test.each([
  ["adminer", true],
  ["python", true],
  ["debian", true],
  ["rocket.chat", true],
  ["zookeeper", true],
  ["Python", false],
  ["pythonn", false],
  ["nvidia", false],
  ["python slim", false],
  ["", false],
])("%j is an official image: %s", (name, official) => {
  expect(isOfficialImage(name)).toBe(official);
});
