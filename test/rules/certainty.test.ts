// How sure a finding is, for each of the 30 that the facts about registries list: A by the data alone, B by the provider's documented
// rule, C by BuildKit's matching of keys, R a risk. The class shows in the severity and in plain words.
import { describe, expect, test } from "vitest";
import type { ListedSecret } from "../../src/rules/rule.ts";
import { allFindings, dockerfileApp, imageApp, registriesApp, registryApp } from "./run.ts";
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

type Class = "A" | "B" | "C" | "R";

/** What a finding of each class looks like. */
const looks: Readonly<Record<Class, { readonly severity: RegExp; readonly message: RegExp }>> = {
  A: { severity: /^error$/, message: /will fail/ },
  B: { severity: /^error$/, message: /document(?:ed|s)/ },
  C: { severity: /^(?:warning|error)$/, message: /does not match .* under BuildKit/ },
  R: { severity: /^(?:warning|info)$/, message: /risky|soon|already|at random/ },
};

type Project = Parameters<typeof allFindings>[0];

interface Case {
  readonly row: number;
  readonly rule: string;
  readonly certainty: Class;
  readonly hit: Project;
  readonly miss: Project;
  /** What `fal secrets list` tells. */
  readonly secrets?: readonly ListedSecret[];
  /** Where the words or the severity are others, with the reason beside it. */
  readonly looks?: { readonly severity: RegExp; readonly message: RegExp };
}

/** An app that pulls an image from the registry for which it has a credential. */
function login(key: string, username: string, password = "$SECRET"): Project {
  const host = key === hub ? "me" : key;
  return { "pyproject.toml": registryApp(`${host}/a/b/c:1`, key, username, password) };
}

/** An app that pulls an image, with keys. */
function keys(image: string, ...all: readonly string[]): Project {
  return {
    "pyproject.toml": registriesApp(
      `image = "${image}"`,
      all.map((key) => [key, key.includes("ecr") ? "AWS" : "me", "$SECRET"]),
    ),
  };
}

const github = recorded("github-pat-classic", "valid");
const account = serviceAccount();
const kind = "registry-password-kind";

const cases: readonly Case[] = [
  {
    row: 1,
    rule: "expired-ecr-token",
    certainty: "A",
    hit: login(ecr, "AWS", ecrPassword(now)),
    miss: login(ecr, "AWS", "$AWS_ECR_PASSWORD"),
  },
  {
    row: 1,
    rule: "expired-ecr-token",
    certainty: "R",
    hit: login(ecr, "AWS", ecrPassword(now + hour)),
    miss: login("ghcr.io", "me", ecrPassword(now + hour)),
  },
  ...[ecrAuthorizationToken(ecrPassword()), `AWS:${ecrPassword()}`, ecrPassword().slice(0, 100)].map(
    (password): Case => ({
      row: 2,
      rule: kind,
      certainty: "A",
      hit: login(ecr, "AWS", password),
      miss: login(ecr, "AWS", ecrPassword()),
    }),
  ),
  { row: 3, rule: "registry-username", certainty: "B", hit: login(ecr, "me"), miss: login(ecr, "AWS") },
  ...["aws-access-key-id", "aws-secret-access-key", "nvidia-nvapi"].map(
    (id): Case => ({
      row: 4,
      rule: kind,
      certainty: "B",
      hit: login(ecr, "AWS", recorded(id)),
      miss: login(ecr, "AWS", ecrPassword()),
    }),
  ),
  {
    row: 5,
    rule: kind,
    certainty: "B",
    hit: login("ghcr.io", "me", ecrPassword()),
    miss: login("r.example.com", "me", ecrPassword()),
  },
  {
    row: 5,
    rule: kind,
    certainty: "B",
    hit: login("ghcr.io", "me", recorded("docker-pat")),
    miss: login(hub, "me", recorded("docker-pat")),
  },
  { row: 5, rule: kind, certainty: "B", hit: login(hub, "me", github), miss: login("ghcr.io", "me", github) },
  ...[
    [acr, nobody, (exp: number) => acrToken(exp, acr)] as const,
    ["acme.jfrog.io", "me", (exp: number) => jwt({ exp })] as const,
    ["us.icr.io", "iambearer", (exp: number) => jwt({ exp })] as const,
    ["ghcr.io", "me", (exp: number) => `ghs_1_${jwt({ exp })}`] as const,
  ].map(
    ([key, username, token]): Case => ({
      row: 6,
      rule: "expired-token",
      certainty: "A",
      hit: login(key, username, token(now)),
      miss: login(key, username, token(now + 1)),
    }),
  ),
  {
    row: 7,
    rule: kind,
    certainty: "B",
    hit: login(acr, "acme", acrToken(now + hour, acr)),
    miss: login(acr, nobody, acrToken(now + hour, acr)),
  },
  {
    row: 7,
    rule: kind,
    certainty: "B",
    hit: login(acr, nobody, acrToken(now + hour, "other.azurecr.io")),
    miss: login(acr, nobody, acrToken(now + hour, acr)),
  },
  {
    row: 8,
    rule: kind,
    certainty: "B",
    hit: login(google, "_json_key", base64(account)),
    miss: login(google, "_json_key", account),
  },
  {
    row: 8,
    rule: kind,
    certainty: "B",
    hit: login(google, "_json_key_base64", account),
    miss: login(google, "_json_key_base64", base64(account)),
  },
  {
    row: 8,
    rule: kind,
    certainty: "A",
    hit: login(google, "_json_key", "hunter2"),
    miss: login(google, "oauth2accesstoken", "hunter2"),
  },
  {
    row: 8,
    rule: kind,
    certainty: "A",
    hit: login(google, "_json_key", serviceAccount("client_email")),
    miss: login(google, "_json_key", account),
  },
  {
    row: 8,
    rule: kind,
    certainty: "B",
    hit: login(google, "_json_key", recorded("gcp-adc-user-json")),
    miss: login("r.example.com", "me", recorded("gcp-adc-user-json")),
  },
  {
    row: 9,
    rule: kind,
    certainty: "R",
    hit: login(google, "_json_key_base64", wrapped(base64(account))),
    miss: login(google, "_json_key_base64", base64(account)),
  },
  {
    row: 10,
    rule: "registry-username",
    certainty: "B",
    hit: login(google, "me"),
    miss: login(google, "_dcgcr_2_0_1_token"),
  },
  {
    row: 10,
    rule: "registry-username",
    certainty: "B",
    hit: login("gcr.io", "me"),
    miss: login("gcr.io", "_json_key"),
  },
  {
    row: 11,
    rule: "registry-username",
    certainty: "B",
    hit: login("nvcr.io", "oauthtoken"),
    miss: login("nvcr.io", "$oauthtoken"),
  },
  {
    row: 12,
    rule: "registry-username",
    certainty: "B",
    hit: login("us.icr.io", "me"),
    miss: login("us.icr.io", "iamrefresh"),
  },
  {
    row: 13,
    rule: kind,
    certainty: "B",
    hit: login("ghcr.io", "me", recorded("github-pat-fine-grained")),
    miss: login("ghcr.io", "me", github),
  },
  {
    row: 14,
    rule: kind,
    certainty: "A",
    hit: login("ghcr.io", "me", recorded("github-pat-classic", "invalid")),
    miss: login("ghcr.io", "me", github),
  },
  ...["gitlab-trigger-token", "gitlab-feed-token"].map(
    (id): Case => ({
      row: 15,
      rule: kind,
      certainty: "B",
      hit: login("registry.gitlab.com", "me", recorded(id)),
      miss: login("registry.gitlab.com", "me", recorded("gitlab-deploy-token")),
    }),
  ),
  ...["gloas-", "glrt-"].map(
    (prefix): Case => ({
      row: 15,
      rule: kind,
      certainty: "B",
      hit: login("registry.gitlab.com", "me", `${prefix}${"a1B2".repeat(5)}`),
      miss: login("registry.gitlab.com", "me", `gldt-${"a1B2".repeat(5)}`),
    }),
  ),
  {
    row: 15,
    rule: "short-lived-token",
    certainty: "R",
    hit: login("registry.gitlab.com", "gitlab-ci-token", recorded("gitlab-job-token")),
    miss: login("registry.gitlab.com", "me", recorded("gitlab-pat")),
  },
  {
    row: 15,
    rule: "short-lived-token",
    certainty: "R",
    hit: login("ghcr.io", "me", recorded("github-app-installation", "valid")),
    miss: login("ghcr.io", "me", github),
  },
  {
    row: 15,
    rule: "short-lived-token",
    certainty: "R",
    hit: login(google, "oauth2accesstoken", recorded("google-access-token")),
    miss: login(google, "_json_key", account),
  },
  {
    row: 16,
    rule: "registry-username",
    certainty: "B",
    hit: login("fra.ocir.io", "me"),
    miss: login("fra.ocir.io", "tenancy/me"),
  },
  {
    row: 16,
    rule: "registry-username",
    certainty: "R",
    hit: login("quay.io", "org-robot"),
    miss: login("quay.io", "org+robot"),
  },
  {
    row: 16,
    rule: "registry-username",
    certainty: "R",
    hit: login("harbor.example.com", "robot+ci"),
    miss: login("harbor.example.com", "robot$project+ci"),
  },
  ...["docker.io", "index.docker.io", hub.slice(0, -1), `${hub.slice(0, -3)}v2/`].map(
    (key): Case => ({
      row: 17,
      rule: "registry-key",
      certainty: "C",
      hit: keys("me/app:1", key),
      miss: keys("me/app:1", hub),
    }),
  ),
  ...["GHCR.io", "ghcr.io:443", "*.ghcr.io", "ghcr.io "].map(
    (key): Case => ({
      row: 18,
      rule: "registry-key",
      certainty: "C",
      hit: keys("ghcr.io/a/b:1", key),
      miss: keys("ghcr.io/a/b:1", "ghcr.io"),
    }),
  ),
  {
    row: 18,
    rule: "registry-key",
    certainty: "C",
    hit: keys(`${google}/p/r/i:1`, "us-docker.pkg.dev"),
    miss: keys(`${google}/p/r/i:1`, google),
  },
  ...["999999999999.dkr.ecr.us-east-1.amazonaws.com", "123456789012.dkr.ecr.us-west-2.amazonaws.com"].map(
    (key): Case => ({
      row: 18,
      rule: "registry-key",
      certainty: "C",
      hit: keys(`${ecr}/app:1`, key),
      miss: keys(`${ecr}/app:1`, ecr),
      // ECR never serves without a password.
      looks: { severity: /^error$/, message: /does not match .* under BuildKit\. .*: the pull will fail\.$/ },
    }),
  ),
  {
    row: 19,
    rule: "loose-registry-key",
    certainty: "R",
    hit: keys("ghcr.io/a/b:1", "ghcr.io/a"),
    miss: keys("ghcr.io/a/b:1", "ghcr.io"),
  },
  {
    row: 20,
    rule: "duplicate-registry-key",
    certainty: "R",
    hit: keys("ghcr.io/a/b:1", "https://ghcr.io", "ghcr.io/"),
    miss: keys("ghcr.io/a/b:1", "ghcr.io"),
  },
  {
    row: 21,
    rule: "unused-registry",
    certainty: "R",
    hit: keys("ghcr.io/a/b:1", "ghcr.io", "quay.io"),
    miss: keys("ghcr.io/a/b:1", "ghcr.io"),
  },
  {
    row: 21,
    rule: "missing-registry",
    certainty: "C",
    hit: keys(`${ecr}/app:1`),
    miss: keys(`${ecr}/app:1`, ecr),
    // There is no key that could be matched more kindly.
    looks: { severity: /^error$/, message: /: the pull will fail\.$/ },
  },
  {
    row: 21,
    rule: "missing-registry",
    certainty: "R",
    hit: keys(`${acr}/app:1`),
    miss: keys("ghcr.io/a/b:1"),
  },
  {
    row: 22,
    rule: "image-reference",
    certainty: "A",
    hit: { "pyproject.toml": imageApp('image = "https://ghcr.io/a/b:1"') },
    miss: { "pyproject.toml": imageApp('image = "ghcr.io/a/b:1"') },
  },
  {
    row: 23,
    rule: "ecr-host",
    certainty: "A",
    hit: keys("123456789012.dkr.ecr.us-east1.amazonaws.com/a"),
    miss: keys(`${ecr}/a`),
  },
  {
    row: 23,
    rule: "ecr-host",
    certainty: "A",
    hit: dockerfileApp("FROM 1234567890.dkr.ecr.us-east-1.amazonaws.com/a\n"),
    miss: dockerfileApp("FROM 123456789012.dkr.ecr.us-east-1.amazonaws.com/a\n"),
  },
  {
    row: 24,
    rule: "plaintext-password",
    certainty: "B",
    hit: login("ghcr.io", "me", "$ecret!"),
    miss: login("ghcr.io", "me", "$SECRET"),
  },
  ...["${TOKEN}", "${{ secrets.TOKEN }}", "$(pass ghcr)", "<token>", "changeme", ""].map(
    (password): Case => ({
      row: 26,
      rule: "plaintext-password",
      certainty: "B",
      hit: login("ghcr.io", "me", password),
      miss: login("ghcr.io", "me", "$TOKEN"),
      // Certain in practice: fal sends what stands there. An empty one is none.
      looks: { severity: /^error$/, message: /fal sends it as it stands|is empty/ },
    }),
  ),
  {
    row: 27,
    rule: "plaintext-password",
    certainty: "R",
    hit: login("ghcr.io", "me", "hunter2"),
    miss: login("ghcr.io", "me", "$TOKEN"),
    // A leak is an error whatever the pull does, and nobody knows that the pull will fail.
    looks: { severity: /^error$/, message: /^(?!.*fail).*stands in the file in plain text\.$/ },
  },
  { row: 28, rule: "registry-username", certainty: "A", hit: login("ghcr.io", "a:b"), miss: login("ghcr.io", "a-b") },
  { row: 28, rule: "registry-username", certainty: "R", hit: login("ghcr.io", "me "), miss: login("ghcr.io", "me") },
  {
    row: 28,
    rule: kind,
    certainty: "R",
    hit: login("ghcr.io", "me", "hunter2\n"),
    miss: login("ghcr.io", "me", "hunter2"),
  },
  {
    row: 29,
    rule: kind,
    certainty: "B",
    hit: login(hub, "me@example.com", recorded("docker-oat")),
    miss: login(hub, "my-org", recorded("docker-oat")),
  },
  {
    row: 29,
    rule: "registry-username",
    certainty: "R",
    hit: login(hub, "", recorded("docker-pat")),
    miss: login(hub, "me", recorded("docker-pat")),
  },
  {
    row: 30,
    rule: "ecr-secret-age",
    certainty: "R",
    secrets: [{ name: "SECRET", environment: null, createdAt: new Date((now - 13 * hour) * 1000) }],
    hit: login(ecr, "AWS"),
    miss: login("ghcr.io", "me"),
    // Whether setting a secret again renews its time is not public: the words say so.
    looks: { severity: /^warning$/, message: /will fail, unless it was set again since/ },
  },
  {
    row: 25,
    rule: "unknown-secret",
    certainty: "R",
    secrets: [{ name: "SECRET", environment: null, createdAt: new Date(now * 1000) }],
    hit: login("ghcr.io", "me", "$SECRTE"),
    miss: login("ghcr.io", "me"),
    // With the listing it is known, and no risk any more.
    looks: { severity: /^error$/, message: /no secret|not (?:set|among|there)|has none/ },
  },
];

describe("the certainty of what is found", () => {
  const said = ({ rule, secrets }: Case, project: Project) =>
    allFindings(project, { now: new Date(now * 1000), ...(secrets && { secrets }) }).filter(
      (found) => found.rule === rule,
    );

  test.each(cases.map((one, i) => [one.row, one.certainty, one.rule, i, one] as const))(
    "row %i, %s: %s (%i)",
    (_row, certainty, _rule, _i, one) => {
      const { severity, message } = one.looks ?? looks[certainty];
      const found = said(one, one.hit);
      expect(found.map((hit) => severity.test(hit.severity))).toEqual([true]);
      expect(found[0]?.message).toMatch(message);
      expect(said(one, one.miss)).toEqual([]);
    },
  );

  test("is settled for every row", () => {
    const rows = new Set(cases.map(({ row }) => row));
    const missing = Array.from({ length: 30 }, (_, i) => i + 1).filter((row) => !rows.has(row));
    expect(missing).toEqual([]);
  });
});
