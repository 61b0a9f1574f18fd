// unpinned-image and undigested-image: between them, every image that has no digest.
import { describe, expect, test } from "vitest";
import { dockerfileApp, findings, imageApp } from "./run.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const risk = "which is whatever was pushed last. That is risky: another build may get another image.";

const select = { config: { severity: { "undigested-image": "warning" } } } as const;

const unpinned = (project: Record<string, unknown>) =>
  findings("unpinned-image", project as Record<string, string>).map(({ at, message, severity }) => [
    severity,
    at,
    message,
  ]);
const undigested = (project: Record<string, unknown>) =>
  findings("undigested-image", project as Record<string, string>, select).map(({ at, message, severity }) => [
    severity,
    at,
    message,
  ]);

describe("in `image.image`", () => {
  test.each([
    ["python", `\`python\` has no tag and is pulled as \`latest\`, ${risk}`],
    ["ghcr.io/a/b", `\`ghcr.io/a/b\` has no tag and is pulled as \`latest\`, ${risk}`],
    ["localhost:5000/a", `\`localhost:5000/a\` has no tag and is pulled as \`latest\`, ${risk}`],
    ["python:latest", `\`python:latest\` has the tag \`latest\`, ${risk}`],
  ])("%s is unpinned", (name, message) => {
    const project = { "pyproject.toml": imageApp(`image = "${name}"`) };
    expect(unpinned(project)).toEqual([["warning", `"${name}"`, message]]);
    expect(undigested(project)).toEqual([]);
  });

  test.each(["python:3.12", "a/b:1", "a/b:latest-gpu", "a/b:Latest"])("%s is undigested", (name) => {
    const project = { "pyproject.toml": imageApp(`image = "${name}"`) };
    expect(unpinned(project)).toEqual([]);
    expect(undigested(project)).toEqual([
      ["warning", `"${name}"`, `\`${name}\` has no digest. That is risky: its tag can be moved to another image.`],
    ]);
  });

  test.each([
    `python@${digest}`,
    `python:latest@${digest}`,
    `python:3.12@${digest}`,
    // What image-reference has to say is said once.
    "ghcr.io",
    "my_registry.com/app",
    "index.docker.io/v1/user/app",
    "https://ghcr.io/a/b",
  ])("near miss: %s", (name) => {
    const project = { "pyproject.toml": imageApp(`image = "${name}"`) };
    expect([...unpinned(project), ...undigested(project)]).toEqual([]);
  });

  test("undigested-image says nothing unless it is selected", () => {
    expect(findings("undigested-image", { "pyproject.toml": imageApp('image = "python:3.12"') })).toEqual([]);
  });
});

describe("in a Dockerfile", () => {
  test.each<readonly [why: string, dockerfile: string, unpinned: readonly string[], undigested: readonly string[]]>([
    ["FROM", "FROM a AS x\n", ["a"], []],
    [
      "COPY --from",
      "FROM a:1\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n",
      ["ghcr.io/astral-sh/uv:latest"],
      ["a:1"],
    ],
    ["a mount", "FROM a:1\nRUN --mount=from=ghcr.io/astral-sh/uv,target=/x y\n", ["ghcr.io/astral-sh/uv"], ["a:1"]],
    ["an official image", "FROM a:1\nCOPY --from=nginx /x /y\n", ["nginx"], ["a:1"]],
    ["each place", "FROM a AS x\nFROM a\nCOPY --from=x /x /\n", ["a", "a"], []],
    ["only what is needed", "FROM a AS x\nFROM b\n", ["b"], []],
    [
      "stages, numbers and scratch",
      "FROM a:1 AS b\nFROM b AS c\nFROM scratch\nCOPY --from=c x y\nCOPY --from=0 x y\n",
      [],
      ["a:1"],
    ],
    ["no frontend", "# syntax=docker/dockerfile:latest\nFROM a:1\n", [], ["a:1"]],
    ["no frontend without a tag", "# syntax=docker/dockerfile\nFROM a:1\n", [], ["a:1"]],
    ["a digest", `FROM a:1@${digest}\n`, [], []],
    ["what is unknown", "FROM a:$V\nCOPY --from=builder x y\n", [], []],
  ])("%s", (_, dockerfile, expectedUnpinned, expectedUndigested) => {
    const project = dockerfileApp(dockerfile);
    expect(unpinned(project).map(([, at]) => at)).toEqual(expectedUnpinned);
    expect(undigested(project).map(([, at]) => at)).toEqual(expectedUndigested);
  });

  test("with variables, tells what stands in them", () => {
    const messages = (dockerfile: string, image = "") =>
      unpinned(dockerfileApp(dockerfile, {}, image)).map(([, , m]) => m);
    expect(messages("ARG BASE=python\nFROM ${BASE}\n")).toEqual([
      `\`\${BASE}\`, which is \`python\`, has no tag and is pulled as \`latest\`, ${risk}`,
    ]);
    expect(messages("ARG TAG=3.12\nFROM python:${TAG}\n", 'build_args = { TAG = "latest" }')).toEqual([
      `\`python:\${TAG}\`, which is \`python:latest\`, has the tag \`latest\`, ${risk}`,
    ]);
    expect(messages("ARG TAG=latest\nFROM python:${TAG}\n", 'build_args = { TAG = "3.12" }')).toEqual([]);
  });

  test("points at the app", () => {
    const [found] = findings("unpinned-image", dockerfileApp("FROM python\n"));
    expect(found?.file).toBe("Dockerfile");
    expect(found?.diagnostic.related).toMatchObject([{ file: "pyproject.toml", range: { start: { line: 5 } } }]);
  });
});
