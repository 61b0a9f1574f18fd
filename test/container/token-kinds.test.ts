import { describe, expect, test } from "vitest";
import type { ProviderId } from "../../src/container/provider.ts";
import { recogniseToken, recogniseTokenAt } from "../../src/container/token.ts";
import { type TokenId, tokenKinds } from "../../src/container/token-kinds.ts";

const ids = Object.keys(tokenKinds) as TokenId[];
const ecr: readonly ProviderId[] = ["amazon-ecr", "amazon-ecr-public"];

describe("a kind of credential", () => {
  // Who issues it, and the registries whose documentation says that they take it as a password.
  test.each<[TokenId, string, readonly ProviderId[] | null]>([
    ["docker-pat", "Docker", ["docker-hub"]],
    ["docker-oat", "Docker organization", ["docker-hub"]],
    ["github-pat-classic", "GitHub", ["ghcr"]],
    // "GitHub Packages only supports authentication using a personal access token (classic)."
    ["github-pat-fine-grained", "GitHub fine-grained", []],
    ["github-oauth", "GitHub OAuth", ["ghcr"]],
    ["github-app-user", "GitHub App", ["ghcr"]],
    ["github-app-installation", "GitHub App", ["ghcr"]],
    ["github-refresh", "GitHub refresh", []],
    ["gitlab-pat-routable", "GitLab", ["gitlab"]],
    ["gitlab-pat", "GitLab", ["gitlab"]],
    ["gitlab-deploy-token", "GitLab deploy", ["gitlab"]],
    ["gitlab-job-token", "GitLab CI job", ["gitlab"]],
    // GitLab's table of tokens gives these no access to its registry.
    ["gitlab-trigger-token", "GitLab trigger", []],
    ["gitlab-feed-token", "GitLab feed", []],
    ["gitlab-runner-token", "GitLab runner", []],
    ["gitlab-oauth-secret", "GitLab OAuth", []],
    // No registry takes keys of IAM; clients make a token of them.
    ["aws-access-key-id", "AWS", []],
    ["aws-secret-access-key", "AWS", []],
    ["ecr-password", "Amazon ECR", ecr],
    ["ecr-password-truncated", "Amazon ECR", ecr],
    ["ecr-authorization-token", "Amazon ECR", ecr],
    ["ecr-user-and-password", "Amazon ECR", ecr],
    ["acr-password", "Azure", ["azure-acr"]],
    ["acr-refresh-token", "Azure", ["azure-acr"]],
    ["azure-client-secret", "Azure", ["azure-acr"]],
    ["gcp-service-account-json", "Google", ["google-artifact-registry"]],
    ["gcp-service-account-json-base64", "Google", ["google-artifact-registry"]],
    ["gcp-service-account-json-base64-wrapped", "Google", ["google-artifact-registry"]],
    ["gcp-adc-user-json", "Google", []],
    ["google-access-token", "Google", ["google-artifact-registry"]],
    ["nvidia-nvapi", "NVIDIA", ["nvidia-ngc"]],
    ["ngc-legacy-key", "NVIDIA NGC", ["nvidia-ngc"]],
    ["digitalocean-token", "DigitalOcean", ["digitalocean"]],
    ["ibm-api-key", "IBM", ["ibm-cloud"]],
    ["jfrog-api-key", "JFrog", ["jfrog"]],
    ["jfrog-reference-token", "JFrog", ["jfrog"]],
    ["huggingface-token", "Hugging Face", ["hugging-face"]],
    ["replicate-token", "Replicate", ["replicate"]],
    ["npm-token", "npm", []],
    ["anthropic-key", "Anthropic", []],
    ["openai-key", "OpenAI", []],
    ["fal-key", "fal", []],
    ["private-key", "private key", []],
    // JFrog, IBM, Red Hat, GitHub: many issue them.
    ["jwt", "JSON Web Token", null],
  ])("%s: of %s", (id, issuer, registries) => {
    const { label, providers, source } = tokenKinds[id];
    expect(label.startsWith(issuer)).toBe(true);
    expect(providers).toEqual(registries);
    expect(new URL(source).protocol).toBe("https:");
  });

  test("lives as long as its issuer says", () => {
    const lives = ids.flatMap((id) => (tokenKinds[id].lifetime === null ? [] : [[id, tokenKinds[id].lifetime]]));
    expect(Object.fromEntries(lives)).toEqual({
      "github-app-installation": "one hour, or as long as its Actions job",
      "gitlab-job-token": "as long as its CI job",
      "ecr-password": "12 hours",
      "ecr-password-truncated": "12 hours",
      "ecr-authorization-token": "12 hours",
      "ecr-user-and-password": "12 hours",
      "acr-refresh-token": "3 hours",
      "google-access-token": "one hour",
    });
  });

  test("tells its end, if it is an ECR token or a JWT", () => {
    const told = ids.flatMap((id) => (tokenKinds[id].expiry === null ? [] : [[id, tokenKinds[id].expiry]]));
    expect(Object.fromEntries(told)).toEqual({
      "github-app-installation": "jwt",
      "ecr-password": "ecr",
      "ecr-authorization-token": "ecr",
      "ecr-user-and-password": "ecr",
      "acr-refresh-token": "jwt",
      jwt: "jwt",
    });
  });

  test("ends in a checksum, if it is one of GitHub's with a short prefix or npm's", () => {
    expect(ids.filter((id) => tokenKinds[id].checksum)).toEqual([
      "github-pat-classic",
      "github-oauth",
      "github-app-user",
      "github-app-installation",
      "github-refresh",
      "npm-token",
    ]);
  });
});

describe("the shape of a token", () => {
  // What its body is made of, and its least and greatest number of characters.
  test.each<[TokenId, string, string, number, number]>([
    ["docker-pat", "dckr_pat_", "a_B-7", 27, 27],
    ["docker-oat", "dckr_oat_", "a_B-7", 32, 32],
    ["github-pat-classic", "ghp_", "aB7", 36, 36],
    ["github-oauth", "gho_", "aB7", 36, 36],
    ["github-app-user", "ghu_", "aB7", 36, 36],
    ["github-app-installation", "ghs_", "aB7", 36, 36],
    ["github-refresh", "ghr_", "aB7", 36, 36],
    ["gitlab-pat", "glpat-", "a_B-7=", 20, 300],
    ["gitlab-deploy-token", "gldt-", "a_B-7", 20, 300],
    ["gitlab-job-token", "glcbt-", "aB-7", 20, 300],
    // Three more in front of it, which may be of its body too.
    ["gitlab-job-token", "glcbt-64_", "aB-7", 17, 300],
    ["gitlab-trigger-token", "glptt-", "a_B-7", 40, 40],
    ["gitlab-feed-token", "glft-", "a_B-7", 20, 300],
    ["gitlab-runner-token", "glrt-", "a_B-7", 20, 300],
    ["gitlab-oauth-secret", "gloas-", "a_B-7", 20, 300],
    ["aws-access-key-id", "AKIA", "K7", 16, 16],
    ["aws-access-key-id", "ASIA", "K7", 16, 16],
    ["aws-access-key-id", "ABIA", "K7", 16, 16],
    ["aws-access-key-id", "ACCA", "K7", 16, 16],
    ["google-access-token", "ya29.", "a_B-7", 10, 2048],
    ["nvidia-nvapi", "nvapi-", "a_B-7", 64, 64],
    ["digitalocean-token", "dop_v1_", "a7", 64, 64],
    ["digitalocean-token", "doo_v1_", "a7", 64, 64],
    ["digitalocean-token", "dor_v1_", "a7", 64, 64],
    ["jfrog-api-key", "AKCp", "aB7", 69, 69],
    ["jfrog-reference-token", "cmVmdGtu", "aB7", 56, 56],
    ["huggingface-token", "hf_", "aB7", 34, 34],
    ["replicate-token", "r8_", "a_B-7", 37, 37],
    ["npm-token", "npm_", "aB7", 36, 36],
  ])("%s: %s and then of %j", (id, prefix, alphabet, least, most) => {
    const of = (length: number) => prefix + alphabet.repeat(length).slice(0, length);
    expect(recogniseToken(of(least))?.id).toBe(id);
    expect(recogniseToken(of(most))?.id).toBe(id);
    expect(recogniseToken(` ${of(least)}\n`)?.id).toBe(id);
    for (const none of [of(least - 1), of(most + 1), `x${of(least)}`, `${of(least - 1)}!`]) {
      expect(recogniseToken(none)).toBeNull();
    }
  });

  test("of none is found in more than 65,536 characters", () => {
    const key = JSON.stringify({ type: "service_account", private_key: "k" });
    expect(recogniseToken(key.padEnd(65_536))?.id).toBe("gcp-service-account-json");
    expect(recogniseToken(key.padEnd(65_537))).toBeNull();
  });
});

describe("a password that only its registry tells", () => {
  const awsHost = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
  const awsKey = "aB7/+".repeat(8);
  const ibmKey = "aB7_-".repeat(9).slice(1);

  test.each<[string, string, string, TokenId | null]>([
    ["AWS's", awsHost, awsKey, "aws-secret-access-key"],
    ["AWS's within blanks", awsHost, ` ${awsKey}\n`, "aws-secret-access-key"],
    ["AWS's and more in front", awsHost, `x${awsKey}`, null],
    ["AWS's and more behind", awsHost, `${awsKey}x`, null],
    ["AWS's elsewhere", "ghcr.io", awsKey, null],
    ["IBM's", "us.icr.io", ibmKey, "ibm-api-key"],
    ["IBM's and more in front", "icr.io", `x${ibmKey}`, null],
    ["IBM's and more behind", "icr.io", `${ibmKey}x`, null],
    ["IBM's elsewhere", "ghcr.io", ibmKey, null],
    ["another at IBM", "icr.io", "hunter2", null],
  ])("%s at %s", (_, host, value, id) => {
    expect(recogniseTokenAt(value, host)?.id ?? null).toBe(id);
  });
});
