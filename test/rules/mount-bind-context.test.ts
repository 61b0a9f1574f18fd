import { describe, expect, test } from "vitest";
import type { MemoryEntry } from "../memory-files.ts";
import { dockerfileApp } from "./run.ts";
import { uploadDiagnostics, uploadFindings } from "./upload-findings.ts";

const tree: Record<string, MemoryEntry> = { "uv.lock": "1", "src/a.py": "2", "src/b.py": "3", ".env": "4" };

const none: readonly string[] = [];

describe("mount-bind-context", () => {
  test.each([
    ["RUN --mount=type=bind,source=uv.lock,target=/l true", ["mount-bind-context error uv.lock"]],
    ["RUN --mount=source=uv.lock,target=/l true", ["mount-bind-context error uv.lock"]],
    ["RUN --mount=type=bind,src=./gone,dst=/l true", ["mount-bind-context error ./gone"]],
    ["RUN --mount=type=bind,source=.env,target=/l true", ["mount-bind-context error .env"]],
    ["RUN --mount=type=bind,target=/l true", ["mount-bind-context warning --mount=type=bind,target=/l"]],
    ["RUN --mount=type=bind,source=src,target=/l true\nCOPY src/a.py /x", ["mount-bind-context warning src"]],
    [
      "RUN --mount=source=uv.lock,target=/l --mount=source=src,target=/s true",
      ["mount-bind-context error uv.lock", "mount-bind-context error src"],
    ],
    ["ARG L=uv.lock\nRUN --mount=source=$L,target=/l true", ["mount-bind-context error $L"]],
    ["RUN --mount=source=uv.lock,target=/l true\nFROM scratch", ["mount-bind-context info uv.lock"]],
    ["ONBUILD RUN --mount=source=uv.lock,target=/l true\nFROM base", ["mount-bind-context error uv.lock"]],
    ["RUN --mount=source=uv.lock,target=/l true\nCOPY . /x", none],
    ["RUN --mount=source=src/a.py,target=/l true\nCOPY src uv.lock /x/", none],
    ["RUN --mount=type=bind,target=/l true\nCOPY . /x", none],
    ["RUN --mount=type=bind,from=python:3.12,source=/a,target=/l true", none],
    ["RUN --mount=type=cache,target=/root/.cache true", none],
    ["RUN --mount=type=secret,id=a true", none],
    ["RUN --mount=source=$UNKNOWN,target=/l true", none],
    ["RUN true", none],
  ])("%j", (dockerfile, expected) => {
    expect(uploadFindings(`FROM python:3.12 AS base\n${dockerfile}\n`, tree)).toEqual(expected);
  });

  test.each<[dockerfile: string, message: string, help: string]>([
    [
      "RUN --mount=source=uv.lock,target=/l true",
      "fal's client sends nothing for a mount: `uv.lock` will be missing, and",
      "COPY `uv.lock` instead, or as well: in a stage that nothing uses",
    ],
    [
      "RUN --mount=source=.env,target=/l true",
      "fal's client sends nothing for a mount, and leaves it out of every upload: `.env` will be missing",
      "COPY `.env` instead, or as well",
    ],
    [
      "RUN --mount=source=gone,target=/l true",
      "`gone` does not exist in the build context: the remote build will stop here",
      "The context is the folder of the pyproject.toml.",
    ],
    [
      "RUN --mount=target=/l true",
      "This mounts the build context, of which",
      "COPY what is needed instead, or as well",
    ],
    ["RUN --mount=source=src,target=/l true\nCOPY src/a.py /x", "This mounts `src`, of which", "COPY `src` instead"],
  ])("%j: the words", (dockerfile, message, help) => {
    const project = dockerfileApp(`FROM python:3.12\n${dockerfile}\n`, { ...tree, ".dockerignore": ".env\n" });
    const [only, ...more] = uploadDiagnostics(project);
    expect(more).toEqual([]);
    expect(only?.message).toContain(message);
    expect(only?.help).toContain(help);
    expect(only?.related).toMatchObject([{ file: "pyproject.toml" }]);
  });

  test.each([
    ["ONBUILD RUN --mount=source=uv.lock,target=/l true", ["mount-bind-context info uv.lock"]],
    ["ARG L\nRUN --mount=source=$L,target=/l true", none],
    ["RUN --mount=source=src,target=/l true\nCOPY src/deep /x", ["mount-bind-context warning src"]],
    [
      "RUN --mount=source=src,target=/l true\nCOPY src/none /x",
      ["mount-bind-context error src", "copy-source-missing error src/none"],
    ],
    ["RUN --mount=source=src/deep,target=/l true\nCOPY src/deep/more /x", ["mount-bind-context warning src/deep"]],
    ["RUN --mount=source=src/deep/more,target=/l true\nCOPY src /x", none],
    ["RUN --mount=source=${L,target=/l true", none],
    ["RUN --mount=type=bind,,target=/l true", ["mount-bind-context warning --mount=type=bind,,target=/l"]],
  ])("%j", (dockerfile, expected) => {
    const files = { ...tree, "src/deep/more/c.py": "1", "src/none": { directory: "empty" } } as const;
    expect(uploadFindings(`FROM python:3.12 AS base\n${dockerfile}\n`, files)).toEqual(expected);
  });
});
