import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { memoryFiles } from "../memory-files.ts";
import { findings, imageApp, registryApp } from "./run.ts";

// Put together here, so that no scanner takes this file for a leak.
const token = ["ghp", "_", "a1B2".repeat(9)].join("");
const kind = "a GitHub personal access token (classic)";

const refApp = (line: string) => `[tool.fal.apps.server]\nref = "app.py::Server"\n${line}\n`;

const files = memoryFiles({ Dockerfile: "FROM a:1\n" });

const cmdHelp = "list NAME in the app's `secrets`, and let the program read it from its environment.";
const other = "Take it out: nothing here can name a fal secret.";

describe("token-in-config", () => {
  test.each<readonly [path: string, toml: string, at: string, help: string]>([
    ["image.cmd[2]", imageApp(`image = "a:1"\ncmd = ["serve", "--token", "@"]`), "@", cmdHelp],
    ["image.cmd", imageApp(`image = "a:1"\ncmd = "serve --token=@"`), "serve --token=@", cmdHelp],
    ["image.entrypoint[0]", imageApp(`image = "a:1"\nentrypoint = ["@"]`), "@", cmdHelp],
    [
      'image.registries."ghcr.io".username',
      registryApp("ghcr.io/a/b:1", "ghcr.io", "@", "$GHCR"),
      "@",
      "Write the username itself: only `password` can name a fal secret.",
    ],
    [
      "requirements[1]",
      refApp('requirements = ["x", "git+https://@@github.com/a/b"]'),
      "git+https://@@github.com/a/b",
      "Write `${NAME}` in its place",
    ],
    [
      "requirements[0][0]",
      refApp('requirements = [["git+https://@@github.com/a/b"]]'),
      "git+https://@@github.com/a/b",
      "Write `${NAME}` in its place",
    ],
    ["name", refApp('name = "@"'), "@", other],
    ["team", refApp('team = "@"'), "@", other],
    ["health_check.path", refApp('health_check = { path = "/health?key=@" }'), "/health?key=@", other],
    ["machine_type", refApp('machine_type = "@"'), "@", other],
    ["secrets[0]", refApp('secrets = ["@"]'), "@", other],
    ["data_mounts[0]", refApp('data_mounts = ["/@"]'), "/@", other],
    ["_scheduler_options.a.b[0]", refApp('_scheduler_options = { a = { b = ["@"] } }'), "@", other],
    ["image.dockerfile", imageApp('dockerfile = "@"'), "@", other],
  ])("%s", (path, template, at, help) => {
    const toml = template.replace("@", token);
    const found = findings("token-in-config", { "pyproject.toml": toml });
    expect(found.map((one) => [one.severity, one.at, one.message])).toEqual([
      [
        "error",
        `"${at.replace("@", token)}"`,
        `\`${path}\` holds ${kind}, in plain text: everyone who can read the repository can read it.`,
      ],
    ]);
    expect(found[0]?.help).toContain(help);
    expect(JSON.stringify(check({ path: "pyproject.toml", text: toml }, { files }))).not.toContain(token);
  });

  test("a path that is itself a token is not shown", () => {
    const toml = refApp(`_scheduler_options = { "${token}" = "${token}" }`);
    const [found] = findings("token-in-config", { "pyproject.toml": toml });
    expect(found?.message.startsWith(`This value holds ${kind}`)).toBe(true);
  });

  test.each([
    ["a password, which plaintext-password has", registryApp("ghcr.io/a/b:1", "ghcr.io", "me", token)],
    [
      "a build secret, which plaintext-password has",
      imageApp(`dockerfile = "Dockerfile"\nsecrets = { A = "${token}" }`),
    ],
    [
      "a build argument, which secret-in-dockerfile has",
      imageApp(`dockerfile = "Dockerfile"\nbuild_args = { A = "${token}" }`),
    ],
    ["an image, which image-reference has", imageApp(`image = "${token}"`)],
    ["references", refApp('requirements = ["git+https://${GH_TOKEN}@github.com/a/b"]\nsecrets = ["GH_TOKEN"]')],
    ["a stand-in", imageApp(`image = "a:1"\ncmd = ["--token", "ghp_${"x".repeat(36)}"]`)],
    [
      "a commit and a UUID",
      refApp(
        `requirements = ["git+https://github.com/a/b@${"0a1b".repeat(10)}"]\nname = "0d1395b7-d107-49de-a6ac-2a476a7c7817"`,
      ),
    ],
  ])("near miss: %s", (_, toml) => {
    expect(findings("token-in-config", { "pyproject.toml": toml, Dockerfile: "FROM a:1\n" })).toEqual([]);
  });
});
