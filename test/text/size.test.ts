import { expect, test } from "vitest";
import { byteSize, mostBuildBytes, mostBytes } from "../../src/text/size.ts";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1.0 KiB"],
  [1536, "1.5 KiB"],
  [1024 ** 2 - 1, "1.0 MiB"],
  [1024 ** 2, "1.0 MiB"],
  [5 * 1024 ** 3, "5.0 GiB"],
  [5000 * 1024 ** 4, "5000.0 TiB"],
])("%d bytes are %s", (bytes, shown) => {
  expect(byteSize(bytes)).toBe(shown);
});

test("what is read at most", () => {
  expect(byteSize(mostBytes)).toBe("10.0 MiB");
  expect(byteSize(mostBuildBytes)).toBe("1.0 MiB");
});
