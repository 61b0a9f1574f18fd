// What the rules about usernames and passwords tell to write instead, registry by registry.
import { describe, expect, test } from "vitest";
import { findings, registriesApp } from "./run.ts";
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
const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const hub = "https://index.docker.io/v1/";
const google = "us-central1-docker.pkg.dev";
const acr = "acme.azurecr.io";
const nobody = "00000000-0000-0000-0000-000000000000";

/** The only finding of a rule. */
function said(rule: string, host: string, username: string, password: string, env?: Record<string, string>) {
  const image = `image = "${host === hub ? "me" : host}/a/b/c:1"`;
  const project = { "pyproject.toml": registriesApp(image, [[host, username, password]]) };
  const found = findings(rule, project, { now: new Date(now * 1000), ...(env && { env }) });
  expect(found).toHaveLength(1);
  return { message: found[0]?.message, help: found[0]?.help, fix: found[0]?.diagnostic.fix?.description ?? null };
}

describe("a username", () => {
  test.each<[host: string, username: string, message: string, help: string, fix?: string]>([
    [
      ecr,
      "me",
      "Amazon ECR does not know this username",
      "Write `AWS`. See https://docs.aws.amazon.com/",
      'Write `username = "AWS"`',
    ],
    [
      ecr,
      "$AWS_USER",
      "fal documents `$NAME` for passwords only.",
      "Write `AWS`. See https://docs.aws",
      'Write `username = "AWS"`',
    ],
    [
      google,
      "me",
      "Google Artifact Registry does not know",
      "Write `_json_key_base64`, `_json_key` or `oauth2accesstoken`. See https",
    ],
    [
      "nvcr.io",
      "$$oauthtoken",
      "fal documents `$$` for passwords only.",
      "Write `$oauthtoken`, literally. See https",
      'Write `username = "$oauthtoken"`',
    ],
    [
      "rg.fr-par.scw.cloud",
      "me",
      "Scaleway Container Registry usually has another username.",
      "Write `nologin`. See https",
    ],
    ["ghcr.io", "${ME}", "`$NAME` for passwords only", "Write the username itself."],
    ["ghcr.io", "$$me", "`$$` for passwords only", "Write the username itself."],
    [
      "ghcr.io",
      "me:x",
      "ends a username at its first `:`, so this one cannot be sent whole: the pull will fail.",
      "Write the username alone; the password has a key of its own.",
    ],
    [
      "ghcr.io",
      " me",
      "has white space around it or a line break in it",
      "Write it without.",
      'Write `username = "me"`',
    ],
    ["ghcr.io", " ", "has white space around it", "Write it without."],
    ["ghcr.io", "me\nyou ", "has white space around it", "Write it without."],
    ["ghcr.io", "", "Without a username", "Write the username that belongs to the password."],
    ["quay.io", "org-robot", "`<namespace>+<robot>`", "Write the namespace, `+` and the robot's short name."],
    ["harbor.example.com", "robot+ci", "`robot$<project>+<name>`", "Write the whole name, with its `$`."],
  ])("%s: %j", (host, username, message, help, fix = undefined) => {
    const words = said("registry-username", host, username, "$SECRET");
    expect(words.message).toContain(message);
    expect(words.help).toContain(help);
    expect(words.fix).toBe(fix ?? null);
  });

  test.each([
    ["ghcr.io", "my-robot"],
    ["ghcr.io", "robot"],
    ["quay.io", "org/robot+ci"],
    ["r.example.com", "my-robot"],
    ["r.example.com", "robot-ci"],
    ["ghcr.io", "$ecret-me"],
  ])("%s: %j is left alone", (host, username) => {
    const project = { "pyproject.toml": registriesApp(`image = "${host}/a/b:1"`, [[host, username, "$SECRET"]]) };
    expect(findings("registry-username", project)).toEqual([]);
  });
});

describe("another password", () => {
  const fine = recorded("github-pat-fine-grained");
  test.each<[host: string, password: string, help: string]>([
    [hub, fine, "Use a personal access token, or an organization access token"],
    ["ghcr.io", fine, "Use a personal access token (classic) with the scope `read:packages`."],
    ["registry.gitlab.com", fine, "Use a deploy token or an access token with the scope `read_registry`."],
    [acr, fine, "Use the secret of a service principal"],
    [google, fine, "Use the key of a service account in base64"],
    ["nvcr.io", fine, "Use an NGC API key, with `$oauthtoken` as username."],
    ["quay.io", fine, "Use the token of a robot account."],
    ["registry.digitalocean.com", fine, "Use an API token, which is the username too."],
    ["us.icr.io", fine, "Use an API key, with `iamapikey` as username."],
    ["fra.ocir.io", fine, "Use an auth token."],
    ["rg.fr-par.scw.cloud", fine, "Use the secret key of an API key, with `nologin` as username."],
    [ecr, fine, "Use what `aws ecr get-login-password --region eu-west-1` prints; it lives 12 hours."],
    [
      "public.ecr.aws",
      fine,
      "Use what `aws ecr-public get-login-password --region us-east-1` prints; it lives 12 hours.",
    ],
  ])("at %s", (host, password, help) => {
    const users: Record<string, string> = {
      [ecr]: "AWS",
      "public.ecr.aws": "AWS",
      [google]: "_json_key",
      "nvcr.io": "$oauthtoken",
      "us.icr.io": "iamapikey",
      "fra.ocir.io": "a/b",
      "rg.fr-par.scw.cloud": "nologin",
    };
    const words = said("registry-password-kind", host, users[host] ?? "me", password);
    expect(words.message).toMatch(/^A GitHub .* is no password for /);
    expect(words.help).toContain(help);
  });

  test("at a registry of which nothing is known", () => {
    const words = said("registry-password-kind", "r.example.com", "me", "$A", { A: "" });
    expect(words.help).toBe("Set `A` to the password itself. Use a password that the registry gives out for good.");
  });
});

describe("a password", () => {
  const key = serviceAccount();
  test.each<
    [name: string, host: string, username: string, password: string, message: string, help: string, fix?: string]
  >([
    [
      "whole token",
      ecr,
      "AWS",
      ecrAuthorizationToken(ecrPassword(now + 7200)),
      "the whole authorization token of ECR",
      "Use what `aws ecr get-login",
    ],
    ["behind AWS:", ecr, "AWS", `AWS:${ecrPassword(now + 7200)}`, "stands behind `AWS:` here", "Leave `AWS:` out."],
    [
      "cut short",
      ecr,
      "AWS",
      ecrPassword(now + 7200).slice(0, 60),
      "This ECR password is cut short",
      "Use what `aws ecr get-login",
    ],
    [
      "of a wrong checksum",
      "ghcr.io",
      "me",
      recorded("github-pat-classic", "invalid"),
      "The checksum of this GitHub",
      "Copy it again where it was issued",
    ],
    [
      "in lines",
      google,
      "_json_key_base64",
      wrapped(base64(key)),
      "This base64 is broken into lines.",
      "Encode the file with `base64 -w0`",
    ],
    [
      "in lines under another name",
      google,
      "_json_key",
      wrapped(base64(key)),
      "which does not go with this username",
      "Write `_json_key_base64`.",
      'Write `username = "_json_key_base64"`',
    ],
    [
      "of a key that lacks a part",
      google,
      "_json_key",
      serviceAccount("private_key"),
      "lacks `private_key` or `client_email`",
      "Use the whole file that Google gives out for a service account. Encode",
    ],
    [
      "that is no key",
      google,
      "_json_key",
      "hunter2",
      "Google wants a service account's key, and",
      "Use the whole file",
    ],
    [
      "that is no key in base64",
      google,
      "_json_key_base64",
      "hunter2",
      "Google wants a service account's key in base64, and",
      "Use the whole file",
    ],
    [
      "of a Google token under the name of a key",
      google,
      "_json_key",
      recorded("google-access-token"),
      "which does not go with this username",
      "Write `oauth2accesstoken`.",
      'Write `username = "oauth2accesstoken"`',
    ],
    [
      "of a Google token under nearly the name of the tool",
      google,
      "_dcgcr_2_0_1_token",
      key,
      "does not go with this username",
      "Write `_json_key`.",
      'Write `username = "_json_key"`',
    ],
    [
      "of an organization beside an address",
      hub,
      "me@example.com",
      recorded("docker-oat"),
      "belongs to an organization, and this username is an address",
      "Write the name of the organization.",
    ],
    [
      "of Azure under another name",
      acr,
      "acme",
      acrToken(now + 3600, acr),
      "does not go with this username",
      `Write \`${nobody}\`.`,
      `Write \`username = "${nobody}"\``,
    ],
    [
      "of another registry of Azure's",
      acr,
      nobody,
      acrToken(now + 3600, "other.azurecr.io"),
      "issued for `other.azurecr.io`, another registry than its key",
      "Use the secret of a service principal",
    ],
    ["with white space", "ghcr.io", "me", "hunter2 ", "begins or ends with white space", "Set the secret without it."],
  ])("%s", (_name, host, username, password, message, help, fix = undefined) => {
    const words = said("registry-password-kind", host, username, password);
    expect(words.message).toContain(message);
    expect(words.help).toContain(help);
    expect(words.fix).toBe(fix ?? null);
  });

  test.each([
    ["us.icr.io", "iamrefresh", jwt({})],
    ["us.icr.io", "iambearer", jwt({})],
    ["r.example.com", "_json_key", "hunter2"],
    ["ghcr.io", "_json_key", "hunter2"],
  ])("at %s for %s is in order", (host, username, password) => {
    const project = { "pyproject.toml": registriesApp(`image = "${host}/a/b:1"`, [[host, username, password]]) };
    expect(findings("registry-password-kind", project)).toEqual([]);
  });

  test.each<[value: string, message: string]>([
    ["", "It is empty, so that the registry is asked without a password."],
    ["changeme", "This is a placeholder: it will be refused."],
    ["{{ token }}", "This is a reference that nothing has expanded: it will be refused."],
  ])("that a secret holds in the place of one: %j", (value, message) => {
    const words = said("registry-password-kind", "ghcr.io", "me", "$GHCR", { GHCR: value });
    expect(words.message).toBe(`The value of \`$GHCR\` in the given environment: ${message}`);
    expect(words.help).toMatch(/^Set `GHCR` to the password itself\. Use a personal access token \(classic\)/);
  });
});

describe("the name of a secret for a password", () => {
  test.each([
    [hub, "DOCKERHUB_TOKEN"],
    [google, "GOOGLE_AR_JSON_BASE64"],
    [ecr, "AWS_ECR_PASSWORD"],
    [acr, "AZURE_ACR_PASSWORD"],
    ["ghcr.io", "GHCR_IO_PASSWORD"],
    ["my--r.example.com", "MY_R_EXAMPLE_COM_PASSWORD"],
    ["1st.example.com", "SECRET_1ST_EXAMPLE_COM_PASSWORD"],
    ["r.example.com:5000", "R_EXAMPLE_COM_5000_PASSWORD"],
  ])("at %s is %s", (host, name) => {
    const username = host === ecr ? "AWS" : "me";
    expect(said("plaintext-password", host, username, "hunter2").help).toContain(`$${name}`);
  });
});
