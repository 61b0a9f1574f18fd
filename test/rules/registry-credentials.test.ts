// The rules about usernames and passwords: registry-username, registry-password-kind, expired-token and short-lived-token. All rules
// about registries are asked, since one mistake is told once.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { secretVectors } from "../container/secret-vectors.ts";
import { allFindings, type Found, fixed, registriesApp } from "./run.ts";
import {
  acrToken,
  base64,
  ecrAuthorizationToken,
  ecrPassword,
  jwt,
  recorded,
  serviceAccount,
  wrapped,
} from "./tokens.ts";

const now = 1_780_000_000;
const hour = 3600;
const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const hub = "https://index.docker.io/v1/";
const google = "us-central1-docker.pkg.dev";
const acr = "acme.azurecr.io";
const nobody = "00000000-0000-0000-0000-000000000000";

function project(key: string, username: string, password: string): { "pyproject.toml": string } {
  const host = key === hub ? "me" : key;
  return { "pyproject.toml": registriesApp(`image = "${host}/a/b/c:1"`, [[key, username, password]]) };
}

function said(key: string, username: string, password: string, time: number | null = now): Found[] {
  const options = { now: time === null ? (undefined as never) : new Date(time * 1000) };
  return allFindings(project(key, username, password), options).filter(({ rule }) => family.test(rule));
}

const family = /registry|password|ecr-|expired-token|short-lived-token/;

const documented = /: the pull is documented to fail\./;
const dead = /[Tt]he pull will fail\b/;
const risky = /\brisky\b/;
const publicImages = /breaks public base images too/;

type Row = readonly [
  key: string,
  username: string,
  severity: "error" | "warning" | null,
  message?: RegExp,
  fix?: string | null,
];

const usernames: readonly Row[] = [
  [ecr, "AWS", null],
  [ecr, "me", "error", documented, "AWS"],
  [ecr, "aws", "error", documented, "AWS"],
  [ecr, "", "error", documented, "AWS"],
  [ecr, "AWS ", "warning", risky, "AWS"],
  [ecr, "$AWS_USER", "warning", risky, "AWS"],
  [ecr, "$oauthtoken", "error", documented, "AWS"],
  ["public.ecr.aws", "AWS", null],
  ["public.ecr.aws", "me", "error", documented, "AWS"],
  [google, "_json_key", null],
  [google, "_json_key_base64", null],
  [google, "_dcgcr_2_0_1_token", null],
  [google, "json_key", "error", documented],
  [google, "me@example.com", "error", documented],
  ["gcr.io", "me", "error", documented],
  ["nvcr.io", "$oauthtoken", null],
  ["nvcr.io", "oauthtoken", "error", documented, "$oauthtoken"],
  ["nvcr.io", "$$oauthtoken", "warning", risky, "$oauthtoken"],
  ["nvcr.io", "$NGC_USER", "warning", risky, "$oauthtoken"],
  ["us.icr.io", "iamapikey", null],
  ["us.icr.io", "me", "error", documented],
  ["fra.ocir.io", "tenancy/me", null],
  ["fra.ocir.io", "tenancy/oracleidentitycloudservice/me@example.com", null],
  ["fra.ocir.io", "me", "error", documented],
  ["rg.fr-par.scw.cloud", "nologin", null],
  ["rg.fr-par.scw.cloud", "me", "warning", risky],
  ["quay.io", "org+puller", null],
  ["quay.io", "me", null],
  ["quay.io", "$oauthtoken", null],
  ["quay.io", "org-robot", "warning", risky],
  ["quay.io", "org/puller", "warning", risky],
  ["harbor.example.com", "robot$project+ci", null],
  ["harbor.example.com", "robot$ci", null],
  ["harbor.example.com", "robotics", null],
  ["harbor.example.com", "$oauthtoken", null],
  ["harbor.example.com", "robot", "warning", risky],
  ["harbor.example.com", "robot+ci", "warning", risky],
  ["ghcr.io", "me", null],
  ["ghcr.io", "$GITHUB_USER", "warning", risky],
  ["ghcr.io", "${GITHUB_USER}", "warning", risky],
  ["ghcr.io", "{{ user }}", "warning", risky],
  ["ghcr.io", "$$me", "warning", risky],
  ["ghcr.io", "me:hunter2", "error", dead],
  ["ghcr.io", " me", "warning", risky, "me"],
  ["ghcr.io", "me\n", "warning", risky, "me"],
  ["ghcr.io", "me\nyou", "warning", risky],
  ["ghcr.io", "", "warning", risky],
  [acr, "app id", null],
  [hub, "me", null],
  [hub, "me:x", "error", publicImages],
  [hub, "", "warning", publicImages],
  [hub, "me ", "warning", publicImages, "me"],
];

describe("registry-username", () => {
  test.each(usernames.map((row) => [row[0], row[1], row] as const))("%s: %j", (key, username, row) => {
    const [, , severity, message = /^$/, fix = null] = row;
    const found = said(key, username, "$SECRET");
    expect(found.map((one) => [one.rule, one.severity, one.at])).toEqual(
      severity === null ? [] : [["registry-username", severity, JSON.stringify(username)]],
    );
    for (const one of found) {
      expect(one.message).toMatch(message);
      expect(publicImages.test(one.message)).toBe(key === hub);
    }
    const text = fixed(project(key, username, "$SECRET")["pyproject.toml"], found);
    expect(text).toBe(project(key, severity === null ? username : (fix ?? username), "$SECRET")["pyproject.toml"]);
    expect(found.every(({ diagnostic }) => diagnostic.fix?.safe ?? true)).toBe(true);
  });

  test("a token for a username is not repeated", () => {
    for (const [key, username] of [
      ["ghcr.io", ` ${recorded("github-pat-classic", "valid")}`],
      ["ghcr.io", `${recorded("digitalocean-token")}\n`],
      [ecr, recorded("aws-access-key-id")],
    ] as const) {
      const found = said(key, username, "$SECRET").filter(({ rule }) => rule === "registry-username");
      expect(found).toHaveLength(1);
      expect(JSON.stringify(found[0]?.diagnostic.fix)).not.toContain(username.trim());
      expect(`${found[0]?.message}${found[0]?.help}`).not.toContain(username.trim());
    }
  });
});

type Told = readonly [
  rule: "registry-password-kind" | "expired-token" | "short-lived-token" | "expired-ecr-token",
  severity: "error" | "warning",
  message: RegExp,
];

const key = serviceAccount();

/** A literal password, and what is told beside plaintext-password. */
const passwords: readonly (readonly [
  name: string,
  host: string,
  username: string,
  password: string,
  told: Told | null,
  fixedUsername?: string,
])[] = [
  ["any password at all", "ghcr.io", "me", "hunter2", null],
  ["a GitHub token", "ghcr.io", "me", recorded("github-pat-classic", "valid"), null],
  [
    "a fine-grained one",
    "ghcr.io",
    "me",
    recorded("github-pat-fine-grained"),
    ["registry-password-kind", "error", documented],
  ],
  [
    "a GitHub token with a wrong checksum",
    "ghcr.io",
    "me",
    recorded("github-pat-classic", "invalid"),
    ["registry-password-kind", "error", dead],
  ],
  [
    "the same where anybody could be",
    "r.example.com",
    "me",
    recorded("github-pat-classic", "invalid"),
    ["registry-password-kind", "error", dead],
  ],
  [
    "a GitHub token at Docker Hub",
    hub,
    "me",
    recorded("github-pat-classic", "valid"),
    ["registry-password-kind", "error", publicImages],
  ],
  [
    "a Docker token at GitHub",
    "ghcr.io",
    "me",
    recorded("docker-pat"),
    ["registry-password-kind", "error", documented],
  ],
  ["a Docker token where anybody could be", "r.example.com", "me", recorded("docker-pat"), null],
  ["a Docker token", hub, "me", recorded("docker-pat"), null],
  ["an organization's token", hub, "my-org", recorded("docker-oat"), null],
  [
    "an organization's token with an address",
    hub,
    "me@example.com",
    recorded("docker-oat"),
    ["registry-password-kind", "error", documented],
  ],
  ["a personal token with an address", hub, "me@example.com", recorded("docker-pat"), null],
  [
    "an AWS key id",
    ecr,
    "AWS",
    recorded("aws-access-key-id"),
    ["registry-password-kind", "error", /^An AWS access key ID is no password for Amazon ECR: .* documented/],
  ],
  ["an AWS secret key", ecr, "AWS", recorded("aws-secret-access-key"), ["registry-password-kind", "error", documented]],
  ["an AWS secret key elsewhere, where it could be anything", "ghcr.io", "me", recorded("aws-secret-access-key"), null],
  [
    "an NVIDIA key at ECR",
    ecr,
    "AWS",
    recorded("nvidia-nvapi"),
    ["registry-password-kind", "error", /^An NVIDIA API key is no password/],
  ],
  [
    "an ECR password at GitHub",
    "ghcr.io",
    "me",
    ecrPassword(now + hour),
    ["registry-password-kind", "error", documented],
  ],
  [
    "an expired ECR password at GitHub",
    "ghcr.io",
    "me",
    ecrPassword(now - hour),
    ["registry-password-kind", "error", documented],
  ],
  ["an ECR password", ecr, "AWS", ecrPassword(now + hour), ["expired-ecr-token", "warning", /expires in 1 hour/]],
  ["an expired ECR password", ecr, "AWS", ecrPassword(now - hour), ["expired-ecr-token", "error", dead]],
  [
    "ECR's whole token, expired",
    ecr,
    "AWS",
    ecrAuthorizationToken(ecrPassword(now - hour)),
    ["expired-ecr-token", "error", dead],
  ],
  [
    "a truncated ECR password",
    ecr,
    "AWS",
    ecrPassword(now + hour).slice(0, 60),
    ["registry-password-kind", "error", dead],
  ],
  [
    "an expired ECR password where anybody could be",
    "r.example.com",
    "AWS",
    ecrPassword(now - hour),
    ["expired-token", "error", dead],
  ],
  [
    "an ECR password where anybody could be",
    "r.example.com",
    "AWS",
    ecrPassword(now + hour),
    ["short-lived-token", "warning", /lives 12 hours, and expires in 1 hour/],
  ],
  ["a GitLab token", "registry.gitlab.com", "me", recorded("gitlab-pat"), null],
  ["a GitLab deploy token", "registry.gitlab.com", "me", recorded("gitlab-deploy-token"), null],
  [
    "a GitLab trigger token",
    "registry.gitlab.com",
    "me",
    recorded("gitlab-trigger-token"),
    ["registry-password-kind", "error", documented],
  ],
  [
    "a GitLab feed token",
    "registry.gitlab.com",
    "me",
    recorded("gitlab-feed-token"),
    ["registry-password-kind", "error", documented],
  ],
  [
    "a GitLab job token",
    "registry.gitlab.com",
    "gitlab-ci-token",
    recorded("gitlab-job-token"),
    ["short-lived-token", "warning", /as long as its CI job\. That is risky/],
  ],
  [
    "a GitLab job token at a GitLab of one's own",
    "r.example.com",
    "me",
    recorded("gitlab-job-token"),
    ["short-lived-token", "warning", risky],
  ],
  [
    "a GitHub installation token",
    "ghcr.io",
    "me",
    recorded("github-app-installation", "valid"),
    ["short-lived-token", "warning", risky],
  ],
  [
    "a GitHub installation token that tells its end",
    "ghcr.io",
    "me",
    `ghs_1_${jwt({ exp: now + 1800 })}`,
    ["short-lived-token", "warning", /and expires in 30 minutes, at 2026/],
  ],
  ["an expired one", "ghcr.io", "me", `ghs_1_${jwt({ exp: now - 1800 })}`, ["expired-token", "error", dead]],
  ["a service account's key", google, "_json_key", key, null],
  ["the same in base64", google, "_json_key_base64", base64(key), null],
  ["the same with white space around it", google, "_json_key", `${key}\n`, null],
  [
    "a key in base64 as if it were not",
    google,
    "_json_key",
    base64(key),
    ["registry-password-kind", "error", documented],
    "_json_key_base64",
  ],
  [
    "a key as if it were in base64",
    google,
    "_json_key_base64",
    key,
    ["registry-password-kind", "error", documented],
    "_json_key",
  ],
  [
    "a key as if it were an access token",
    google,
    "oauth2accesstoken",
    key,
    ["registry-password-kind", "error", documented],
    "_json_key",
  ],
  [
    "a key in broken base64",
    google,
    "_json_key_base64",
    wrapped(base64(key)),
    ["registry-password-kind", "warning", risky],
  ],
  [
    "a key without a private key",
    google,
    "_json_key",
    serviceAccount("private_key"),
    ["registry-password-kind", "error", dead],
  ],
  [
    "a key without an address",
    google,
    "_json_key_base64",
    base64(serviceAccount("client_email")),
    ["registry-password-kind", "error", dead],
  ],
  [
    "no key at all",
    google,
    "_json_key_base64",
    "hunter2",
    ["registry-password-kind", "error", /will fail with `Unable to parse json key`/],
  ],
  ["no key at all, for a user who is not known", google, "oauth2accesstoken", "hunter2", null],
  [
    "a user's credentials file",
    google,
    "_json_key",
    recorded("gcp-adc-user-json"),
    ["registry-password-kind", "error", documented],
  ],
  [
    "a Google access token",
    google,
    "oauth2accesstoken",
    recorded("google-access-token"),
    ["short-lived-token", "warning", /lives one hour\. That is risky/],
  ],
  [
    "a Google access token for docker-credential-gcr",
    google,
    "_dcgcr_2_0_1_token",
    recorded("google-access-token"),
    ["short-lived-token", "warning", risky],
  ],
  ["an Azure password", acr, "acme", recorded("acr-password"), null],
  ["an Azure client secret", acr, nobody.replaceAll("0", "1"), recorded("azure-client-secret"), null],
  [
    "an Azure access token",
    acr,
    nobody,
    acrToken(now + hour, acr),
    ["short-lived-token", "warning", /lives 3 hours, and expires in 1 hour/],
  ],
  ["an expired one", acr, nobody, acrToken(now, acr), ["expired-token", "error", /expired 0 seconds ago.*will fail/]],
  [
    "an Azure access token where anybody could be",
    "r.example.com",
    nobody,
    acrToken(now + hour, acr),
    ["short-lived-token", "warning", risky],
  ],
  ["a JWT that lives on", "acme.jfrog.io", "me", jwt({ exp: now + 86_401 }), null],
  ["a JWT without an end", "acme.jfrog.io", "me", jwt({}), null],
  [
    "a JWT that ends today",
    "acme.jfrog.io",
    "me",
    jwt({ exp: now + 86_400 }),
    ["short-lived-token", "warning", /expires in 1 day.*risky/],
  ],
  [
    "an expired JWT",
    "acme.jfrog.io",
    "me",
    jwt({ exp: now - 86_400 }),
    ["expired-token", "error", /expired 1 day ago.*will fail/],
  ],
  ["an expired JWT at Docker Hub", hub, "me", jwt({ exp: now - 86_400 }), ["expired-token", "error", publicImages]],
  ["an IBM key", "us.icr.io", "iamapikey", recorded("ibm-api-key"), null],
  [
    "an IBM key as if it were a token",
    "us.icr.io",
    "iambearer",
    recorded("ibm-api-key"),
    ["registry-password-kind", "error", documented],
    "iamapikey",
  ],
  [
    "an IBM access token as if it were a key",
    "us.icr.io",
    "iamapikey",
    jwt({}),
    ["registry-password-kind", "error", documented],
    "iambearer",
  ],
  ["an NVIDIA key", "nvcr.io", "$oauthtoken", recorded("nvidia-nvapi"), null],
  ["an old NVIDIA key", "nvcr.io", "$oauthtoken", recorded("ngc-legacy-key"), null],
  [
    "a DigitalOcean token twice",
    "registry.digitalocean.com",
    recorded("digitalocean-token"),
    recorded("digitalocean-token"),
    null,
  ],
  ["a private key", "quay.io", "me", recorded("private-key"), ["registry-password-kind", "error", documented]],
  ["fal's own key", "quay.io", "me", recorded("fal-key"), ["registry-password-kind", "error", documented]],
  ["white space at the end", "ghcr.io", "me", "hunter2 ", ["registry-password-kind", "warning", risky]],
  [
    "a line break at the end",
    "ghcr.io",
    "me",
    `${recorded("github-pat-classic", "valid")}\n`,
    ["registry-password-kind", "warning", risky],
  ],
  ["white space within", "ghcr.io", "me", "correct horse", null],
];

describe("passwords in the file", () => {
  test.each(passwords.map((row) => [row[0], row] as const))("%s", (_, row) => {
    const [, host, username, password, told, fixedUsername] = row;
    const found = said(host, username, password);
    const other = found.filter(({ rule }) => rule !== "plaintext-password");
    expect(found.length - other.length).toBe(1);
    expect(other.map(({ rule, severity }) => [rule, severity])).toEqual(told === null ? [] : [[told[0], told[1]]]);
    if (told !== null) expect(other[0]?.message).toMatch(told[2]);
    for (const { message, help, at, diagnostic } of other) {
      const isUsername = fixedUsername !== undefined || diagnostic.keyPath?.at(-1) === "username";
      expect(at).toBe(JSON.stringify(isUsername ? username : password));
      expect(publicImages.test(message)).toBe(host === hub);
      if (password.length > 8) expect(JSON.stringify([message, help, diagnostic.fix])).not.toContain(password);
    }
    const text = fixed(project(host, username, password)["pyproject.toml"], found);
    expect(text).toBe(project(host, fixedUsername ?? username, password)["pyproject.toml"]);
  });

  test.each([
    ["ECR's whole token", ecrAuthorizationToken(ecrPassword(now + 2 * hour))],
    ["AWS: in front", `AWS:${ecrPassword(now + 2 * hour)}`],
  ])("%s: both its form and its end are told", (_, password) => {
    const found = said(ecr, "AWS", password).filter(({ rule }) => rule !== "plaintext-password");
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["expired-ecr-token", "warning"],
      ["registry-password-kind", "error"],
    ]);
    expect(found[0]?.message).toMatch(/expires in 2 hours/);
    expect(found[1]?.message).toMatch(dead);
  });

  test("both halves of an Azure access token are judged", () => {
    const told = (username: string, token: string) =>
      said(acr, username, token)
        .filter(({ rule }) => rule !== "plaintext-password")
        .map(({ rule, severity, diagnostic }) => [rule, severity, diagnostic.keyPath?.at(-1)]);
    const lives = ["short-lived-token", "warning", "password"];
    expect(told("acme", acrToken(now + hour, acr))).toEqual([["registry-password-kind", "error", "username"], lives]);
    expect(told(nobody, acrToken(now + hour, "other.azurecr.io"))).toEqual([
      ["registry-password-kind", "error", "password"],
      lives,
    ]);
    expect(told(nobody, jwt({ iss: "Azure Container Registry", exp: now + hour }))).toEqual([lives]);
  });

  test("a username that is wrong anyhow is told once", () => {
    const rules = (host: string, username: string, password: string) =>
      said(host, username, password).map(({ rule }) => rule);
    expect(rules(google, "me", key)).toEqual(["registry-username", "plaintext-password"]);
    expect(rules(acr, "", acrToken(now + hour, acr))).toEqual([
      "registry-username",
      "plaintext-password",
      "short-lived-token",
    ]);
  });

  test("a token that was never issued does not die soon", () => {
    const token = recorded("github-app-installation", "valid");
    const rules = said("ghcr.io", "me", `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`).map(
      ({ rule }) => rule,
    );
    expect(rules).toEqual(["plaintext-password", "registry-password-kind"]);
  });

  test("without a time the end is told and not judged", () => {
    const rules = (password: string) => said("acme.jfrog.io", "me", password, null).map(({ rule }) => rule);
    expect(rules(jwt({ exp: 1 }))).toEqual(["plaintext-password"]);
    const [, found] = said(acr, nobody, acrToken(now, acr), null);
    expect(found?.message).toBe(
      "This Azure Container Registry access token lives 3 hours, and expires at 2026-05-28T20:26:40Z. That is risky: afterwards the pull will fail.",
    );
    const whole = said(ecr, "AWS", ecrAuthorizationToken(ecrPassword(now - hour)), null);
    expect(whole.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["expired-ecr-token", "warning"],
      ["plaintext-password", "error"],
      ["registry-password-kind", "error"],
    ]);
  });

  test("every recorded secret at every registry: no value is repeated, and what is told is told once", () => {
    const hosts = [
      ecr,
      "public.ecr.aws",
      hub,
      "ghcr.io",
      "registry.gitlab.com",
      acr,
      google,
      "nvcr.io",
      "r.example.com",
    ];
    const met = new Map<string, number>();
    for (const { value } of secretVectors) {
      for (const host of hosts) {
        const found = said(host, "AWS", value).filter(({ rule }) => rule !== "registry-username");
        expect(new Set(found.map(({ rule }) => rule)).size).toBe(found.length);
        expect(found.filter(({ rule }) => rule !== "plaintext-password").length).toBeLessThanOrEqual(2);
        for (const { rule, message, help, diagnostic } of found) {
          met.set(rule, (met.get(rule) ?? 0) + 1);
          if (value.length > 8) expect(JSON.stringify([message, help, diagnostic.fix])).not.toContain(value);
        }
      }
    }
    expect(met.get("registry-password-kind")).toBeGreaterThan(200);
    expect(met.get("short-lived-token")).toBeGreaterThan(5);
    expect(met.get("expired-token")).toBe(3);
  });

  test("any username and password are judged", () => {
    const text = fc.string({ unit: "binary" }).map((value) => value.replaceAll(/[\p{Surrogate}\u007f]/gu, "?"));
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(ecr, hub, google, acr, "quay.io"),
        (user, pass, host) => void said(host, user, pass),
      ),
    );
  });
});

describe("short-lived-token by the username", () => {
  test.each([
    [google, "oauth2accesstoken", "one hour"],
    [acr, nobody, "3 hours"],
    ["us.icr.io", "iambearer", "one hour"],
    ["registry.gitlab.com", "gitlab-ci-token", "as long as its CI job"],
    [google, "_json_key_base64", null],
    [acr, "acme", null],
    [ecr, "AWS", null],
  ])("%s: %s", (host, username, lives) => {
    const found = said(host, username, "$SECRET");
    expect(found.map(({ rule, severity, at }) => [rule, severity, at])).toEqual(
      lives === null ? [] : [["short-lived-token", "info", JSON.stringify(username)]],
    );
    if (lives !== null) expect(found[0]?.message).toContain(`which lives ${lives}. That is risky`);
  });
});

test("a key in a form that BuildKit does not match is judged as what it is meant for", () => {
  const found = said(`${ecr}:443`, "me", "$SECRET").map(({ rule }) => rule);
  expect(found).toContain("registry-username");
  const hubNote = said("docker.io", "me:x", "$SECRET").find(({ rule }) => rule === "registry-username");
  expect(hubNote?.message).not.toMatch(publicImages);
});
