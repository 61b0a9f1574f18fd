import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { ecrPassword, jwt, recorded } from "../rules/tokens.ts";
import { fakeHost } from "./fake-host.ts";

const now = Date.parse("2026-01-15T00:00:00Z") / 1000;
const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

async function run(
  tree: Readonly<Record<string, MemoryEntry>>,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const host = fakeHost({ tree });
  const code = await main(["credentials", ...args], host);
  return { code, out: host.out(), err: host.err() };
}

type Registry = readonly [key: string, username: string, password: string];

function app(name: string, image: string, registries: readonly Registry[], more = ""): string {
  const tables = registries.map(
    ([key, username, password]) =>
      `[tool.fal.apps.${name}.image.registries.${JSON.stringify(key)}]\nusername = ${JSON.stringify(username)}\npassword = ${JSON.stringify(password)}\n`,
  );
  return `[tool.fal.apps.${name}]\nexposed_port = 80\n[tool.fal.apps.${name}.image]\n${image}\n${more}${tables.join("")}`;
}

async function credentialsOf(text: string, tree: Readonly<Record<string, MemoryEntry>> = {}, ...args: string[]) {
  const { code, out, err } = await run({ "pyproject.toml": text, ...tree }, "--format", "json", ...args);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const document = JSON.parse(out);
  expect(Object.keys(document)).toEqual(["version", "credentials"]);
  return document.credentials;
}

describe("credentials --format json", () => {
  test("has the shape that was promised", async () => {
    const text = app("server", `image = "${ecr}/a:1"`, [
      ["ghcr.io", "me", "$GHCR_TOKEN"],
      [`https://${ecr}`, "AWS", ecrPassword(now + 60)],
    ]);
    expect(await credentialsOf(text)).toEqual([
      {
        file: "pyproject.toml",
        app: "server",
        key: "ghcr.io",
        host: "ghcr.io",
        provider: "ghcr",
        username: "me",
        password: { fal_secret: "GHCR_TOKEN" },
        kind: "fal secret",
        serves: [],
        expires: null,
      },
      {
        file: "pyproject.toml",
        app: "server",
        key: `https://${ecr}`,
        host: ecr,
        provider: "amazon-ecr",
        username: "AWS",
        password: { literal: true },
        kind: "Amazon ECR password",
        serves: [`${ecr}/a:1`],
        expires: "2026-01-15T00:01:00Z",
      },
    ]);
  });

  test.each<[password: string, kind: string, expires?: string]>([
    ["$X", "fal secret"],
    ["hunter2-hunter2", "plain text"],
    ["$$hunter2", "plain text"],
    ["$1", "plain text"],
    ["", "empty"],
    ["changeme", "placeholder"],
    ["${X}", "not a fal reference (${NAME})"],
    [recorded("docker-pat"), "Docker personal access token"],
    [jwt({ exp: now + 1 }), "JSON Web Token", "2026-01-15T00:00:01Z"],
    [jwt({ exp: 1e15 }), "JSON Web Token"],
  ])("a password of each kind", async (password, kind, expires) => {
    const text = app("server", 'image = "ghcr.io/a/b:1"', [["ghcr.io", "me", password]]);
    expect(await credentialsOf(text)).toMatchObject([{ kind, expires: expires ?? null }]);
  });

  test("a fal secret whose value is given is told by that", async () => {
    const text = app("server", `image = "${ecr}/a:1"`, [[ecr, "AWS", "$ECR"]]);
    const given = async (value: string) =>
      (await credentialsOf(text, { ".env": `ECR='${value}'` }, "--env-file", ".env"))[0];
    const password = { fal_secret: "ECR" };
    expect(await given(ecrPassword(now))).toMatchObject({
      password,
      kind: "Amazon ECR password",
      expires: "2026-01-15T00:00:00Z",
    });
    expect(await given("changeme")).toMatchObject({ password, kind: "placeholder" });
    expect(await given("hunter2-hunter2")).toMatchObject({ password, kind: "fal secret" });
    expect(await given("$ECR")).toMatchObject({ password, kind: "fal secret" });
  });

  test("what an app serves is null if its Dockerfile is not there", async () => {
    const text = app("server", 'dockerfile = "Dockerfile"', [["ghcr.io", "me", "$X"]]);
    expect(await credentialsOf(text)).toMatchObject([{ serves: null }]);
    expect(await credentialsOf(text, { Dockerfile: "FROM ghcr.io/a/b:1\n" })).toMatchObject([
      { serves: ["ghcr.io/a/b:1"] },
    ]);
  });

  test("a token for a username is not shown", async () => {
    const text = app("server", 'image = "ghcr.io/a/b:1"', [["ghcr.io", recorded("docker-pat"), "$X"]]);
    expect(await credentialsOf(text)).toMatchObject([{ username: { literal: true } }]);
    expect((await run({ "pyproject.toml": text })).out).toMatch(/\(redacted\) +\$X/);
  });
});

describe("credentials", () => {
  test("a table, with build secrets and what is the same in two places", async () => {
    const same = "correct-horse-battery-staple";
    const text =
      app("one", `image = "${ecr}/a:1"`, [
        [ecr, "AWS", ecrPassword(now - 60)],
        ["quay.io", "me", same],
      ]) +
      app(
        "two",
        'dockerfile = "Dockerfile"',
        [["docker.io", "a\u001b[2Jb", same]],
        `secrets = { PIP = "${same}", B = "$B" }\n`,
      );
    const { code, out, err } = await run({ "pyproject.toml": text, Dockerfile: "FROM python:3.12\n" });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(`Registries:
  APP  HOST                                          PROVIDER    USERNAME     PASSWORD            KIND                 EXPIRES                       SERVES
  one  123456789012.dkr.ecr.us-east-1.amazonaws.com  Amazon ECR  AWS          literal (redacted)  Amazon ECR password  expired 2026-01-14T23:59:00Z  123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1
  one  quay.io                                       Quay        me           literal (redacted)  plain text           unknown                       nothing
  two  docker.io                                     Docker Hub  a\\u001B[2Jb  literal (redacted)  plain text           unknown                       nothing

Build secrets:
  APP  NAME  VALUE               KIND        EXPIRES
  two  PIP   literal (redacted)  plain text  unknown
  two  B     $B                  fal secret  unknown

app \`two\`, registry \`docker.io\`: same value as app \`one\`, registry \`quay.io\`
app \`two\`, build secret \`PIP\`: same value as app \`one\`, registry \`quay.io\`
`);
  });

  test("several files", async () => {
    const text = (password: string) => app("a", 'image = "ghcr.io/a/b:1"', [["ghcr.io", "me", password]]);
    const { out } = await run(
      { "x.toml": text("hunter2-hunter2"), "y/z.toml": text("hunter2-hunter2") },
      "x.toml",
      "y/z.toml",
    );
    expect(out).toMatch(
      /^Registries:\n {2}FILE {6}APP {2}HOST [^\n]*\n {2}x\.toml {4}a {4}ghcr\.io [^\n]*\n {2}y\/z\.toml {2}a /,
    );
    expect(out).toMatch(
      /\napp `a` of `y\/z\.toml`, registry `ghcr\.io`: same value as app `a` of `x\.toml`, registry `ghcr\.io`\n$/,
    );
  });

  test("placeholders and references are not compared", async () => {
    const text = ["$X", "changeme", "", "${X}"].map((password, i) =>
      ["a", "b"].map((name) => app(`${name}${i}`, 'image = "ghcr.io/a/b:1"', [["ghcr.io", "me", password]])).join(""),
    );
    expect((await run({ "pyproject.toml": text.join("") })).out).not.toContain("same value");
  });

  test("nothing of a fingerprint is printed, whatever the key", async () => {
    const text = ["a", "b"]
      .map((name) => app(name, 'image = "ghcr.io/a/b:1"', [["ghcr.io", "me", "hunter2-hunter2"]]))
      .join("");
    const outputs: string[] = [];
    for (const byte of [0, 1, 255]) {
      const host = fakeHost({
        tree: { "pyproject.toml": text },
        overrides: { randomKey: () => new Uint8Array(32).fill(byte) },
      });
      await main(["credentials"], host);
      outputs.push(host.out());
    }
    expect(outputs[0]).toContain("same value as");
    expect(new Set(outputs).size).toBe(1);
  });

  test.each<[name: string, text: string, args: string[], code: number, out: RegExp, err: RegExp]>([
    ["none", app("a", 'image = "a:1"', []), [], 0, /^No registry credentials\.\n$/, /^$/],
    ["no apps", "", [], 0, /^No registry credentials\.\n$/, /no \[tool\.fal\.apps\], no credentials\n$/],
    ["an app that fails", "[tool.fal.apps.a]\nname = 3\n", [], 1, /^No registry/, /no credential list for app `a`\n$/],
    ["one app", app("a", 'image = "a:1"', []), ["--app", "b"], 2, /^$/, /there is no app `b`/],
    ["a bad time", "", ["--now", "soon"], 2, /^$/, /--now takes a time/],
    [
      "the time",
      app("a", 'image = "quay.io/a:1"', [["quay.io", "a", jwt({ exp: now - 1 })]]),
      ["--now", "2026-01-01"],
      0,
      / 2026-01-14T23:59:59Z /,
      /^$/,
    ],
  ])("%s", async (_name, text, args, code, out, err) => {
    const result = await run({ "pyproject.toml": text }, ...args);
    expect(result.code).toBe(code);
    expect(result.out).toMatch(out);
    expect(result.err).toMatch(err);
  });
});
