import type { ProviderId } from "../../container/provider.ts";
import { ecrLogin } from "./ecr-login.ts";
import type { RegistryEntry } from "./registry-entries.ts";

/** What a provider takes as a password and what lives as long as a provider has it, by the documentation in `providers`. */
const usual: Readonly<Record<Exclude<ProviderId, "amazon-ecr" | "amazon-ecr-public">, string>> = {
  "docker-hub": "a personal access token, or an organization access token with the organization as username",
  ghcr: "a personal access token (classic) with the scope `read:packages`",
  gitlab: "a deploy token or an access token with the scope `read_registry`",
  "azure-acr": "the secret of a service principal, with its application ID as username",
  "google-artifact-registry":
    "the key of a service account in base64 (`base64 -w0`), with `_json_key_base64` as username",
  "nvidia-ngc": "an NGC API key, with `$oauthtoken` as username",
  quay: "the token of a robot account",
  digitalocean: "an API token, which is the username too",
  "ibm-cloud": "an API key, with `iamapikey` as username",
  oracle: "an auth token",
  scaleway: "the secret key of an API key, with `nologin` as username",
  jfrog: "an access token without an end",
  "hugging-face": "an access token",
  replicate: "an API token",
  "red-hat": "the token of a registry service account",
};

/** What to use instead of a password that is no good for its registry. */
export function usualPassword({ provider, domain }: RegistryEntry): string {
  if (provider === null) return "Use a password that the registry gives out for good.";
  if (provider === "amazon-ecr" || provider === "amazon-ecr-public") {
    return `Use what \`${ecrLogin(domain)}\` prints; it lives 12 hours.`;
  }
  return `Use ${usual[provider]}.`;
}
