import { lazy } from "../text/lazy.ts";
import type { ProviderId } from "./provider.ts";

/** A kind of credential that is recognised. */
export type TokenId =
  | "docker-pat"
  | "docker-oat"
  | "github-pat-classic"
  | "github-pat-fine-grained"
  | "github-oauth"
  | "github-app-user"
  | "github-app-installation"
  | "github-refresh"
  | "gitlab-pat-routable"
  | "gitlab-pat"
  | "gitlab-deploy-token"
  | "gitlab-job-token"
  | "gitlab-trigger-token"
  | "gitlab-feed-token"
  | "gitlab-runner-token"
  | "gitlab-oauth-secret"
  | "aws-access-key-id"
  | "aws-secret-access-key"
  | "ecr-password"
  | "ecr-password-truncated"
  | "ecr-authorization-token"
  | "ecr-user-and-password"
  | "acr-password"
  | "acr-refresh-token"
  | "azure-client-secret"
  | "gcp-service-account-json"
  | "gcp-service-account-json-base64"
  | "gcp-service-account-json-base64-wrapped"
  | "gcp-adc-user-json"
  | "google-access-token"
  | "nvidia-nvapi"
  | "ngc-legacy-key"
  | "digitalocean-token"
  | "ibm-api-key"
  | "jfrog-api-key"
  | "jfrog-reference-token"
  | "huggingface-token"
  | "replicate-token"
  | "npm-token"
  | "anthropic-key"
  | "openai-key"
  | "fal-key"
  | "private-key"
  | "jwt";

/** A whole token is `prefix` and then `body`: sources of regular expressions without unbounded repetition. */
export interface TokenShape {
  readonly prefix: string;
  readonly body: string;
  /** Another one, soon looked for: no token of this shape is without it. */
  readonly sign: string;
  /** Too plain to be recognised within a longer word. */
  readonly plain: boolean;
}

/** What is known about a kind of credential. */
export interface TokenKind {
  /** For messages, without an article. */
  readonly label: string;
  /** Null if it is recognised by what it decodes to, or by the place where it stands. */
  readonly shape: TokenShape | null;
  /** The registries that take it as a password: empty if none does, null if any might. */
  readonly providers: readonly ProviderId[] | null;
  /** How long it lives, if that is too short for a secret that is set by hand; null if it lives on, or its life is not known. */
  readonly lifetime: string | null;
  /** Where its end can be read: `expiration` of an ECR password, `exp` of a JWT; null if nowhere. */
  readonly expiry: "ecr" | "jwt" | null;
  /** Whether it ends in a checksum of itself. */
  readonly checksum: boolean;
  /** Where its shape or its use is documented. */
  readonly source: string;
}

const githubBody = "[A-Za-z0-9]{36}";
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

const docker = "https://docs.docker.com/security/access-tokens/";
const dockerOrganization = "https://docs.docker.com/enterprise/security/access-tokens/";
const ghcr =
  "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry";
const githubTokens = "https://github.blog/engineering/behind-githubs-new-authentication-token-formats/";
const gitlabTokens = "https://docs.gitlab.com/security/tokens/";
const ecr = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html";
const acr = "https://learn.microsoft.com/azure/container-registry/container-registry-authentication";
const artifactRegistry = "https://cloud.google.com/artifact-registry/docs/docker/authentication";
const ngc = "https://docs.nvidia.com/nim/speech/latest/get-started/ngc-access-setup.html";
const trufflehog = "https://github.com/trufflesecurity/trufflehog/tree/main/pkg/detectors";
const gitleaks = "https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml";

const base = { shape: null, providers: [], lifetime: null, expiry: null, checksum: false } as const;
const github = { ...base, source: githubTokens, providers: ["ghcr"], checksum: true } as const;
const gitlab = { ...base, source: gitlabTokens, providers: ["gitlab"] } as const;
const ecrToken = {
  ...base,
  source: ecr,
  providers: ["amazon-ecr", "amazon-ecr-public"],
  lifetime: "12 hours",
  expiry: "ecr",
} as const;
const googleKey = { ...base, source: artifactRegistry, providers: ["google-artifact-registry"] } as const;

/** Every kind of credential that is recognised. */
export const tokenKinds: Readonly<Record<TokenId, TokenKind>> = {
  "docker-pat": {
    ...base,
    label: "Docker personal access token",
    shape: shape("dckr_pat_", "[\\w-]{27}"),
    providers: ["docker-hub"],
    source: docker,
  },
  "docker-oat": {
    ...base,
    label: "Docker organization access token",
    shape: shape("dckr_oat_", "[\\w-]{32}"),
    providers: ["docker-hub"],
    source: dockerOrganization,
  },
  "github-pat-classic": {
    ...github,
    label: "GitHub personal access token (classic)",
    shape: shape("ghp_", githubBody),
    source: ghcr,
  },
  // GitHub Packages takes classic tokens only.
  "github-pat-fine-grained": {
    ...base,
    label: "GitHub fine-grained personal access token",
    shape: shape("github_pat_", "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    source: ghcr,
  },
  "github-oauth": { ...github, label: "GitHub OAuth token", shape: shape("gho_", githubBody) },
  "github-app-user": {
    ...github,
    label: "GitHub App user token",
    shape: shape("ghu_", githubBody),
  },
  // Newer ones are `ghs_<number>_<JWT>`, without a checksum.
  "github-app-installation": {
    ...github,
    label: "GitHub App installation token",
    shape: shape("ghs_", githubBody),
    lifetime: "one hour, or as long as its Actions job",
    expiry: "jwt",
  },
  "github-refresh": { ...github, label: "GitHub refresh token", shape: shape("ghr_", githubBody), providers: [] },
  "gitlab-pat-routable": {
    ...gitlab,
    label: "GitLab access token",
    shape: shape("glpat-", "[\\w=-]{27,300}\\.[0-9a-z]{2}\\.[0-9a-z]{9}"),
  },
  "gitlab-pat": { ...gitlab, label: "GitLab access token", shape: shape("glpat-", "[\\w=-]{20,300}") },
  "gitlab-deploy-token": { ...gitlab, label: "GitLab deploy token", shape: shape("gldt-", "[\\w-]{20,300}") },
  "gitlab-job-token": {
    ...gitlab,
    label: "GitLab CI job token",
    shape: shape("glcbt-", "(?:[0-9A-Za-z]{1,5}_)?[\\w-]{20,300}"),
    lifetime: "as long as its CI job",
  },
  "gitlab-trigger-token": {
    ...gitlab,
    label: "GitLab trigger token",
    shape: shape("glptt-", "[\\w-]{40}"),
    providers: [],
  },
  "gitlab-feed-token": {
    ...gitlab,
    label: "GitLab feed token",
    shape: shape("glft-", "[\\w-]{20,300}"),
    providers: [],
  },
  "gitlab-runner-token": {
    ...gitlab,
    label: "GitLab runner token",
    shape: shape("glrt-", "[\\w-]{20,300}"),
    providers: [],
  },
  "gitlab-oauth-secret": {
    ...gitlab,
    label: "GitLab OAuth application secret",
    shape: shape("gloas-", "[\\w-]{20,300}"),
    providers: [],
  },
  "aws-access-key-id": {
    ...base,
    label: "AWS access key ID",
    shape: plainShape("(?:AKIA|ASIA|ABIA|ACCA)", "[A-Z2-7]{16}"),
    source: ecr,
  },
  // Forty characters of base64: told from any other password only beside an ECR host.
  "aws-secret-access-key": { ...base, label: "AWS secret access key", source: ecr },
  "ecr-password": { ...ecrToken, label: "Amazon ECR password" },
  "ecr-password-truncated": { ...ecrToken, label: "Amazon ECR password that is cut short", expiry: null },
  "ecr-authorization-token": { ...ecrToken, label: "Amazon ECR authorization token" },
  "ecr-user-and-password": { ...ecrToken, label: "Amazon ECR password with `AWS:` in front" },
  "acr-password": {
    ...base,
    label: "Azure Container Registry password",
    shape: plainShape("[A-Za-z0-9+/]{42}\\+ACR", "[A-Za-z0-9]{6}", "\\+ACR"),
    providers: ["azure-acr"],
    source: acr,
  },
  "acr-refresh-token": {
    ...base,
    label: "Azure Container Registry access token",
    providers: ["azure-acr"],
    lifetime: "3 hours",
    expiry: "jwt",
    source: acr,
  },
  "azure-client-secret": {
    ...base,
    label: "Azure service principal secret",
    shape: plainShape("[\\w~.]{3}[0-9]Q~", "[\\w~.-]{31,34}", "Q~"),
    providers: ["azure-acr"],
    source: acr,
  },
  "gcp-service-account-json": { ...googleKey, label: "Google service-account key" },
  "gcp-service-account-json-base64": { ...googleKey, label: "Google service-account key in base64" },
  "gcp-service-account-json-base64-wrapped": {
    ...googleKey,
    label: "Google service-account key in base64 with line breaks",
  },
  "gcp-adc-user-json": { ...googleKey, label: "Google user credentials file", providers: [] },
  "google-access-token": {
    ...googleKey,
    label: "Google access token",
    shape: shape("ya29\\.", "[\\w-]{10,2048}"),
    lifetime: "one hour",
  },
  "nvidia-nvapi": {
    ...base,
    label: "NVIDIA API key",
    shape: shape("nvapi-", "[\\w-]{64}"),
    providers: ["nvidia-ngc"],
    source: ngc,
  },
  "ngc-legacy-key": { ...base, label: "NVIDIA NGC API key", providers: ["nvidia-ngc"], source: ngc },
  "digitalocean-token": {
    ...base,
    label: "DigitalOcean token",
    shape: shape("do[opr]_v1_", "[0-9a-f]{64}"),
    providers: ["digitalocean"],
    source: trufflehog,
  },
  // 44 characters of base64url: told from any other password only beside an icr.io host.
  "ibm-api-key": {
    ...base,
    label: "IBM Cloud API key",
    providers: ["ibm-cloud"],
    source: "https://cloud.ibm.com/docs/Registry?topic=Registry-registry_access",
  },
  "jfrog-api-key": {
    ...base,
    label: "JFrog API key",
    shape: plainShape("AKCp", "[A-Za-z0-9]{69}"),
    providers: ["jfrog"],
    source: gitleaks,
  },
  "jfrog-reference-token": {
    ...base,
    label: "JFrog reference token",
    shape: plainShape("cmVmdGtu", "[A-Za-z0-9]{56}"),
    providers: ["jfrog"],
    source: trufflehog,
  },
  "huggingface-token": {
    ...base,
    label: "Hugging Face token",
    shape: plainShape("hf_", "[A-Za-z0-9]{34}"),
    providers: ["hugging-face"],
    source: trufflehog,
  },
  "replicate-token": {
    ...base,
    label: "Replicate API token",
    shape: plainShape("r8_", "[\\w-]{37}"),
    providers: ["replicate"],
    source: trufflehog,
  },
  "npm-token": {
    ...base,
    label: "npm access token",
    shape: plainShape("npm_", githubBody),
    checksum: true,
    source: gitleaks,
  },
  "anthropic-key": {
    ...base,
    label: "Anthropic API key",
    shape: shape("sk-ant-(?:api|admin)[0-9]{2}-", "[\\w-]{93}AA"),
    source: gitleaks,
  },
  "openai-key": {
    ...base,
    label: "OpenAI API key",
    shape: plainShape("sk-", "[\\w-]{0,200}T3BlbkFJ[\\w-]{1,200}"),
    source: gitleaks,
  },
  "fal-key": {
    ...base,
    label: "fal API key",
    shape: plainShape("", `${uuid}:[0-9a-f]{32}`, ":[0-9a-f]{32}"),
    source: "https://github.com/fal-ai/fal/blob/main/projects/fal/src/fal/sdk.py",
  },
  "private-key": { ...base, label: "private key", source: gitleaks },
  jwt: {
    ...base,
    label: "JSON Web Token",
    providers: null,
    expiry: "jwt",
    source: "https://www.rfc-editor.org/rfc/rfc7519",
  },
};

function shape(prefix: string, body: string): TokenShape {
  return { prefix, body, sign: prefix, plain: false };
}

function plainShape(prefix: string, body: string, sign: string = prefix): TokenShape {
  return { prefix, body, sign, plain: true };
}

const signs = lazy(
  () => new RegExp([...new Set(Object.values(tokenKinds).flatMap(({ shape }) => shape?.sign ?? []))].join("|")),
);

/** Whether any shape is worth trying on a text: on most it is not, and to compile all of them takes longer than to read the text. */
export function mayHoldShape(text: string): boolean {
  return signs().test(text);
}
