import { describe, expect, test } from "vitest";
import { dockerfileApp, findings } from "./run.ts";

const found = (dockerfile: string) => findings("unknown-stage", dockerfileApp(dockerfile));

const unknown = (name: string) =>
  `No stage is called \`${name}\`, so BuildKit takes it for an image, which Docker Hub does not have: the build will fail.`;
const below = (name: string) =>
  `The stage \`${name}\` is defined further down, where FROM does not see it: BuildKit takes the name for an image, which Docker Hub does not have, and the build will fail.`;
const upper = (name: string, stage: string) =>
  `FROM tells upper from lower case and BuildKit keeps a stage's name in lower case, so \`${name}\` is not the stage \`${stage}\`: the build will fail.`;
const number = (name: string) =>
  `Only COPY --from takes a stage's number: here \`${name}\` is taken for an image, which Docker Hub does not have, and the build will fail.`;
const noNumber = (last: number) =>
  `There is no stage of this number: stages are counted from 0, and the last one is ${last}. The build will fail.`;
const order = "This stage is defined further down: a stage can use only those above it. The build will fail.";
const itself = "A stage cannot use itself. The build will fail.";

const write = "Write the name of a stage above this one, or the whole name of an image with its tag.";
const move = "Move that stage above this one.";
const moveOr = "Move that stage above this one, or write the name of another.";
const keepsRight = "Write the stage's name, which stays right when a stage is added.";

describe("unknown-stage", () => {
  test.each<readonly [dockerfile: string, at: string, message: string, help: string]>([
    ["FROM a:1\nCOPY --from=builder /x /y\n", "builder", unknown("builder"), write],
    [
      "FROM a:1 AS build\nFROM a:1\nCOPY --from=builder /x /y\n",
      "builder",
      unknown("builder"),
      "Did you mean `build`?",
    ],
    [
      "FROM a:1 AS frontend\nFROM a:1\nCOPY --from=frontned /x /y\n",
      "frontned",
      unknown("frontned"),
      "Did you mean `frontend`?",
    ],
    ["FROM a:1 AS deps\nFROM b:1\nCOPY --from=Dep /x /y\n", "Dep", unknown("Dep"), "Did you mean `deps`?"],
    ["FROM a:1\nCOPY --from=Builder /x /y\n", "Builder", unknown("Builder"), write],
    ["FROM a:1\nRUN --mount=type=bind,from=artifacts,target=/x y\n", "artifacts", unknown("artifacts"), write],
    ["FROM a:1 AS base\nFROM basse\n", "basse", unknown("basse"), "Did you mean `base`?"],
    ["ARG S=biuld\nFROM a:1 AS build\nFROM $S\n", "$S", unknown("biuld"), "Did you mean `build`?"],
    ["FROM a:1 AS b\nONBUILD COPY --from=assets x y\nFROM b\n", "assets", unknown("assets"), write],
    ["FROM a:1 AS Build\nFROM Build\n", "Build", upper("Build", "build"), "Write `build`."],
    ["FROM base AS build\nFROM a:1 AS base\nCOPY --from=build x y\n", "base", below("base"), move],
    ["FROM a:1 AS build\nFROM b:1\nRUN --mount=from=0,target=/x y\n", "0", number("0"), "Did you mean `build`?"],
    ["FROM a:1\nRUN --mount=from=3,target=/x y\n", "3", number("3"), "Give the stage a name with AS, and write that."],
    ["FROM a:1\nFROM b:1\nCOPY --from=2 /x /y\n", "2", noNumber(1), keepsRight],
    ["FROM a:1\nCOPY --from=-1 /x /y\n", "-1", noNumber(0), keepsRight],
    ["FROM a:1 AS x\nCOPY --from=7 /x /y\nFROM b:1\n", "7", noNumber(1), keepsRight],
    ["FROM a:1 AS b\nCOPY --from=c x y\nFROM b AS c\n", "c", order, moveOr],
    ["FROM a:1 AS b\nCOPY --from=b x y\n", "b", itself, moveOr],
    ["FROM a:1\nCOPY --from=0 x y\n", "0", itself, moveOr],
  ])("%j", (dockerfile, at, message, help) => {
    expect(found(dockerfile).map((one) => [one.severity, one.at, one.message, one.help])).toEqual([
      ["error", at, message, help],
    ]);
  });

  test("only the case is corrected by a fix", () => {
    const fixes = (dockerfile: string) =>
      found(dockerfile).map(({ diagnostic }) => diagnostic.fix?.edits[0]?.text ?? null);
    expect(fixes("FROM a:1 AS Build\nFROM Build\n")).toEqual(["build"]);
    expect(fixes("ARG S=Build\nFROM a:1 AS Build\nFROM $S\n")).toEqual([null]);
    expect(fixes("FROM a:1 AS build\nFROM a:1\nCOPY --from=builder /x /y\n")).toEqual([null]);
  });

  test.each([
    [
      "a stage by its name, in any case",
      "FROM a:1 AS b\nFROM c:1\nCOPY --from=B x y\nRUN --mount=from=b,target=/x y\n",
    ],
    ["a stage by its number", "FROM a:1\nFROM c:1\nCOPY --from=0 x y\n"],
    ["scratch", "FROM a:1\nCOPY --from=scratch x y\n"],
    ["an official image", "FROM a:1\nCOPY --from=nginx x y\nRUN --mount=from=busybox,target=/x y\n"],
    ["an official image like a stage", "FROM a:1 AS nodes\nFROM b:1\nCOPY --from=node x y\nCOPY --from=nodes x y\n"],
    ["a name with a tag", "FROM a:1 AS build\nFROM b:1\nCOPY --from=builder:1 x y\n"],
    ["a name with an account", "FROM a:1\nCOPY --from=my-org/builder x y\n"],
    ["a registry, which image-reference has", "FROM a:1\nCOPY --from=ghcr.io x y\n"],
    ["an image after FROM", "FROM my-base\n"],
    ["a stage called like its own image", "FROM my-base AS my-base\nFROM my-base\n"],
    ["a stage called like its image", "FROM node AS node\nFROM nginx:1\nCOPY --from=node x y\n"],
    ["an image called like a later stage", "FROM node AS a\nFROM b:1 AS node\nCOPY --from=a x y\n"],
    ["a stage that nothing needs", "FROM a:1 AS x\nCOPY --from=builder x y\nFROM b:1\n"],
    ["an ONBUILD that does not run", "FROM a:1\nONBUILD COPY --from=builder x y\n"],
    [
      "another frontend's file",
      "# syntax=ghcr.io/my-org/packs:1\nFROM a:1\nCOPY --from=7 x y\nCOPY --from=builder x y\n",
    ],
    ["a variable, which dockerfile-syntax has", "FROM a:1\nCOPY --from=$B x y\n"],
  ])("near miss: %s", (_, dockerfile) => {
    expect(found(dockerfile)).toEqual([]);
  });

  test("many stages and names take a moment", () => {
    const stages = Array.from({ length: 3000 }, (_, i) => `FROM a:1 AS stage-${i}\n`).join("");
    const uses = Array.from({ length: 3000 }, (_, i) => `COPY --from=stag-${i}x x y\n`).join("");
    const start = performance.now();
    expect(found(`${stages}FROM b:1\n${uses}`).length).toBe(3000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
