// Which pyproject.toml a Dockerfile or .dockerignore stands for.
import { describe, expect, test } from "vitest";
import { isBadUsage, parseArguments } from "../../src/cli/arguments.ts";
import { findInputs } from "../../src/cli/inputs.ts";
import { main } from "../../src/cli/main.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { fakeHost } from "./fake-host.ts";

type Tree = Readonly<Record<string, MemoryEntry>>;

const from = "FROM python:3.12-slim\n";
const builtFrom = (...dockerfiles: string[]): string =>
  dockerfiles.map((path, index) => `[tool.fal.apps.a${index}.image]\ndockerfile = ${JSON.stringify(path)}\n`).join("");

const monorepo: Tree = {
  ".git/HEAD": "",
  "pyproject.toml": builtFrom("Dockerfile"),
  Dockerfile: from,
  ".dockerignore": "",
  "docker/server.Dockerfile": from,
  "docker/build": from,
  "docker/.dockerignore": "",
  "unrelated/Dockerfile": from,
  "unrelated/.dockerignore": "",
  "a/pyproject.toml": builtFrom("Dockerfile", "../docker/server.Dockerfile"),
  "a/Dockerfile": from,
  "b/pyproject.toml": builtFrom("./../docker/server.Dockerfile", "../docker/build", "gone/Dockerfile"),
  "b/Dockerfile": from,
  "b/.dockerignore": "",
  "c/pyproject.toml": `tool = 1`,
  "d/pyproject.toml": `[tool.fal.apps]\nx = 1\ny.image = "z"\nz.image.dockerfile = 3\n`,
  "e/pyproject.toml": `[tool.fal.apps.x.image]\ndockerfile = "Dockerfile`,
  "e/Dockerfile": from,
  "node_modules/x/pyproject.toml": builtFrom("../../docker/build"),
};

function find(operands: readonly string[], tree: Tree): unknown {
  const invocation = parseArguments(["--", ...operands]);
  if (isBadUsage(invocation)) return invocation.badUsage;
  const inputs = findInputs(invocation, fakeHost({ tree }));
  return isBadUsage(inputs) ? inputs : inputs.map((input) => (input.from === "file" ? input.path : input));
}

const unused = (path: string) => ({ path, from: "unused" });

describe("a file of the build stands for the pyproject.toml that names it", () => {
  test.each<[operands: string[], expected: unknown]>([
    [["Dockerfile"], ["pyproject.toml"]],
    [["a/Dockerfile"], ["a/pyproject.toml"]],
    [["./a/../a/Dockerfile"], ["a/pyproject.toml"]],
    [["docker/server.Dockerfile"], ["a/pyproject.toml", "b/pyproject.toml"]],
    // A name that tells nothing, but is named.
    [["docker/build"], ["b/pyproject.toml"]],
    [[".dockerignore"], ["pyproject.toml"]],
    [["b/.dockerignore"], ["b/pyproject.toml"]],
    // The context is the folder of the pyproject.toml, not that of the Dockerfile.
    [["docker/.dockerignore"], [unused("docker/.dockerignore")]],
    [["unrelated/Dockerfile"], [unused("unrelated/Dockerfile")]],
    [["b/Dockerfile"], [unused("b/Dockerfile")]],
    [["unrelated/.dockerignore"], [unused("unrelated/.dockerignore")]],
    // It is gone, and an app still needs it; or nobody does.
    [["b/gone/Dockerfile"], ["b/pyproject.toml"]],
    [["gone/Dockerfile"], ["gone/Dockerfile"]],
    // What is no TOML may be built from it.
    [["e/Dockerfile"], ["e/pyproject.toml"]],
    [
      [
        "Dockerfile",
        "pyproject.toml",
        ".dockerignore",
        "docker/server.Dockerfile",
        "a/Dockerfile",
        "unrelated/Dockerfile",
      ],
      ["pyproject.toml", "a/pyproject.toml", "b/pyproject.toml", unused("unrelated/Dockerfile")],
    ],
  ])("%j", (operands, expected) => {
    expect(find(operands, monorepo)).toEqual(expected);
  });

  test("without a repository it is looked for above only", () => {
    const { ".git/HEAD": _, ...tree } = monorepo;
    expect(find(["a/Dockerfile", "docker/build", "docker/server.Dockerfile"], tree)).toEqual([
      "a/pyproject.toml",
      "docker/build",
      unused("docker/server.Dockerfile"),
    ]);
  });

  test("above the repository, and in the nearest one only", () => {
    const tree: Tree = {
      "../.git/HEAD": "",
      "../pyproject.toml": builtFrom("project/inner/Dockerfile"),
      "../other/pyproject.toml": builtFrom("../project/inner/Dockerfile"),
      ".git": "gitdir: ../.git/worktrees/project\n",
      "inner/Dockerfile": from,
      "side/pyproject.toml": builtFrom("../inner/Dockerfile"),
    };
    expect(find(["inner/Dockerfile"], tree)).toEqual(["../pyproject.toml", "side/pyproject.toml"]);
  });

  test("through links, and by an absolute path", () => {
    const tree: Tree = {
      ".git/HEAD": "",
      "docker/Dockerfile": from,
      shared: { link: "docker" },
      "a/pyproject.toml": builtFrom("../shared/Dockerfile"),
    };
    expect(find(["docker/Dockerfile"], tree)).toEqual(["a/pyproject.toml"]);
    expect(find(["/home/user/project/shared/Dockerfile"], tree)).toEqual(["a/pyproject.toml"]);
  });

  test("a name tells a Dockerfile, a file's content does not", () => {
    const names = ["Dockerfile", "dockerfile", "Dockerfile.gpu", "gpu.Dockerfile", "Dockerfile-gpu", "Containerfile"];
    const ignoreFiles = [".dockerignore", "Dockerfile.dockerignore"];
    const others = ["build", "other.toml", "dockerfile.py", "dockerfiles/readme", "dockerignore"];
    const tree = Object.fromEntries([...names, ...ignoreFiles, ...others].map((name) => [name, from]));
    expect(find([...names, ...ignoreFiles], tree)).toEqual([...names, ...ignoreFiles].map(unused));
    expect(find(others, tree)).toEqual(others);
  });
});

describe("the command", () => {
  test("passes with a line if no app is built from it, whatever the command", async () => {
    const host = fakeHost({ tree: monorepo });
    expect(await main(["unrelated/Dockerfile"], host)).toBe(0);
    expect(host.out()).toBe(
      "unrelated/Dockerfile: no app is built from it, nothing to check\n0 apps, 0 images, 0 credentials: 0 errors, 0 warnings\n",
    );
    const compiling = fakeHost({ tree: monorepo });
    expect(await main(["compile", "unrelated/Dockerfile"], compiling)).toBe(0);
    expect(compiling.err()).toBe("unrelated/Dockerfile: no app is built from it, nothing to compile\n");
    const reporting = fakeHost({ tree: monorepo });
    expect(await main(["--format", "json", "unrelated/Dockerfile"], reporting)).toBe(0);
    expect(JSON.parse(reporting.out()).files).toEqual([{ path: "unrelated/Dockerfile", status: "unused", apps: [] }]);
  });

  test("tells what is wrong in the Dockerfile", async () => {
    const tree = { ...monorepo, "a/Dockerfile": "FROM python:3.12-slim\n  COPY . /app/\n" };
    const host = fakeHost({ tree });
    expect(await main(["--format", "compact", "--select", "copy-indented", "a/Dockerfile"], host)).toBe(1);
    expect(host.out()).toContain("a/Dockerfile:2:3: error copy-indented:");
  });

  test("does not look below a search's exclusions, and is not stopped by a folder that cannot be listed", () => {
    const tree: Tree = {
      ...monorepo,
      "pyproject.toml": `${builtFrom("Dockerfile")}[tool.fal-lint]\nexclude = ["b"]\n`,
      locked: { directory: "unreadable" },
    };
    expect(find(["docker/server.Dockerfile"], tree)).toEqual(["a/pyproject.toml"]);
    // What lies above it counts all the same.
    expect(find(["b/.dockerignore"], tree)).toEqual(["b/pyproject.toml"]);
  });
});
