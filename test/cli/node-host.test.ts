import { execFileSync } from "node:child_process";
import { EventEmitter } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { nodeHost } from "../../src/cli/node-host.ts";
import { replaceFile } from "../../src/cli/node-replace.ts";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-host-"));
const host = nodeHost(process, folder);

afterAll(() => rmSync(folder, { recursive: true }));

describe("replace", () => {
  const path = join(folder, "report.txt");

  function* interrupted(error: Error): Generator<string> {
    yield "new, but not the whole of it";
    throw error;
  }

  test("keeps the old file, and leaves nothing beside it, if a bug cuts the text off", async () => {
    writeFileSync(path, "old");
    await expect(host.replace(path, interrupted(new TypeError("a bug")))).rejects.toThrow(TypeError);
    expect([readdirSync(folder), readFileSync(path, "utf8")]).toEqual([["report.txt"], "old"]);
  });

  test("the same if the disk is full", async () => {
    const full = Object.assign(new Error(), { code: "ENOSPC" });
    expect(await host.replace(path, interrupted(full))).toEqual({ reason: "no space left on the device" });
    expect([readdirSync(folder), readFileSync(path, "utf8")]).toEqual([["report.txt"], "old"]);
  });

  test("puts the new file in its place", async () => {
    expect(await host.replace(path, ["n", "ew"])).toBe(null);
    expect([readdirSync(folder), readFileSync(path, "utf8")]).toEqual([["report.txt"], "new"]);
  });
});

describe("append", () => {
  const path = join(folder, "summary.md");

  test("makes the file, and adds to it what is made for its size", () => {
    expect(host.append(path, (size) => [`${size}`, "é\n"])).toBe(null);
    expect(host.append(path, (size) => [`${size}\n`])).toBe(null);
    expect(readFileSync(path, "utf8")).toBe("0é\n4\n");
  });

  test("leaves the file as it was if it fails, whether by a bug or a full disk", () => {
    writeFileSync(path, "old\n");
    const broken = (error: Error) =>
      function* () {
        yield "new";
        throw error;
      };
    expect(() => host.append(path, broken(new TypeError("a bug")))).toThrow(TypeError);
    expect(host.append(path, broken(Object.assign(new Error(), { code: "ENOSPC" })))).toEqual({
      reason: "no space left on the device",
    });
    expect(readFileSync(path, "utf8")).toBe("old\n");
  });

  test.each([
    ["a folder that is not there", "no/summary.md", "no such file or directory"],
    ["a folder", ".", "is a directory"],
  ])("to %s", (_name, name, reason) => {
    expect(host.append(join(folder, name), () => ["x"])).toEqual({ reason });
  });

  test("to a FIFO that nobody reads from does not wait", () => {
    const fifo = join(folder, "fifo");
    execFileSync("mkfifo", [fifo]);
    expect(host.append(fifo, () => ["x"])).toEqual({ reason: "is not a regular file" });
    rmSync(fifo);
  });
});

test("what is shipped has a URL", () => {
  expect(host.shippedUrl("docs/a b.md")).toBe(pathToFileURL(join(folder, "docs/a b.md")).href);
});

describe("a signal to end", () => {
  const path = join(folder, "signalled.txt");

  /** A process that is told to end while the second of three pieces is written. */
  async function interrupted(signal: NodeJS.Signals | null) {
    const killed: unknown[] = [];
    const running = Object.assign(new EventEmitter(), { pid: 7, kill: (...args: unknown[]) => killed.push(args) });
    function* pieces(): Generator<string> {
      yield "one";
      if (signal !== null) running.emit(signal, signal);
      yield "two";
      yield "three";
    }
    writeFileSync(path, "old");
    const result = await replaceFile(path, pieces(), "temporary", running as unknown as NodeJS.Process);
    return {
      result,
      killed,
      text: readFileSync(path, "utf8"),
      left: readdirSync(folder).includes("temporary"),
      listeners: running.eventNames(),
    };
  }

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s waits until nothing is left behind", async (signal) => {
    expect(await interrupted(signal)).toEqual({
      result: { reason: "interrupted" },
      killed: [[7, signal]],
      text: "old",
      left: false,
      listeners: [],
    });
  });

  test("none, and all is written", async () => {
    expect(await interrupted(null)).toEqual({
      result: null,
      killed: [],
      text: "onetwothree",
      left: false,
      listeners: [],
    });
  });
});

test("the folders above end at the root", () => {
  expect(host.ancestors.slice(0, 2)).toEqual([".", ".."]);
  expect(host.relative("/")).toBe(host.ancestors.at(-1));
});
