import { describe, expect, test } from "vitest";
import { isEcrHost, parseEcrHost } from "../../src/container/ecr-host.ts";
import { type ProviderId, providerOf, providers } from "../../src/container/provider.ts";
import { convertToHostname } from "../../src/container/registry.ts";
import vectors from "../vectors/ecr_hosts.json" with { type: "json" };

describe("ECR hosts of Kubernetes", () => {
  test.each(vectors.k8s.map(({ host, isEcr }) => [host, isEcr] as const))("%s: %s", (host, isEcr) => {
    expect(isEcrHost(host)).toBe(isEcr);
    expect(providerOf(host) === "amazon-ecr").toBe(isEcr);
    if (isEcr) expect(parseEcrHost(host)).not.toBeNull();
  });

  test("are all here", () => {
    expect(vectors.k8s.length).toBe(25);
    expect(vectors.k8s.filter(({ isEcr }) => isEcr).length).toBe(12);
  });
});

describe("ECR hosts of AWS's credential helper", () => {
  test.each(vectors.helper.map((row) => [row.serverURL, row] as const))("%s", (url, row) => {
    const host = convertToHostname(url);
    const parsed = isEcrHost(host) ? parseEcrHost(host) : null;
    expect(parsed?.account ?? null).toBe(row.id);
    expect(parsed?.region ?? null).toBe(row.region);
    expect(parsed === null ? null : String(parsed.fips)).toBe(row.fips);
    // Every one of them is meant to be right.
    expect(parsed?.problem ?? null).toBeNull();
    const service = { "amazon-ecr": "ServiceECR", "amazon-ecr-public": "ServiceECRPublic" } as const;
    const provider = providerOf(host);
    expect(provider === "amazon-ecr" || provider === "amazon-ecr-public" ? service[provider] : null).toBe(row.service);
  });

  test("are all here", () => {
    expect(vectors.helper.length).toBe(29);
  });
});

describe("the judge of ECR hosts", () => {
  const account = "123456789012";
  test.each([
    [`${account}.dkr.ecr.us-east-1.amazonaws.com`, "aws", null, null],
    [`${account}.dkr-ecr.us-east-1.on.aws`, "aws", null, null],
    [`${account}.dkr.ecr-fips.us-gov-west-1.amazonaws.com`, "aws-us-gov", null, null],
    [`${account}.dkr.ecr.cn-north-1.amazonaws.com.cn`, "aws-cn", null, null],
    [`${account}.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn`, "aws-cn", null, null],
    [`${account}.dkr.ecr.eusc-de-east-1.amazonaws.eu`, "aws-eusc", null, null],
    [
      `${account}.dkr.ecr.us-east-9.amazonaws.com`,
      "aws",
      "unknown-region",
      `${account}.dkr.ecr.us-east-1.amazonaws.com`,
    ],
    [`${account}.dkr.ecr.us-gov-north-7.amazonaws.com`, "aws-us-gov", "unknown-region", null],
    [
      `${account}.dkr.ecr.us-east1.amazonaws.com`,
      null,
      "impossible-region",
      `${account}.dkr.ecr.us-east-1.amazonaws.com`,
    ],
    [
      `${account}.dkr.ecr.cn-north-1.amazonaws.com`,
      null,
      "impossible-region",
      `${account}.dkr.ecr.cn-north-1.amazonaws.com.cn`,
    ],
    [
      `${account}.dkr-ecr.cn-north-1.on.aws`,
      null,
      "impossible-region",
      `${account}.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn`,
    ],
    [
      `${account}.dkr.ecr.us-east-1.amazonaws.com.cn`,
      null,
      "impossible-region",
      `${account}.dkr.ecr.us-east-1.amazonaws.com`,
    ],
    [`${account}.dkr.ecr.lala-land-1.amazonaws.com`, null, "impossible-region", null],
    [`${account}.dkr-ecr.us-east-1.amazonaws.com`, "aws", "endpoint", `${account}.dkr.ecr.us-east-1.amazonaws.com`],
    [`${account}.dkr.ecr.us-east-1.on.aws`, "aws", "endpoint", `${account}.dkr-ecr.us-east-1.on.aws`],
    ["1234567890.dkr.ecr.us-east-1.amazonaws.com", "aws", "account", null],
    ["*.dkr.ecr.us-east-1.amazonaws.com", "aws", "account", null],
  ] as const)("%s", (host, partition, kind, suggestion) => {
    const parsed = parseEcrHost(host);
    expect(parsed?.partition).toBe(partition);
    expect(parsed?.problem?.kind ?? null).toBe(kind);
    expect(parsed?.problem?.suggestion ?? null).toEqual(suggestion);
  });

  test("has nothing to say of other hosts", () => {
    for (const host of ["ghcr.io", "public.ecr.aws", `${account}.dkr.ecr.us-east-1.amazonaws.com.example.com`, ""]) {
      expect(parseEcrHost(host)).toBeNull();
    }
  });
});

describe("providers", () => {
  test.each<[string, ProviderId | null]>([
    ["docker.io", "docker-hub"],
    ["index.docker.io", "docker-hub"],
    ["ghcr.io", "ghcr"],
    ["GHCR.io:443", "ghcr"],
    ["registry.gitlab.com", "gitlab"],
    ["gitlab.example.com:5050", null],
    ["myregistry.azurecr.io", "azure-acr"],
    ["azurecr.io", null],
    ["us-central1-docker.pkg.dev", "google-artifact-registry"],
    ["docker.europe-west1.rep.pkg.dev", "google-artifact-registry"],
    ["gcr.io", "google-artifact-registry"],
    ["eu.gcr.io", "google-artifact-registry"],
    ["notgcr.io", null],
    ["nvcr.io", "nvidia-ngc"],
    ["quay.io", "quay"],
    ["registry.digitalocean.com", "digitalocean"],
    ["icr.io", "ibm-cloud"],
    ["us.icr.io", "ibm-cloud"],
    ["noticr.io", null],
    ["fra.ocir.io", "oracle"],
    ["rg.fr-par.scw.cloud", "scaleway"],
    ["acme.jfrog.io", "jfrog"],
    ["registry.hf.space", "hugging-face"],
    ["r8.im", "replicate"],
    ["registry.redhat.io", "red-hat"],
    ["public.ecr.aws", "amazon-ecr-public"],
    ["localhost:5000", null],
    ["", null],
  ])("%s: %s", (host, provider) => {
    expect(providerOf(host)).toBe(provider);
  });

  test.each([
    ["amazon-ecr", "AWS", true],
    ["amazon-ecr", "aws", false],
    ["amazon-ecr", "AKIA", false],
    ["google-artifact-registry", "_json_key", true],
    ["google-artifact-registry", "_json_key_base64", true],
    ["google-artifact-registry", "oauth2accesstoken", true],
    ["google-artifact-registry", "_dcgcr_2_0_0_token", true],
    ["google-artifact-registry", "me@example.com", false],
    ["nvidia-ngc", "$oauthtoken", true],
    ["nvidia-ngc", "oauthtoken", false],
    ["nvidia-ngc", "$$oauthtoken", false],
    ["ibm-cloud", "iamapikey", true],
    ["ibm-cloud", "token", false],
    ["oracle", "namespace/me@example.com", true],
    ["oracle", "me", false],
    ["scaleway", "nologin", true],
  ] as const)("%s takes the username %s: %s", (id, username, takes) => {
    expect(providers[id].username?.pattern.test(username)).toBe(takes);
  });

  test("take the username that they are said to want", () => {
    for (const { defaultUsername, username } of Object.values(providers)) {
      if (defaultUsername !== null) expect(username?.pattern.test(defaultUsername)).toBe(true);
    }
  });
});
