import { type ProviderId, providers } from "../container/provider.ts";
import { dockerHubKey, hostOfKey, keyFor } from "../container/registry.ts";
import { pulledImages } from "../manifest/resolve.ts";
import type { AppContext } from "../rules/rule.ts";

/** A key of `registries` that somebody may want to write. */
export interface RegistryHost {
  /** With `<…>` around what every account has its own of; what stands between them is an example. */
  readonly template: string;
  readonly label: string;
  /** The username that is right for most; null if every user has another. */
  readonly username: string | null;
  readonly docs: string | null;
}

/** In the spelling that BuildKit matches, one for each registry. */
const templates: readonly (readonly [ProviderId, string])[] = [
  ["docker-hub", dockerHubKey],
  ["ghcr", "ghcr.io"],
  ["amazon-ecr", "<123456789012>.dkr.ecr.<us-east-1>.amazonaws.com"],
  ["google-artifact-registry", "<us-central1>-docker.pkg.dev"],
  ["azure-acr", "<my-registry>.azurecr.io"],
  ["gitlab", "registry.gitlab.com"],
  ["nvidia-ngc", "nvcr.io"],
  ["quay", "quay.io"],
  ["amazon-ecr-public", "public.ecr.aws"],
  ["digitalocean", "registry.digitalocean.com"],
  ["hugging-face", "registry.hf.space"],
  ["ibm-cloud", "<us>.icr.io"],
  ["jfrog", "<my-company>.jfrog.io"],
  ["oracle", "<iad>.ocir.io"],
  ["red-hat", "registry.redhat.io"],
  ["replicate", "r8.im"],
  ["scaleway", "rg.<fr-par>.scw.cloud"],
];

/** Every registry that is known, the usual ones first. */
export const registryHosts: readonly RegistryHost[] = templates.map(([id, template]) => {
  const { label, defaultUsername, docs } = providers[id];
  return { template, label, username: defaultUsername, docs };
});

/** The keys for what an app pulls, in the order of the file. */
export function neededHosts(app: AppContext): readonly RegistryHost[] {
  const domains = app.build === null ? [] : pulledImages(app.build, app).map(({ reference }) => reference.domain);
  return [...new Set(domains)].map((domain) => {
    const key = keyFor(domain);
    const known = registryHosts.find(({ template }) => matches(template, key));
    return { label: "", username: null, docs: null, ...known, template: key };
  });
}

/** The host as an example: without the marks. */
export function exampleKey({ template }: RegistryHost): string {
  return template.replaceAll(/[<>]/g, "");
}

function matches(template: string, key: string): boolean {
  const [start = "", end = ""] = [template.split("<")[0], template.split(">").at(-1)];
  return template.includes("<") ? hostOfKey(key).startsWith(start) && key.endsWith(end) : template === key;
}
