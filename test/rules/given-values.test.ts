// What the rules about passwords say of a fal secret whose value is given.
import { describe, expect, test } from "vitest";
import { allFindings, registryApp } from "./run.ts";
import { base64, ecrAuthorizationToken, ecrPassword, jwt, recorded, serviceAccount } from "./tokens.ts";

const now = 1_780_000_000;
const hour = 3600;
const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const google = "us-central1-docker.pkg.dev";

function said(key: string, username: string, value: string, password = "$PULL_TOKEN") {
  const project = { "pyproject.toml": registryApp(`${key}/a/b/c:1`, key, username, password) };
  const options = { now: new Date(now * 1000), env: { PULL_TOKEN: value, OTHER: "hunter2" } };
  return allFindings(project, options).filter(({ rule }) => /password|token|username/.test(rule));
}

describe("a value", () => {
  test.each<
    [
      name: string,
      key: string,
      username: string,
      value: string,
      rule: string | null,
      severity?: string,
      message?: RegExp,
    ]
  >([
    [
      "an ECR password that has expired",
      ecr,
      "AWS",
      ecrPassword(now - 60),
      "expired-ecr-token",
      "error",
      /expired 1 minute ago/,
    ],
    [
      "one that soon will have",
      ecr,
      "AWS",
      ecrPassword(now + hour),
      "expired-ecr-token",
      "warning",
      /already expires in 1 hour/,
    ],
    ["near miss: one that lives", ecr, "AWS", ecrPassword(now + hour + 1), null],
    ["near miss: one that does not tell", ecr, "AWS", ecrPassword(), null],
    [
      "the whole authorization token",
      ecr,
      "AWS",
      ecrAuthorizationToken(ecrPassword(now + 2 * hour)),
      "registry-password-kind",
      "error",
      /whole authorization token/,
    ],
    [
      "a JWT that has expired",
      "acme.jfrog.io",
      "me",
      jwt({ exp: now - 1 }),
      "expired-token",
      "error",
      /expired 1 second ago/,
    ],
    [
      "a JWT that soon will have",
      "acme.jfrog.io",
      "me",
      jwt({ exp: now + hour }),
      "short-lived-token",
      "warning",
      /risky/,
    ],
    [
      "a token of another registry",
      "ghcr.io",
      "me",
      recorded("docker-pat"),
      "registry-password-kind",
      "error",
      /documented to fail/,
    ],
    [
      "a token that lives an hour",
      google,
      "oauth2accesstoken",
      recorded("google-access-token"),
      "short-lived-token",
      "warning",
      /lives one hour/,
    ],
    [
      "no service account's key",
      google,
      "_json_key",
      "hunter2-hunter2",
      "registry-password-kind",
      "error",
      /Google wants/,
    ],
    ["near miss: such a key", google, "_json_key", serviceAccount(), null],
    ["a placeholder", "ghcr.io", "me", "changeme", "registry-password-kind", "error", /placeholder/],
    ["nothing", "ghcr.io", "me", "", "registry-password-kind", "error", /is empty/],
    ["a reference", "ghcr.io", "me", "${GHCR_TOKEN}", "registry-password-kind", "error", /nothing has expanded/],
    ["near miss: a password that begins with a dollar", "ghcr.io", "me", "$ecret-enough", null],
    ["near miss: a password that looks like a name", "ghcr.io", "me", "$OTHER", null],
    ["near miss: any password", "ghcr.io", "me", "correct horse battery staple", null],
    [
      "blanks around it",
      "ghcr.io",
      "me",
      "correct horse battery staple\n",
      "registry-password-kind",
      "warning",
      /white space/,
    ],
    [
      "base64 for JSON",
      google,
      "_json_key",
      base64(serviceAccount()),
      "registry-password-kind",
      "error",
      /does not go with this username/,
    ],
  ])("%s", (_name, key, username, value, rule, severity, message) => {
    const found = said(key, username, value);
    expect(found.map((one) => [one.rule, one.severity])).toEqual(rule === null ? [] : [[rule, severity]]);
    for (const one of found) {
      expect(one.message).toMatch(/^The value of `\$PULL_TOKEN` in the given environment: /);
      expect(one.message).toMatch(message ?? /never/);
      if (value !== "") expect(JSON.stringify(one)).not.toContain(JSON.stringify(value).slice(1, -1));
    }
  });

  test("is not looked for behind a literal or another name", () => {
    expect(said(ecr, "AWS", ecrPassword(now - 60), "$NOT_GIVEN")).toEqual([]);
    expect(said("ghcr.io", "me", "changeme", "hunter2").map(({ rule }) => rule)).toEqual(["plaintext-password"]);
  });
});
