import { isEcrHost } from "./ecr-host.ts";

/** A registry service that is known by its host. */
export type ProviderId =
  | "docker-hub"
  | "ghcr"
  | "gitlab"
  | "amazon-ecr"
  | "amazon-ecr-public"
  | "azure-acr"
  | "google-artifact-registry"
  | "nvidia-ngc"
  | "quay"
  | "digitalocean"
  | "ibm-cloud"
  | "oracle"
  | "scaleway"
  | "jfrog"
  | "hugging-face"
  | "replicate"
  | "red-hat";

/** What a registry demands of a username. */
export interface UsernameRule {
  /** Of the whole name. */
  readonly pattern: RegExp;
  /** The name itself, or what it must look like, for messages. */
  readonly words: string;
  /** `documented`: the provider says so. `usual`: its users do. */
  readonly basis: "documented" | "usual";
}

/** A registry service. */
export interface Provider {
  readonly label: string;
  /** Recognises its hosts, given in lower case without port. */
  readonly serves: (host: string) => boolean;
  /** Null if no rule holds for every kind of account. */
  readonly username: UsernameRule | null;
  /** The username that is right for most; null if every user has another. */
  readonly defaultUsername: string | null;
  /** Whether images can be pulled without a password: if they are public, if the owner has opened the registry, or never. */
  readonly anonymous: "public" | "opt-in" | "never" | "unknown";
  /** Where its login is documented. */
  readonly docs: string;
}

const open = { username: null, defaultUsername: null, anonymous: "public" } as const;
const aws = { pattern: /^AWS$/, words: "`AWS`", basis: "documented" } as const;

/** The registries that are known by their host. */
export const providers: Readonly<Record<ProviderId, Provider>> = {
  "docker-hub": {
    ...open,
    label: "Docker Hub",
    serves: oneOf("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "hub.docker.com"),
    docs: "https://docs.docker.com/security/access-tokens/",
  },
  ghcr: {
    ...open,
    label: "GitHub Container Registry",
    serves: oneOf("ghcr.io"),
    docs: "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry",
  },
  gitlab: {
    ...open,
    label: "GitLab",
    serves: oneOf("registry.gitlab.com"),
    docs: "https://docs.gitlab.com/user/packages/container_registry/authenticate_with_container_registry/",
  },
  "amazon-ecr": {
    label: "Amazon ECR",
    serves: isEcrHost,
    username: aws,
    defaultUsername: "AWS",
    anonymous: "never",
    docs: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
  },
  "amazon-ecr-public": {
    label: "Amazon ECR Public",
    serves: oneOf("public.ecr.aws", "ecr-public.aws.com"),
    username: aws,
    defaultUsername: "AWS",
    anonymous: "public",
    docs: "https://docs.aws.amazon.com/AmazonECR/latest/public/public-registry-auth.html",
  },
  "azure-acr": {
    label: "Azure Container Registry",
    serves: like(/^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/),
    username: null,
    defaultUsername: null,
    anonymous: "opt-in",
    docs: "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
  },
  "google-artifact-registry": {
    label: "Google Artifact Registry",
    serves: like(/^(?:(?:[a-z0-9-]+\.)*gcr\.io|(?:[a-z0-9-]+\.)+pkg\.dev)$/),
    username: {
      pattern: /^(?:_json_key|_json_key_base64|oauth2accesstoken|_dcgcr_[0-9_]+_token)$/,
      words: "`_json_key_base64`, `_json_key` or `oauth2accesstoken`",
      basis: "documented",
    },
    defaultUsername: "_json_key_base64",
    anonymous: "public",
    docs: "https://cloud.google.com/artifact-registry/docs/docker/authentication",
  },
  "nvidia-ngc": {
    label: "NVIDIA NGC",
    serves: oneOf("nvcr.io"),
    username: { pattern: /^\$oauthtoken$/, words: "`$oauthtoken`, literally", basis: "documented" },
    defaultUsername: "$oauthtoken",
    anonymous: "public",
    docs: "https://docs.nvidia.com/nim/speech/latest/get-started/ngc-access-setup.html",
  },
  quay: {
    ...open,
    label: "Quay",
    serves: oneOf("quay.io"),
    docs: "https://docs.redhat.com/en/documentation/red_hat_quay/",
  },
  digitalocean: {
    ...open,
    label: "DigitalOcean Container Registry",
    serves: oneOf("registry.digitalocean.com"),
    anonymous: "unknown",
    docs: "https://docs.digitalocean.com/products/container-registry/",
  },
  "ibm-cloud": {
    label: "IBM Cloud Container Registry",
    serves: like(/^(?:[a-z0-9-]+\.)*icr\.io$/),
    username: {
      pattern: /^iam(?:apikey|bearer|refresh)$/,
      words: "`iamapikey`, `iambearer` or `iamrefresh`",
      basis: "documented",
    },
    defaultUsername: "iamapikey",
    anonymous: "unknown",
    docs: "https://cloud.ibm.com/docs/Registry?topic=Registry-registry_access",
  },
  oracle: {
    ...open,
    label: "Oracle Cloud Infrastructure Registry",
    serves: like(/^[a-z0-9-]+\.ocir\.io$/),
    username: { pattern: /^[^/]+\/./, words: "`<tenancy-namespace>/<user>`", basis: "documented" },
    docs: "https://docs.oracle.com/en-us/iaas/Content/Registry/Tasks/registrypushingimagesusingthedockercli.htm",
  },
  scaleway: {
    ...open,
    label: "Scaleway Container Registry",
    serves: like(/^rg\.[a-z]+-[a-z]+\.scw\.cloud$/),
    username: { pattern: /^nologin$/, words: "`nologin`", basis: "usual" },
    defaultUsername: "nologin",
    docs: "https://www.scaleway.com/en/docs/container-registry/",
  },
  jfrog: {
    ...open,
    label: "JFrog Artifactory",
    serves: like(/^[a-z0-9-]+\.jfrog\.io$/),
    anonymous: "opt-in",
    docs: "https://jfrog.com/help/r/jfrog-artifactory-documentation/docker-registry",
  },
  "hugging-face": {
    ...open,
    label: "Hugging Face",
    serves: oneOf("registry.hf.space"),
    anonymous: "unknown",
    docs: "https://huggingface.co/docs/hub/spaces-sdks-docker",
  },
  replicate: {
    ...open,
    label: "Replicate",
    serves: oneOf("r8.im"),
    anonymous: "unknown",
    docs: "https://github.com/replicate/cog",
  },
  "red-hat": {
    ...open,
    label: "Red Hat registry",
    serves: oneOf("registry.redhat.io"),
    anonymous: "never",
    docs: "https://access.redhat.com/RegistryAuthentication",
  },
};

// Of a DNS name; patterns see nothing longer.
const longestHost = 253;

/** Whose registry a host is, its case and port ignored; null for one that anybody could run. */
export function providerOf(host: string): ProviderId | null {
  const name = host.toLowerCase().replace(/:[0-9]*$/, "");
  return name.length > longestHost ? null : (ids.find((id) => providers[id].serves(name)) ?? null);
}

const ids = Object.keys(providers) as readonly ProviderId[];

function oneOf(...hosts: readonly string[]): (host: string) => boolean {
  return (host) => hosts.includes(host);
}

function like(pattern: RegExp): (host: string) => boolean {
  return (host) => pattern.test(host);
}
