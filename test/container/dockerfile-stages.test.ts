import { describe, expect, it } from "vitest";
import {
  listPulls,
  type Origin,
  parseDockerfile,
  resolveStages,
  type StageOptions,
} from "../../src/container/dockerfile.ts";

/** An origin in a few letters: `2` for a stage, `$X` for what a name lacks, `!` for no reference. */
function short(origin: Origin): string {
  switch (origin.kind) {
    case "stage":
      return `${origin.stage}`;
    case "image":
      return origin.reference.canonical;
    case "unresolved":
      return `$${origin.names.join(",")}`;
    case "invalid":
      return "!";
    default:
      return origin.kind;
  }
}

function read(text: string, options?: StageOptions) {
  const dockerfile = parseDockerfile(text);
  const graph = resolveStages(dockerfile, options);
  return { ...graph, pulls: listPulls(dockerfile, graph) };
}

const baseOf = (text: string, buildArgs: Record<string, string> = {}) =>
  read(text, { buildArgs: new Map(Object.entries(buildArgs)) })
    .stages.map(({ base }) => short(base.origin))
    .at(-1);

describe("the base of a stage", () => {
  it.each([
    ["FROM python", "docker.io/library/python:latest"],
    ["FROM ghcr.io/a/b:1@sha256:" + "0".repeat(64), "ghcr.io/a/b:1@sha256:" + "0".repeat(64)],
    ["FROM scratch", "scratch"],
    ["FROM a AS b\nFROM b", "0"],
    ["FROM a AS B\nFROM b", "0"],
    // Only COPY takes a number, and FROM heeds case.
    ["FROM a AS b\nFROM 0", "docker.io/library/0:latest"],
    ["FROM a AS b\nFROM B", "!"],
    ["FROM b\nFROM a AS b", "docker.io/library/a:latest"],
    ["FROM a AS b\nFROM c AS b\nFROM b", "1"],
    ["FROM a AS scratch\nFROM scratch", "0"],
    ["FROM https://a/b", "!"],
    ["FROM Python", "!"],
    ["FROM ''", "$"],
    ["FROM", "$"],
    ["FROM 'a", "$"],
  ])("%j", (text, base) => {
    expect(baseOf(text)).toBe(base);
  });

  it.each([
    ["ARG V=3.12\nFROM python:${V}", {}, "docker.io/library/python:3.12"],
    ["ARG V=3.12\nFROM python:$V", { V: "3.13" }, "docker.io/library/python:3.13"],
    ['ARG A=1 B="$A.2"\nFROM a:$B', {}, "docker.io/library/a:1.2"],
    ["ARG V\nFROM a:${V:-9}", {}, "docker.io/library/a:9"],
    ["ARG V\nFROM a${V:+:$V}", {}, "docker.io/library/a:latest"],
    ["ARG V\nFROM a:$V", {}, "$V"],
    ["FROM a:$V", { V: "1" }, "$V"],
    ["ARG V=\nFROM $V", {}, "$"],
    ["ARG X=$Y\nFROM $X", {}, "$"],
    ["FROM a:$TARGETARCH$TARGETVARIANT", {}, "docker.io/library/a:amd64"],
    ["FROM a:$TARGETARCH", { TARGETARCH: "arm64" }, "docker.io/library/a:arm64"],
    ["ARG TARGETARCH\nFROM a:$TARGETARCH", {}, "docker.io/library/a:amd64"],
    ["FROM a:${BUILDPLATFORM//\\//-}", {}, "docker.io/library/a:linux-amd64"],
    ["FROM a:$TARGETSTAGE AS b", {}, "docker.io/library/a:b"],
    ["FROM a:$TARGETSTAGE", {}, "docker.io/library/a:default"],
    ["FROM a AS b\nARG V=1\nFROM c:$V", {}, "$V"],
    ["ARG S=b\nFROM a AS b\nFROM $S", {}, "0"],
    ["# escape=`\nARG V=1\nFROM a:`$V", {}, "!"],
    ["ARG V=1.2.3\nFROM a:${V%.*}", {}, "docker.io/library/a:1.2"],
    ["FROM a:${HOME}${V-1}", {}, "$HOME"],
  ])("expands %j with %j", (text, buildArgs, base) => {
    expect(baseOf(text, buildArgs)).toBe(base);
  });

  it("tells what BuildKit reads where a variable is missing, and where that stands", () => {
    const text = "ARG S\nFROM python$S";
    const [stage] = read(text).stages;
    expect(stage?.base).toMatchObject({
      written: "python$S",
      origin: { kind: "unresolved", names: ["S"], value: "python" },
    });
    expect(text.slice(...(stage?.base.span ?? [0, 0]))).toBe("python$S");
  });
});

describe("the stages", () => {
  it("have numbers, names, lines and spans", () => {
    const text =
      "ARG V=1\n\nFROM --platform=linux/amd64 a:$V as Build\nRUN x\n\nFROM scratch\nCOPY --from=build /x /\n";
    const { stages, target } = read(text);
    expect(target).toBe(1);
    expect(
      stages.map(({ number, name, line, span, instructions }) => [
        number,
        name,
        line,
        text.slice(...span),
        instructions.length,
      ]),
    ).toEqual([
      [0, "build", 3, "FROM --platform=linux/amd64 a:$V as Build\nRUN x", 1],
      [1, null, 6, "FROM scratch\nCOPY --from=build /x /", 1],
    ]);
    expect(text.slice(...(stages[0]?.nameSpan ?? [0, 0]))).toBe("Build");
  });

  it.each([
    ["COPY --from=b x y", "0"],
    ["COPY --from=B x y", "0"],
    ["COPY --from=0 x y", "0"],
    ["COPY --from=+1 x y", "1"],
    ["COPY --from=nginx x y", "docker.io/library/nginx:latest"],
    ["COPY --from=builder x y", "docker.io/library/builder:latest"],
    ["COPY --from=scratch x y", "scratch"],
    ["COPY --from=9 x y", "missing-stage"],
    ["COPY --from=10 x y", "missing-stage"],
    ["COPY --from=0x x y", "docker.io/library/0x:latest"],
    ["COPY --chown=b --from=nginx x y", "docker.io/library/nginx:latest"],
    ["COPY --from=-1 x y", "missing-stage"],
    ["COPY --from=$V x y", "$V"],
    ["COPY --from=${V:-b} x y", "$"],
    ["COPY --from=a:B:c x y", "!"],
    ["RUN --mount=from=b x", "0"],
    ["RUN --mount=type=bind,from=B,target=/x x", "0"],
    ["RUN --mount=from=0 x", "docker.io/library/0:latest"],
    ["RUN --mount=from=$V x", "$V"],
    ["RUN --mount=from=uv,from=b x", "0"],
    ["RUN --mount=type=cache,from=ghcr.io/astral-sh/uv,target=/x x", "ghcr.io/astral-sh/uv:latest"],
  ])("%s", (line, origin) => {
    const { stages } = read(`ARG V=b\nFROM a AS b\nFROM a\nFROM c\n${line}`);
    expect(stages[2]?.sources.map((source) => short(source.origin))).toEqual([origin]);
  });

  it.each(["COPY a b", "COPY --from= a b", "RUN x", "RUN --mount=type=cache,target=/x y", "ADD --from=b x y"])(
    "%s names no source",
    (line) => {
      expect(read(`FROM a AS b\n${line}`).stages[0]?.sources).toEqual([]);
    },
  );

  it.each([
    ["FROM a AS b", "b"],
    ["FROM a as B", "b"],
    ["FROM a IS b", null],
    ["FROM a AS", null],
    ["FROM a AS b c", null],
    ["FROM a", null],
  ])("%s has the name %s", (text, name) => {
    expect(read(text).stages[0]?.name).toBe(name);
  });

  it("are told what is wrong with them", () => {
    const messages = (text: string, options?: StageOptions) =>
      read(text, options).problems.map(({ message }) => message);
    expect(messages("FROM a AS b\nCOPY --from=b x y")).toEqual(["a stage cannot use itself"]);
    expect(messages("FROM a AS b\nCOPY --from=c x y\nFROM b AS c")).toEqual([
      "this stage is defined further down: a stage can use only those above it",
    ]);
    expect(messages("FROM a\nFROM b\nCOPY --from=2 x y")).toEqual([
      "there is no stage of this number: stages are counted from 0, and the last one is 1",
    ]);
    expect(messages("FROM a\nCOPY --from=$V x y")).toEqual([
      "BuildKit expands no variable here: write `FROM ${NAME} AS stage` further up and name that stage",
    ]);
    expect(messages("FROM a:${V:=1}")).toEqual([expect.stringMatching(/^BuildKit cannot expand this: .+/)]);
    expect(read("FROM a", { target: "b" }).problems).toEqual([
      { kind: "unknown-target", span: [0, 0], message: "no stage has the name of the target" },
    ]);
    expect(read("FROM a", { target: "b" }).target).toBeNull();
    expect(read("FROM a AS b\nFROM c", { target: "b" }).target).toBe(0);
  });

  const chain =
    "FROM a AS one\nFROM one AS two\nFROM b AS three\nCOPY --from=two x y\nFROM c AS four\nRUN --mount=from=three x\nFROM d AS five";
  it.each([
    [undefined, [4]],
    ["five", [4]],
    ["FOUR", [0, 1, 2, 3]],
    ["three", [0, 1, 2]],
    ["one", [0]],
    ["six", []],
  ])("needs for %s", (target, expected) => {
    const { stages, problems } = read(chain, target === undefined ? {} : { target });
    expect(stages.filter(({ reachable }) => reachable).map(({ number }) => number)).toEqual(expected);
    expect(problems.map(({ kind }) => kind)).toEqual(target === "six" ? ["unknown-target"] : []);
  });

  it.each([
    ["FROM a\nCOPY --from=$V x y", ["variable-in-from", "$V"]],
    ["FROM a\nRUN --mount=type=bind,from=${V} x", ["variable-in-from", "${V}"]],
    ["FROM a AS b\nCOPY --from=$V x y\nFROM c", ["variable-in-from", "$V"]],
    ["FROM a\nCOPY --from=1 x y", ["missing-stage", "1"]],
    ["FROM a AS b\nCOPY --from=b x y", ["stage-order", "b"]],
    ["FROM a AS b\nCOPY --from=c x y\nFROM b AS c", ["stage-order", "c"]],
    ["FROM a AS b\nCOPY --from=b x y\nFROM c", ["stage-order", "b"]],
    ["ARG V=${X?}\nFROM a", ["expansion", "${X?}"]],
    ["FROM a:${V:=1}", ["expansion", "a:${V:=1}"]],
    ["FROM a AS b\nONBUILD COPY --from=$V x y\nFROM b", ["variable-in-from", "$V"]],
    ["FROM a AS b\nONBUILD COPY --from=c x y\nFROM b\nFROM d AS c\nCOPY --from=1 x y", ["stage-order", "c"]],
    [
      "FROM a AS b\nONBUILD COPY --from=c x y\nFROM b AS x\nFROM d AS c\nFROM b AS y\nFROM e\nCOPY --from=x . .\nCOPY --from=y . .",
      ["stage-order", "c"],
    ],
  ])("refuses %j", (text, expected) => {
    expect(read(text).problems.map(({ kind, span }) => [kind, text.slice(...span)])).toEqual([expected]);
  });

  it.each([
    "FROM a AS b\nCOPY --from=c x y\nFROM d AS c",
    "FROM a AS b\nONBUILD COPY --from=$V x y\nFROM c",
    "FROM a\nRUN --mount=from=x$ y",
    "RUN x",
  ])("does not refuse %j", (text) => {
    expect(read(text).problems).toEqual([]);
  });
});

describe("the images pulled", () => {
  const pullsOf = (text: string, options?: StageOptions) =>
    read(text, options).pulls.map(({ by, stage, span, origin }) => [by, stage, text.slice(...span), short(origin)]);

  it("are those of FROM, COPY, mounts and the frontend, in the stages that are needed", () => {
    const text = `# syntax=docker/dockerfile:1.7-labs
ARG CUDA=12.4.1
FROM nvidia/cuda:\${CUDA}-devel-ubuntu22.04 AS build
RUN --mount=type=bind,from=ghcr.io/astral-sh/uv:0.5,source=/uv,target=/bin/uv uv sync
FROM golang:1.23 AS unused
COPY --from=redis /x /y
FROM scratch
COPY --from=build /app /app
COPY --from=busybox:musl /bin/sh /bin/sh
COPY --from=\${TOOLS} /x /x
`;
    expect(pullsOf(text)).toEqual([
      ["syntax", null, "docker/dockerfile:1.7-labs", "docker.io/docker/dockerfile:1.7-labs"],
      ["from", 0, "nvidia/cuda:${CUDA}-devel-ubuntu22.04", "docker.io/nvidia/cuda:12.4.1-devel-ubuntu22.04"],
      ["mount", 0, "ghcr.io/astral-sh/uv:0.5", "ghcr.io/astral-sh/uv:0.5"],
      ["copy", 2, "busybox:musl", "docker.io/library/busybox:musl"],
      ["copy", 2, "${TOOLS}", "$TOOLS"],
    ]);
  });

  it("include what an ONBUILD names once a stage is built on it", () => {
    const text = "FROM a AS base\nONBUILD COPY --from=tools:1 x y\n";
    expect(pullsOf(text)).toEqual([["from", 0, "a", "docker.io/library/a:latest"]]);
    expect(pullsOf(`${text}FROM base\n`)).toEqual([
      ["from", 0, "a", "docker.io/library/a:latest"],
      ["copy", 0, "tools:1", "docker.io/library/tools:1"],
    ]);
    const [base] = read(`${text}FROM base\n`).stages;
    expect([base?.onbuildStage, base?.onbuildSources.length, base?.sources.length]).toEqual([1, 1, 0]);
  });

  it("include names that cannot be read", () => {
    expect(pullsOf("FROM docker://a/b\nCOPY --from=X:y a b")).toEqual([
      ["from", 0, "docker://a/b", "!"],
      ["copy", 0, "X:y", "!"],
    ]);
  });

  it("are none without a stage", () => {
    expect(read("ARG a\nRUN b")).toMatchObject({ stages: [], target: null, pulls: [], problems: [] });
  });
});
