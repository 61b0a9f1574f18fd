import { describe, expect, test } from "vitest";
import { type AppUse, releases, requiredFal } from "../../src/client/releases.ts";

const nothing: AppUse = { keys: [], imageOnly: false, extraRequirement: false };

describe("requiredFal", () => {
  test.each([
    [{}, null],
    [{ keys: [["ref"], ["auth"]] }, null],
    [{ keys: [["name"], ["team"]] }, { version: "1.69.6", because: [["name"]] }],
    [{ keys: [["image"], ["image", "dockerfile"]] }, { version: "1.73.0", because: [["image"]] }],
    [{ keys: [["image", "registries", "ghcr.io", "password"]] }, { version: "1.73.0", because: [["image"]] }],
    [
      { keys: [["image"]], imageOnly: true },
      { version: "1.75.5", because: [["image"]] },
    ],
    [
      { keys: [["image"], ["image", "cmd"]], imageOnly: true },
      { version: "1.75.5", because: [["image", "cmd"], ["image"]] },
    ],
    [
      {
        keys: [
          ["image", "image"],
          ["retry_config", "timeout", "retries"],
        ],
        imageOnly: true,
      },
      { version: "1.76.0", because: [["image", "image"], ["retry_config"]] },
    ],
    [{ keys: [["requirements"]] }, { version: "1.69.6", because: [["requirements"]] }],
    [
      { keys: [["requirements"]], extraRequirement: true },
      { version: "1.73.0", because: [["requirements"]] },
    ],
    [{ keys: [["health_check", "path"]] }, { version: "1.75.3", because: [["health_check"]] }],
    [{ keys: [["health_check", "method"]] }, { version: "1.78.1", because: [["health_check", "method"]] }],
    [{ keys: [["image.image"], ["constructor"]] }, null],
  ])("%j needs %j", (use, expected) => {
    expect(requiredFal({ ...nothing, ...(use as Partial<AppUse>) })).toEqual(expected);
  });
});

test("releases ascend, and name each key once", () => {
  const order = releases.map(({ version }) => version.split(".").map(Number));
  for (const [index, [major = 0, minor = 0, patch = 0]] of order.slice(1).entries()) {
    const [a = 0, b = 0, c = 0] = order[index] ?? [];
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThan(a * 1e6 + b * 1e3 + c);
  }
  const keys = releases.flatMap((release) => release.keys.map((key) => JSON.stringify(key)));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toHaveLength(38);
});
