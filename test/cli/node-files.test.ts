import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeFiles, readFile } from "../../src/cli/node-files.ts";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-files-"));
// Somebody else must be able to come this far.
chmodSync(folder, 0o755);
const root = join(folder, "project");
const files = nodeFiles(root);
const isRoot = process.getuid?.() === 0;
const server = createServer();

beforeAll(async () => {
  mkdirSync(join(root, "sub/deep"), { recursive: true });
  mkdirSync(join(folder, "outside"));
  writeFileSync(join(folder, "outside/file"), "outside");
  writeFileSync(join(root, "text"), "FROM x\r\nRUN y\n");
  writeFileSync(join(root, "bom"), "\ufeffFROM x\n");
  writeFileSync(join(root, "empty"), "");
  writeFileSync(join(root, "latin1"), Buffer.from([0x63, 0xe9]));
  writeFileSync(join(root, "surrogate"), Buffer.from([0xed, 0xa0, 0x80]));
  writeFileSync(join(root, "closed"), "x", { mode: 0 });
  writeFileSync(join(root, "sub/b"), "b");
  writeFileSync(join(root, "sub/B"), "B");
  writeFileSync(join(root, "sub/ä"), "ä");
  writeFileSync(join(root, "sub/a\nb"), "");
  symlinkSync("../text", join(root, "sub/link"));
  symlinkSync("../outside", join(root, "out"));
  symlinkSync("nowhere", join(root, "dangling"));
  symlinkSync("loop", join(root, "loop"));
  execFileSync("mkfifo", [join(root, "fifo")]);
  await new Promise<void>((listening) => server.listen(join(root, "socket"), listening));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe("readText", () => {
  test.each([
    ["text", { kind: "text", text: "FROM x\r\nRUN y\n" }],
    ["./sub/../text", { kind: "text", text: "FROM x\r\nRUN y\n" }],
    ["sub/link", { kind: "text", text: "FROM x\r\nRUN y\n" }],
    ["../outside/file", { kind: "text", text: "outside" }],
    [join(folder, "outside/file"), { kind: "text", text: "outside" }],
    // Not text, in the project, but what lies above the folder that the link leads to.
    ["out/../project/empty", { kind: "text", text: "" }],
    ["bom", { kind: "text", text: "\ufeffFROM x\n" }],
    ["empty", { kind: "text", text: "" }],
    ["nope", { kind: "missing" }],
    ["text/below", { kind: "missing" }],
    ["dangling", { kind: "missing" }],
    ["a\0b", { kind: "unreadable", reason: "cannot be opened (ERR_INVALID_ARG_VALUE)" }],
    ["\ud800", { kind: "missing" }],
    ["loop", { kind: "unreadable", reason: "too many symbolic links" }],
    ["n".repeat(300), { kind: "unreadable", reason: "the name is too long" }],
    ["sub", { kind: "unreadable", reason: "is a directory" }],
    ["fifo", { kind: "unreadable", reason: "is not a regular file" }],
    ["socket", { kind: "unreadable", reason: "is not a regular file" }],
    ["latin1", { kind: "unreadable", reason: "is not UTF-8" }],
    ["surrogate", { kind: "unreadable", reason: "is not UTF-8" }],
  ])("%j", (path, expected) => {
    expect(files.readText(path)).toEqual(expected);
  });

  test("without permission", () => {
    expect(asSomebody(() => files.readText("closed"))).toEqual({ kind: "unreadable", reason: "permission denied" });
  });

  test("of a file beyond 10 MiB", () => {
    sparse("large", 10 * 1024 * 1024 + 1);
    expect(files.readText("large")).toEqual({ kind: "unreadable", reason: "is larger than 10.0 MiB" });
  });

  test("of a file that says it has no size", () => {
    expect(nodeFiles("/proc/self").readText("status")).toMatchObject({
      kind: "text",
      text: expect.stringMatching(/^Name:.*\n[\s\S]*\n$/),
    });
  });
});

test("the bytes of devices are not read", () => {
  for (const path of ["/dev/zero", "/dev/null"]) expect(readFile(path)).toEqual({ reason: "is not a regular file" });
});

test.each([
  ["text", { kind: "file", size: 14 }],
  ["sub", { kind: "directory", size: 0 }],
  ["sub/link", { kind: "file", size: 14 }],
  ["out", { kind: "directory", size: 0 }],
  ["fifo", { kind: "other", size: 0 }],
  ["dangling", null],
  ["loop", null],
  ["a\0b", null],
])("stat %j", (path, expected) => {
  expect(files.stat(path)).toEqual(expected);
});

test("list is in code-unit order, and says of a link that it is one", () => {
  expect(files.list("sub")).toEqual([
    { name: "B", kind: "file" },
    { name: "a\nb", kind: "file" },
    { name: "b", kind: "file" },
    { name: "deep", kind: "directory" },
    { name: "link", kind: "link" },
    { name: "ä", kind: "file" },
  ]);
  expect(files.list("sub/deep")).toEqual([]);
  expect(files.list(".")).toContainEqual({ name: "fifo", kind: "other" });
  expect(files.list("out")).toEqual([{ name: "file", kind: "file" }]);
  expect([files.list("text"), files.list("nope"), files.list("a\0b")]).toEqual([null, null, null]);
});

test.each([
  [".", "."],
  ["text", "text"],
  ["sub/link", "text"],
  ["out/file", "../outside/file"],
  ["..", ".."],
  ["dangling", null],
  ["loop", null],
  ["a\0b", null],
])("realPath %j", (path, expected) => {
  expect(files.realPath(path)).toBe(expected);
});

test("realPath is relative to where the root itself leads", () => {
  symlinkSync("project", join(folder, "alias"));
  expect(nodeFiles(join(folder, "alias")).realPath("sub/link")).toBe("text");
});

describe("digest", () => {
  test("of small files, and of what is none", () => {
    expect(files.digest("text")).toBe(sha256("FROM x\r\nRUN y\n"));
    expect(files.digest("empty")).toBe(sha256(""));
    expect(["sub", "fifo", "nope", "a\0b"].map((path) => files.digest(path))).toEqual([null, null, null, null]);
  });

  test("of a large file, which is never in memory", () => {
    const size = 256 * 1024 * 1024 + 3;
    sparse("huge", size);
    const expected = createHash("sha256");
    const zeros = Buffer.alloc(1024 * 1024);
    for (let done = 0; done < size; done += zeros.length) expected.update(zeros.subarray(0, size - done));
    const before = process.memoryUsage();
    expect(files.digest("huge")).toBe(`sha256:${expected.digest("hex")}`);
    const after = process.memoryUsage();
    expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(16 * 1024 * 1024);
  });
});

test("a folder without permission has no entries", () => {
  chmodSync(join(root, "sub/deep"), 0);
  expect(asSomebody(() => files.list("sub/deep"))).toBe(null);
  chmodSync(join(root, "sub/deep"), 0o755);
});

/** Root may read everything: it does this as somebody who may not. */
function asSomebody<T>(action: () => T): T {
  if (!isRoot) return action();
  process.seteuid?.(65534);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
  }
}

function sha256(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** A file of zeros that takes no room on the disk. */
function sparse(name: string, size: number): void {
  const descriptor = openSync(join(root, name), "w");
  ftruncateSync(descriptor, size);
  closeSync(descriptor);
}
