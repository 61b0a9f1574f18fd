// The rules that know what `fal secrets list` prints: unknown-secret and ecr-secret-age.
import { describe, expect, test } from "vitest";
import type { ListedSecret } from "../../src/rules/rule.ts";
import { findings, registryApp } from "./run.ts";

const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const now = new Date("2026-01-02T00:00:00Z");

function listed(name: string, environment: string | null = null, createdAt = "2026-01-01T20:00:00Z"): ListedSecret {
  return { name, environment, createdAt: new Date(createdAt) };
}

describe("unknown-secret", () => {
  const app = `[tool.fal.apps.server]
exposed_port = 8000
secrets = ["HF_TOKEN"]
image.dockerfile = "Dockerfile"
image.secrets = { PIP = "$PIP_TOKEN" }
image.registries."ghcr.io" = { username = "me", password = "$GHCR_TOKEN" }
`;
  const said = (secrets: readonly ListedSecret[] | null, text = app) =>
    findings(
      "unknown-secret",
      { "pyproject.toml": text, Dockerfile: "FROM ghcr.io/a/b:1\n" },
      secrets ? { secrets } : {},
    );

  test("every reference is looked up", () => {
    const found = said([]);
    expect(found.map(({ severity, at, message }) => [severity, at, message])).toEqual(
      [
        ['"HF_TOKEN"', "HF_TOKEN"],
        ['"$PIP_TOKEN"', "PIP_TOKEN"],
        ['"$GHCR_TOKEN"', "GHCR_TOKEN"],
      ].map(([at, name]) => [
        "error",
        at,
        `fal has no secret \`${name}\`, by the given list: what needs it will fail.`,
      ]),
    );
    expect(found[0]?.help).toBe("`fal secrets set HF_TOKEN=…` sets it.");
  });

  test("nothing is said without a list, or if all are in it", () => {
    expect(said(null)).toEqual([]);
    expect(said([listed("HF_TOKEN"), listed("PIP_TOKEN", "main"), listed("GHCR_TOKEN")])).toEqual([]);
    expect(said(["HF_TOKEN", "PIP_TOKEN", "GHCR_TOKEN"].map((name) => listed(name, "staging")))).toEqual([]);
  });

  test("a near name is suggested", () => {
    const found = said([listed("HF_TOKEN"), listed("PIP_TOKEN"), listed("GHRC_TOKEN")]);
    expect(found.map(({ help }) => help)).toEqual([
      "Did you mean `GHRC_TOKEN`? Otherwise `fal secrets set GHCR_TOKEN=…` sets it.",
    ]);
  });

  test.each([
    [
      [null, "staging"],
      ["staging"],
      "warning",
      "in the environment `staging` only, by the given list: a deployment to `main` lacks it.",
    ],
    [
      [null, "staging"],
      [null],
      "info",
      "in the environment `main` only, by the given list: a deployment to `staging` lacks it.",
    ],
    [
      ["a", "b", "c"],
      ["a", "b"],
      "warning",
      "in the environment `a`, `b` only, by the given list: a deployment to `c` lacks it.",
    ],
    [[null, "staging"], [null, "staging"], null, ""],
  ])("of the environments %j it is in %j", (all, own, severity, message) => {
    const others = all.flatMap((environment) => [listed("PIP_TOKEN", environment), listed("GHCR_TOKEN", environment)]);
    const found = said([...others, ...own.map((environment) => listed("HF_TOKEN", environment))]);
    expect(found.map((one) => one.severity)).toEqual(severity === null ? [] : [severity]);
    if (severity !== null) expect(found[0]?.message).toBe(`The secret \`HF_TOKEN\` is set ${message}`);
  });

  test.each([
    ["the runner's own key", 'secrets = ["FAL_KEY"]'],
    ["what cannot be a name", 'secrets = ["$HF_TOKEN", "a b"]'],
    [
      "a literal",
      'image = { image = "ghcr.io/a/b:1", registries = { "ghcr.io" = { username = "me", password = "hunter2" } } }',
    ],
    [
      "another tool's reference",
      'image = { image = "ghcr.io/a/b:1", registries = { "ghcr.io" = { username = "me", password = "${X}" } } }',
    ],
  ])("near miss: %s", (_name, line) => {
    expect(said([], `[tool.fal.apps.server]\nref = "a.py::A"\n${line}\n`)).toEqual([]);
  });
});

describe("ecr-secret-age", () => {
  const unsure = "unless it was set again since: whether fal then lists the new time is not public.";
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  const hour = 3600;
  const said = (secrets: readonly ListedSecret[], key = ecr, password = "$ECR", options = {}) =>
    findings(
      "ecr-secret-age",
      { "pyproject.toml": registryApp(`${key}/a:1`, key, "AWS", password) },
      { now, secrets, ...options },
    );

  test.each<[name: string, seconds: number, message: string | null, key?: string]>([
    [
      "days ago",
      3 * 86_400,
      "was set 3 days ago, at 2025-12-30T00:00:00Z, and a password of ECR lives 12 hours: the pull will fail, ",
    ],
    [
      "12 hours ago",
      12 * hour,
      "was set 12 hours ago, at 2026-01-01T12:00:00Z, and a password of ECR lives 12 hours: the pull will fail, ",
    ],
    [
      "a second less",
      12 * hour - 1,
      "was set 11 hours ago, at 2026-01-01T12:00:01Z: its password of ECR dies in 1 second, ",
    ],
    ["11 hours ago", 11 * hour, "was set 11 hours ago, at 2026-01-01T13:00:00Z: its password of ECR dies in 1 hour, "],
    ["near miss: a second less", 11 * hour - 1, null],
    ["near miss: in the future", -hour, null],
    [
      "at ECR Public",
      13 * hour,
      "was set 13 hours ago, at 2026-01-01T11:00:00Z, and a password of ECR lives 12 hours: the pull will fail, ",
      "public.ecr.aws",
    ],
    ["near miss: at another registry", 13 * hour, null, "ghcr.io"],
  ])("set %s", (_name, seconds, message, key) => {
    const found = said([listed("ECR", null, ago(seconds)), listed("OTHER", null, ago(86_400))], key);
    expect(found.map((one) => [one.severity, one.at, one.message])).toEqual(
      message === null ? [] : [["warning", '"$ECR"', `\`ECR\` ${message}${unsure}`]],
    );
  });

  test("each environment by itself", () => {
    const found = said([listed("ECR", null, ago(hour)), listed("ECR", "staging", ago(86_400))]);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(/^`ECR` in the environment `staging` was set 1 day ago/);
    expect(found[0]?.help).toBe(
      'Before the build run `fal secrets set ECR="$(aws ecr get-login-password --region us-east-1)"`.',
    );
  });

  test("nothing without a time, for a literal, or for a time that is none", () => {
    expect(said([listed("ECR", null, ago(86_400))], ecr, "$ECR", { now: undefined })).toEqual([]);
    expect(said([listed("ECR", null, ago(86_400))], ecr, "hunter2")).toEqual([]);
    expect(said([listed("ECR", null, "never")])).toEqual([]);
  });
});
