import { describe, expect, test } from "vitest";
import type { MemoryEntry } from "../memory-files.ts";
import { uploadFindings } from "./upload-findings.ts";

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
});
