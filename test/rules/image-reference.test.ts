import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { applyEdits } from "../../src/toml/edit.ts";
import { memoryFiles } from "../memory-files.ts";
import { dockerfileApp, findings, imageApp } from "./run.ts";

const hex = "0123456789abcdef".repeat(4);

/** Wrong names: what is said of them without its end, and what to write instead. `as`: what a fix writes. */
const cases: readonly (readonly [name: string, message: string, help: string, as: string | null])[] = [
  [
    "https://ghcr.io/org/app:1",
    "`https://ghcr.io/org/app:1` is an address: no image reference begins with `https://`.",
    "Write `ghcr.io/org/app:1`.",
    "ghcr.io/org/app:1",
  ],
  [
    "docker://python:3.12",
    "`docker://python:3.12` is an address: no image reference begins with `docker://`.",
    "Write `python:3.12`.",
    "python:3.12",
  ],
  [
    "https://hub.docker.com/r/user/app",
    "`https://hub.docker.com/r/user/app` is an address: no image reference begins with `https://`.",
    "Write `user/app`.",
    "user/app",
  ],
  [
    "https://hub.docker.com/r/user/app/tags",
    "`https://hub.docker.com/r/user/app/tags` is an address: no image reference begins with `https://`.",
    "Write `user/app/tags`.",
    null,
  ],
  [
    "ghcr.io/My-Org/App:V1",
    "`ghcr.io/My-Org/App:V1` is no image reference: it must be lower case up to its tag.",
    "Write `ghcr.io/my-org/app:V1`.",
    "ghcr.io/my-org/app:V1",
  ],
  [
    "index.docker.io/v1/user/app:2",
    "`index.docker.io/v1/user/app:2` is the address of a page or an API of Docker Hub, and no image has it for a name.",
    "Write `user/app:2`.",
    "user/app:2",
  ],
  [
    "gcr.io/example.com:project/app",
    "`gcr.io/example.com:project/app` is no image reference: the colon of a domain-scoped Google project would begin a tag.",
    "Write `gcr.io/example.com/project/app`.",
    "gcr.io/example.com/project/app",
  ],
  [
    "ghcr.io",
    "`ghcr.io` is a registry without an image: it is read as the image `docker.io/library/ghcr.io`.",
    "Write the image behind it: `ghcr.io/…`.",
    null,
  ],
  [
    "localhost:5000",
    "`localhost:5000` is a registry without an image: it is read as the image `docker.io/library/localhost:5000`.",
    "Write the image behind it: `localhost:5000/…`.",
    null,
  ],
  [
    `sha256:${hex}`,
    `\`sha256:${hex}\` is a digest without a name: it is read as a tag of the image \`sha256\` on Docker Hub.`,
    "Write the image's name in front, such as `python@sha256:…`.",
    null,
  ],
  [hex, `\`${hex}\` is the ID of an image on one machine.`, "Write the image's name.", null],
  ["host:99999/app", "`host:99999/app` has a port that cannot exist: `99999`.", "Write a port from 1 to 65535.", null],
  [
    "app:",
    "`app:` is no image reference: invalid reference format.",
    "Write it as `docker pull` takes it, such as `ghcr.io/my-org/my-server:1.2.0`.",
    null,
  ],
];

const right = [
  "python:3.12",
  "user/app",
  "ghcr.io/org/app",
  "localhost:5000/app",
  `python@sha256:${hex}`,
  "GHCR.io/a/b",
];

describe("image-reference in `image.image`", () => {
  test.each(cases)("%s", (name, message, help, as) => {
    const text = imageApp(`image = ${JSON.stringify(name)}`);
    const [found, ...others] = findings("image-reference", { "pyproject.toml": text });
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      severity: "error",
      at: JSON.stringify(name),
      message: `${message} The pull will fail.`,
    });
    expect(found?.help?.startsWith(help)).toBe(true);
    expect(edited(text, found?.diagnostic.fix)).toBe(as === null ? null : text.replace(name, as));
    if (as !== null) expect(found?.diagnostic.fix).toMatchObject({ description: `Write \`${as}\``, safe: true });
  });

  const example = "Write it as `docker pull` takes it, such as `ghcr.io/my-org/my-server:1.2.0`.";
  test.each([
    ["ghcr.io/org/app:${TAG}", "nothing expands a variable here", "Write the value itself.", null],
    [" python:3.12", "holds white space, which no image reference may", "Write `python:3.12`.", "python:3.12"],
    ["my app", "holds white space, which no image reference may", example, null],
    // What the Go library says stands in parentheses once more.
    [
      `ghcr.io/${"a".repeat(256)}`,
      `is no image reference: repository name must not be more than 255 characters. The pull`,
      example,
      null,
    ],
  ])("%s", (name, message, help, as) => {
    const text = imageApp(`image = ${JSON.stringify(name)}`);
    const [found] = findings("image-reference", { "pyproject.toml": text });
    expect(found?.message).toContain(message);
    expect(found?.help).toBe(help);
    expect(edited(text, found?.diagnostic.fix)).toBe(as === null ? null : text.replace(name, as));
  });

  test("a host with `_` in it is a warning", () => {
    const [found] = findings("image-reference", { "pyproject.toml": imageApp('image = "my_registry.com/app:1"') });
    expect([found?.severity, found?.message, found?.help]).toEqual([
      "warning",
      "`my_registry.com/app:1` begins with `my_registry.com`, which is no host name because of its `_`, so it is read as a name without a registry. That is risky: the pull will probably fail.",
      "Give the registry a name without `_`.",
    ]);
  });

  test.each(right)("near miss: %s", (name) => {
    expect(findings("image-reference", { "pyproject.toml": imageApp(`image = "${name}"`) })).toEqual([]);
  });

  test("what cannot be read has no manifest, what is only misread has one", () => {
    const compiled = (name: string) =>
      check({ path: "pyproject.toml", text: imageApp(`image = "${name}"`) }).manifests.length;
    expect(
      ["https://ghcr.io/a", "Python", "ghcr.io", "index.docker.io/v1/a/b", "my_registry.com/a"].map(compiled),
    ).toEqual([0, 0, 1, 1, 1]);
  });

  test("a token in its place is not shown", () => {
    const token = ["ghp", "_", "a1B2".repeat(9)].join("");
    const [found] = findings("image-reference", {
      "pyproject.toml": imageApp(`image = "https://me:${token}@ghcr.io/a"`),
    });
    expect(found?.message).toBe("`image.image` holds a token; no image can be pulled by it.");
  });
});

describe("image-reference in a Dockerfile", () => {
  test.each(cases)("FROM %s", (name, message, help, as) => {
    const text = `FROM ${name} AS b\nCMD ["x"]\n`;
    const [found, ...others] = findings("image-reference", dockerfileApp(text));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      severity: "error",
      file: "Dockerfile",
      at: name,
      message: `${message} The build will fail.`,
    });
    expect(found?.help?.startsWith(help)).toBe(true);
    expect(found?.diagnostic.related).toMatchObject([{ file: "pyproject.toml", range: { start: { line: 5 } } }]);
    expect(edited(text, found?.diagnostic.fix)).toBe(as === null ? null : text.replace(name, as));
  });

  test.each(right)("near miss: FROM %s", (name) => {
    expect(findings("image-reference", dockerfileApp(`FROM ${name}\n`))).toEqual([]);
  });

  test.each<readonly [why: string, dockerfile: string, at: readonly string[]]>([
    ["COPY --from", "FROM a:1\nCOPY --from=docker://b:1 x y\n", ["docker://b:1"]],
    ["a mount", "FROM a:1\nRUN --mount=from=https://ghcr.io/a/b,target=/x y\n", ["https://ghcr.io/a/b"]],
    ["a JSON COPY", 'FROM a:1\nCOPY --from=ghcr.io ["x", "y"]\n', ["ghcr.io"]],
    ["the frontend", "# syntax=docker.io/Docker/dockerfile:1\nFROM a:1\n", ["docker.io/Docker/dockerfile:1"]],
    ["a variable's default", "ARG IMAGE=https://ghcr.io/a/b:1\nFROM ${IMAGE}\n", ["${IMAGE}"]],
    ["a stage that nothing needs", "FROM a/B:1 AS x\nFROM c:1\n", ["a/B:1"]],
    ["what can be read in a stage that nothing needs", "FROM ghcr.io AS x\nFROM c:1\n", []],
    ["an ONBUILD that runs", "FROM a:1 AS b\nONBUILD COPY --from=https://c/d x y\nFROM b\n", ["https://c/d"]],
    ["an ONBUILD that does not", "FROM a:1 AS b\nONBUILD COPY --from=https://c/d x y\nFROM c:1\n", []],
    ["another frontend's file", "# syntax=ghcr.io/my-org/packs:1\nFROM https://a/b\n", []],
    ["a variable that is not set", "ARG V\nFROM a:$V\n", []],
    ["a stage in upper case", "FROM a:1 AS b\nFROM B\n", []],
    ["scratch and stages", "FROM a:1 AS b\nFROM scratch\nCOPY --from=B x y\nCOPY --from=0 x z\n", []],
    ["several", "FROM https://a/b\nCOPY --from=ghcr.io x y\n", ["https://a/b", "ghcr.io"]],
  ])("%s", (_, dockerfile, at) => {
    expect(findings("image-reference", dockerfileApp(dockerfile)).map((found) => found.at)).toEqual(at);
  });

  test("tells what stands in a variable, and replaces nothing", () => {
    const build = 'build_args = { IMAGE = "https://ghcr.io/a/b:1" }';
    const [found] = findings("image-reference", dockerfileApp("ARG IMAGE\nFROM ${IMAGE}\n", {}, build));
    expect([found?.message, found?.help, found?.diagnostic.fix]).toEqual([
      "`${IMAGE}`, which is `https://ghcr.io/a/b:1`, is an address: no image reference begins with `https://`. The build will fail.",
      "Write `ghcr.io/a/b:1`.",
      null,
    ]);
  });

  test("does not edit a name that is broken over lines", () => {
    const [found] = findings("image-reference", dockerfileApp("FROM https://ghcr.io/a/\\\nb:1\n"));
    expect([found?.at, found?.diagnostic.fix]).toEqual(["https://ghcr.io/a/\\\nb:1", null]);
  });

  test("leaves a token alone", () => {
    const token = ["ghp", "_", "a1B2".repeat(9)].join("");
    const app = dockerfileApp(`ARG X=https://me:${token}@ghcr.io/a\nFROM $X\nCOPY --from=https://${token}@b/c x y\n`);
    expect(findings("image-reference", app)).toEqual([]);
    const all = check({ path: "pyproject.toml", text: String(app["pyproject.toml"]) }, { files: memoryFiles(app) });
    expect(JSON.stringify(all)).not.toContain(token);
  });
});

function edited(
  text: string,
  fix:
    | { readonly edits: readonly { range: { start: { offset: number }; end: { offset: number } }; text: string }[] }
    | null
    | undefined,
) {
  if (!fix) return null;
  const result = applyEdits(
    text,
    fix.edits.map((edit) => ({ span: [edit.range.start.offset, edit.range.end.offset], text: edit.text })),
  );
  return "text" in result ? result.text : null;
}
