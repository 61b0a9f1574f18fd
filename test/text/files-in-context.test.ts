import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { contextPaths, rootPaths } from "../../src/text/context-paths.ts";
import type { Files } from "../../src/text/files.ts";
import { filesInContext, type StandIn } from "../../src/text/files-in-context.ts";
import { imageMarker, isPython } from "../../src/text/python-path.ts";
import { memoryFiles } from "../memory-files.ts";

const digest = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const written = "FROM python:3.12 # é\n";

const files = memoryFiles({
  "docker/main.py": "print(1)\n",
  "docker/link.py": { link: "../shared.py" },
  "docker/other.ignore": "*.pyc\n",
  "docker/.dockerignore": "never read\n",
  "shared.py": "print(2)\n",
});
const standIns = new Map<string, StandIn>([
  ["Dockerfile", { text: written, isThere: true }],
  [".dockerignore", { standsFor: "other.ignore" }],
  ["hidden", { text: "", isThere: false }],
]);

function inDocker(): Files {
  const paths = contextPaths("docker", files);
  if (paths === null) throw new Error("docker is a folder");
  return filesInContext(files, paths, standIns);
}

describe("in another folder", () => {
  const seen = inDocker();

  test("files are those of that folder", () => {
    expect(seen.readText("main.py")).toEqual({ kind: "text", text: "print(1)\n" });
    expect(seen.readText("../shared.py")).toEqual({ kind: "text", text: "print(2)\n" });
    expect(seen.readText("shared.py")).toEqual({ kind: "missing" });
    expect(seen.stat("main.py")).toEqual({ kind: "file", size: 9 });
    expect(seen.stat(".")).toEqual({ kind: "directory", size: 0 });
    expect(seen.digest("main.py")).toBe(digest("print(1)\n"));
    expect(seen.list("..")).toEqual(files.list("."));
  });

  test("real paths are relative to it", () => {
    expect(seen.realPath("main.py")).toBe("main.py");
    expect(seen.realPath("link.py")).toBe("../shared.py");
    expect(seen.realPath("none.py")).toBeNull();
    expect(seen.realPath(".")).toBe(".");
  });
});

describe("what is written elsewhere", () => {
  const seen = inDocker();

  test.each(["Dockerfile", "./Dockerfile", "x/../Dockerfile"])("is read as a file: %s", (path) => {
    expect(seen.readText(path)).toEqual({ kind: "text", text: written });
    expect(seen.stat(path)).toEqual({ kind: "file", size: Buffer.byteLength(written) });
    expect(seen.digest(path)).toBe(digest(written));
    expect(seen.realPath(path)).toBe("Dockerfile");
  });

  test("is in no listing", () => {
    expect(seen.list(".")?.map(({ name }) => name)).toEqual([".dockerignore", "link.py", "main.py", "other.ignore"]);
  });

  test("may be another file", () => {
    expect(seen.readText(".dockerignore")).toEqual({ kind: "text", text: "*.pyc\n" });
    expect(seen.stat(".dockerignore")).toEqual({ kind: "file", size: 6 });
    expect(seen.digest(".dockerignore")).toBe(digest("*.pyc\n"));
    expect(seen.realPath(".dockerignore")).toBe("other.ignore");
  });

  test("may be read without being there", () => {
    expect(seen.readText("hidden")).toEqual({ kind: "text", text: "" });
    expect(seen.stat("hidden")).toBeNull();
  });

  test("is measured anew for a text of its own", () => {
    const sizeOf = (text: string) =>
      filesInContext(files, rootPaths, new Map([["Dockerfile", { text, isThere: true }]])).stat("Dockerfile")?.size;
    expect([sizeOf("a"), sizeOf("ab"), sizeOf("a")]).toEqual([1, 2, 1]);
  });
});

test.each([
  ["app.py", true],
  ["src/a.b.py", true],
  ["app.pyi", false],
  ["app.PY", false],
  ["py", false],
])("%s is a module of Python: %s", (path, expected) => {
  expect(isPython(path)).toBe(expected);
  expect(imageMarker).toBe("ContainerImage");
});
