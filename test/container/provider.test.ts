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
    [`${account}3.dkr.ecr.us-east-1.amazonaws.com`, "aws", "account", null],
    [`x${account}.dkr.ecr.us-east-1.amazonaws.com`, "aws", "account", null],
    // An availability zone.
    [
      `${account}.dkr.ecr.us-east-1a.amazonaws.com`,
      null,
      "impossible-region",
      `${account}.dkr.ecr.us-east-1.amazonaws.com`,
    ],
    [
      `${account}.dkr.ecr.xus-east-1.amazonaws.com`,
      null,
      "impossible-region",
      `${account}.dkr.ecr.us-east-1.amazonaws.com`,
    ],
    // What is suggested is under the same suffix: not `cn-northwest-1`.
    [`${account}.dkr.ecr.cn-northwst-1.amazonaws.com`, null, "impossible-region", null],
    [`${account}.dkr.ecr..amazonaws.com`, null, "impossible-region", null],
  ] as const)("%s", (host, partition, kind, suggestion) => {
    const parsed = parseEcrHost(host);
    expect(parsed?.partition).toBe(partition);
    expect(parsed?.problem?.kind ?? null).toBe(kind);
    expect(parsed?.problem?.suggestion ?? null).toEqual(suggestion);
  });

  // Regions of AWS's SDK, suffixes of its and Kubernetes' credential helpers.
  const partitions = [
    ["aws-us-gov", "dkr.ecr", "amazonaws.com", "us-gov-east-1 us-gov-west-1"],
    ["aws-us-gov", "dkr-ecr", "on.aws", "us-gov-east-1 us-gov-west-1"],
    ["aws-cn", "dkr.ecr", "amazonaws.com.cn", "cn-north-1 cn-northwest-1"],
    ["aws-eusc", "dkr.ecr", "amazonaws.eu", "eusc-de-east-1"],
    ["aws-iso", "dkr.ecr", "c2s.ic.gov", "us-iso-east-1 us-iso-west-1"],
    ["aws-iso-b", "dkr.ecr", "sc2s.sgov.gov", "us-isob-east-1 us-isob-west-1"],
    ["aws-iso-e", "dkr.ecr", "cloud.adc-e.uk", "eu-isoe-west-1"],
    ["aws-iso-f", "dkr.ecr", "csp.hci.ic.gov", "us-isof-east-1 us-isof-south-1"],
  ] as const;

  test.each(partitions)("knows %s by %s and %s", (partition, endpoint, suffix, regions) => {
    for (const region of regions.split(" ")) {
      const at = (name: string) => parseEcrHost(`${account}.${endpoint}.${name}.${suffix}`);
      expect(at(region)).toMatchObject({ account, region, partition, problem: null });
      // A number that is not given out yet could be; no other area could.
      expect(at(`${region}2`)).toMatchObject({ partition, problem: { kind: "unknown-region" } });
      for (const name of [`x${region}`, region.replace(/-[a-z]+-1$/, "x$&"), `${region}a`, `1${region}`, "xx-east-1"]) {
        expect(at(name)).toMatchObject({ partition: null, problem: { kind: "impossible-region" } });
      }
    }
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
    ["registry-1.docker.io", "docker-hub"],
    ["ghcr.io:443:443", null],
    ["myregistry.azurecr.cn", "azure-acr"],
    ["myregistry.azurecr.us", "azure-acr"],
    ["my.myregistry.azurecr.io", null],
    ["myregistry.azurecr.io.example.com", null],
    ["marketplace.gcr.io", "google-artifact-registry"],
    ["gcr.io.example.com", null],
    ["us-docker.pkg.dev.example.com", null],
    ["pkg.dev", null],
    ["de.icr.io", "ibm-cloud"],
    ["icr.io.example.com", null],
    ["my.fra.ocir.io", null],
    ["fra.ocir.io.example.com", null],
    ["my.rg.fr-par.scw.cloud", null],
    ["rg.nl-ams.scw.cloud", "scaleway"],
    ["rg.fr-par.scw.cloud.example.com", null],
    ["my.acme.jfrog.io", null],
    ["acme.jfrog.io.example.com", null],
    // A DNS name has at most 253 characters.
    [`${"a".repeat(253 - ".azurecr.io".length)}.azurecr.io`, "azure-acr"],
    [`${"a".repeat(254 - ".azurecr.io".length)}.azurecr.io`, null],
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
    ["scaleway", "nologin2", false],
    ["scaleway", "my-nologin", false],
    ["amazon-ecr", "AWSx", false],
    ["amazon-ecr", "xAWS", false],
    ["google-artifact-registry", "my_json_key", false],
    ["google-artifact-registry", "_json_key_base64_", false],
    ["nvidia-ngc", "$oauthtoken2", false],
    ["ibm-cloud", "iambearer", true],
    ["ibm-cloud", "iamrefresh", true],
    ["ibm-cloud", "iamapikey2", false],
    ["ibm-cloud", "my-iamapikey", false],
    ["oracle", "namespace/oracleidentitycloudservice/me@example.com", true],
    ["oracle", "/me@example.com", false],
    ["oracle", "//me", false],
    ["oracle", "namespace/", false],
  ] as const)("%s takes the username %s: %s", (id, username, takes) => {
    expect(providers[id].username?.pattern.test(username)).toBe(takes);
  });

  test("take the username that they are said to want", () => {
    for (const { defaultUsername, username } of Object.values(providers)) {
      if (defaultUsername !== null) expect(username?.pattern.test(defaultUsername)).toBe(true);
    }
  });

  // A registry asks for a password always, or serves what its owner has made public.
  test.each<[ProviderId, string, "public" | "opt-in" | "never" | "unknown", "documented" | "usual" | null]>([
    ["docker-hub", "Docker Hub", "public", null],
    ["ghcr", "GitHub", "public", null],
    ["gitlab", "GitLab", "public", null],
    ["amazon-ecr", "Amazon ECR", "never", "documented"],
    ["amazon-ecr-public", "Amazon ECR Public", "public", "documented"],
    ["azure-acr", "Azure", "opt-in", null],
    ["google-artifact-registry", "Google", "public", "documented"],
    ["nvidia-ngc", "NVIDIA", "public", "documented"],
    ["quay", "Quay", "public", null],
    ["digitalocean", "DigitalOcean", "unknown", null],
    ["ibm-cloud", "IBM", "unknown", "documented"],
    ["oracle", "Oracle", "public", "documented"],
    ["scaleway", "Scaleway", "public", "usual"],
    ["jfrog", "JFrog", "opt-in", null],
    ["hugging-face", "Hugging Face", "unknown", null],
    ["replicate", "Replicate", "unknown", null],
    ["red-hat", "Red Hat", "never", null],
  ])("%s is of %s, open to anybody: %s, its rule for usernames: %s", (id, owner, anonymous, basis) => {
    const { label, docs, username, ...provider } = providers[id];
    expect(label.startsWith(owner)).toBe(true);
    expect(provider.anonymous).toBe(anonymous);
    expect(username?.basis ?? null).toBe(basis);
    if (username !== null) expect(username.words).toMatch(/`[^`]+`/);
    expect(new URL(docs).protocol).toBe("https:");
  });
});
