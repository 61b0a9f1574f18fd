import { parseEcrHost } from "./ecr-host.ts";
import { type ProviderId, providerOf } from "./provider.ts";
import { hostOfKey, keyServes } from "./registry.ts";

/** Why a key that was probably meant for an image does not serve it; `keyFor` gives the right one. */
export type KeyMismatch =
  | { readonly kind: "docker-hub-form" }
  | { readonly kind: "blank" }
  | { readonly kind: "upper-case" }
  /** The same host, but one of the two names a port, or both name different ones. */
  | { readonly kind: "port" }
  /** The key is a pattern that would match. */
  | { readonly kind: "glob" }
  | { readonly kind: "www" }
  /** The same AWS region, of another account. */
  | { readonly kind: "ecr-account" }
  /** The same AWS account, in another region. */
  | { readonly kind: "ecr-region" }
  /** Google: `us-docker.pkg.dev` for `us-central1-docker.pkg.dev`. */
  | { readonly kind: "google-location" }
  /** Another host of the same provider. */
  | { readonly kind: "provider"; readonly provider: ProviderId };

/** Why `key` does not serve images of `domain`; null if it does, or has nothing to do with them. */
export function keyMismatch(key: string, domain: string): KeyMismatch | null {
  if (keyServes(key, domain)) return null;
  const host = hostOfKey(key.trim()).trim();
  if (host === domain && /\s/.test(key)) return { kind: "blank" };
  const name = host.toLowerCase();
  const wanted = domain.toLowerCase();
  if (name === wanted && providerOf(wanted) !== "docker-hub") return { kind: "upper-case" };
  if (withoutPort(name) === withoutPort(wanted) && name !== wanted) return { kind: "port" };
  if (name === `www.${wanted}`) return { kind: "www" };
  if (name.includes("*") && globMatches(name, wanted)) return { kind: "glob" };
  return betweenEcrHosts(name, wanted) ?? sameProvider(name, wanted);
}

function betweenEcrHosts(name: string, wanted: string): KeyMismatch | null {
  const [a, b] = [parseEcrHost(name), parseEcrHost(wanted)];
  if (a === null || b === null) return null;
  if (a.region === b.region && a.account !== b.account) return { kind: "ecr-account" };
  return a.account === b.account && a.region !== b.region ? { kind: "ecr-region" } : null;
}

function sameProvider(name: string, wanted: string): KeyMismatch | null {
  const provider = providerOf(name);
  if (provider === null || provider !== providerOf(wanted)) return null;
  if (provider === "docker-hub") return { kind: "docker-hub-form" };
  return provider === "google-artifact-registry" ? { kind: "google-location" } : { kind: "provider", provider };
}

function withoutPort(host: string): string {
  return host.replace(/:[0-9]*$/, "");
}

/** Label by label, `*` for any letters within one, as Kubernetes matches. */
function globMatches(glob: string, host: string): boolean {
  const patterns = glob.split(".");
  const labels = host.split(".");
  return patterns.length === labels.length && patterns.every((pattern, i) => labelMatches(pattern, labels[i] ?? ""));
}

function labelMatches(pattern: string, label: string): boolean {
  if (!pattern.includes("*")) return pattern === label;
  const before = pattern.slice(0, pattern.indexOf("*"));
  const after = pattern.slice(pattern.lastIndexOf("*") + 1);
  return label.length >= before.length + after.length && label.startsWith(before) && label.endsWith(after);
}
