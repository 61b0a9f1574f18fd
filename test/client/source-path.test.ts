import { describe, expect, test } from "vitest";
import { resolveSource } from "../../src/client/source-path.ts";
import { memoryFiles } from "../memory-files.ts";

const files = memoryFiles({ "a/b/c": "", to: { link: "a/b" }, out: { link: "../other" }, "../other/y": "" });

describe("resolveSource", () => {
  test.each([
    ["a/b/c", { lexical: "a/b/c", real: "a/b/c", linked: false }],
    ["./a//b/./c/", { lexical: "a/b/c", real: "a/b/c", linked: false }],
    ["to/c", { lexical: "to/c", real: "a/b/c", linked: true }],
    ["to/../x", { lexical: "x", real: "a/x", linked: true }],
    ["out/y", { lexical: "out/y", real: "../other/y", linked: true }],
    ["gone/to/c", { lexical: "gone/to/c", real: "gone/to/c", linked: false }],
    ["gone/../to/c", { lexical: "to/c", real: "a/b/c", linked: true }],
    ["../../..", { lexical: "../../..", real: "../../..", linked: false }],
    ["", { lexical: ".", real: ".", linked: false }],
  ])("%j", (source, expected) => {
    expect(resolveSource(files, source)).toEqual(expected);
  });

  test("looks no further than to what is missing, however long the path is", () => {
    let looks = 0;
    const counting = {
      ...files,
      realPath: (path: string) => {
        looks++;
        return files.realPath(path);
      },
    };
    expect(resolveSource(counting, `a/gone${"/x".repeat(2000)}`).real).toBe(`a/gone${"/x".repeat(2000)}`);
    expect(looks).toBe(2);
  });
});
