import { type EcrHostProblem, parseEcrHost } from "./ecr-host.ts";
import { parseImageReference } from "./image-reference.ts";
import { providerOf } from "./provider.ts";
import { convertToHostname, dockerHubKey } from "./registry.ts";

/** Keys that BuildKit never finds, whatever the image. */
export type DeadKeyKind =
  | "empty"
  /** White space anywhere in it. */
  | "blank"
  /** `${REGION}`, `$HOST`: nothing expands it. */
  | "variable"
  /** `*.dkr.ecr.us-east-1.amazonaws.com`: patterns are for Kubernetes. */
  | "glob"
  /** Docker Hub in any other form than `https://index.docker.io/v1/`. */
  | "docker-hub-form"
  /** A web page in place of the registry: `github.com` for `ghcr.io`. */
  | "website"
  /** Hosts are compared letter by letter, and images name theirs in lower case. */
  | "upper-case"
  /** `:443`, which images leave out; it is compared as text. */
  | "default-port"
  /** No host that an image could name: `my_registry`, `unix:///run/docker.sock`. */
  | "no-host";

/** Keys that BuildKit finds, but reads otherwise than they look. */
export type LooseKeyKind =
  /** `https://user@ghcr.io`: the user is ignored, and a secret there would be seen by everyone. */
  | "user"
  /** `http://ghcr.io`: how to connect is not decided here. */
  | "http"
  /** `https://ghcr.io`: harmless. */
  | "scheme"
  /** `ghcr.io/my-org`: the path is ignored, so the credential is used for the whole host. */
  | "path";

/** What is wrong with a key by itself. `suggestion` is the key to write instead; null if it cannot be told. */
export type KeyProblem =
  | { readonly kind: DeadKeyKind; readonly matches: false; readonly suggestion: string | null }
  | { readonly kind: LooseKeyKind; readonly matches: true; readonly suggestion: string | null }
  /** The host is an ECR registry that does not exist, or may not. */
  | {
      readonly kind: "ecr-host";
      readonly matches: true;
      readonly problem: EcrHostProblem;
      readonly suggestion: string | null;
    };

const dockerHubHosts: ReadonlySet<string> = new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
  "hub.docker.com",
  "docker.com",
  "www.docker.com",
]);

/** The registry behind a provider's other addresses. */
const websites: ReadonlyMap<string, string> = new Map([
  ["github.com", "ghcr.io"],
  ["docker.pkg.github.com", "ghcr.io"],
  ["gitlab.com", "registry.gitlab.com"],
  ["ngc.nvidia.com", "nvcr.io"],
  ["catalog.ngc.nvidia.com", "nvcr.io"],
  ["huggingface.co", "registry.hf.space"],
  ["replicate.com", "r8.im"],
  ["cloud.digitalocean.com", "registry.digitalocean.com"],
]);

/** The first thing that is wrong with a key; null if it is Docker Hub's one key, or a bare host. */
export function keyProblem(key: string): KeyProblem | null {
  if (key === dockerHubKey) return null;
  const dead = deadKey(key);
  if (dead !== null) return { kind: dead, matches: false, suggestion: suggestedKey(key) };
  const problem = parseEcrHost(convertToHostname(key))?.problem;
  if (problem) return { kind: "ecr-host", matches: true, problem, suggestion: problem.suggestion };
  const loose = looseKey(key);
  return loose && { kind: loose, matches: true, suggestion: suggestedKey(key) };
}

function deadKey(key: string): DeadKeyKind | null {
  const host = convertToHostname(key.trim());
  const name = host.toLowerCase();
  if (name === "") return key.trim() === "" ? "empty" : "no-host";
  if (/\s/.test(key)) return "blank";
  if (/\$\{?[A-Za-z_]/.test(key)) return "variable";
  if (/[*?]/.test(host)) return "glob";
  if (dockerHubHosts.has(withoutDefaultPort(key, name))) return "docker-hub-form";
  if (registryBehind(name) !== null) return "website";
  if (name !== host) return "upper-case";
  if (withoutDefaultPort(key, name) !== name) return "default-port";
  return isHost(host) ? null : "no-host";
}

function looseKey(key: string): LooseKeyKind | null {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(key)?.[0] ?? "";
  const [authority = "", ...path] = key.slice(scheme.length).split("/");
  if (authority.includes("@")) return "user";
  if (/^http:/i.test(scheme)) return "http";
  if (path.some((part) => part !== "" && !/^v[12]$/.test(part))) return "path";
  return scheme === "" && path.length === 0 ? null : "scheme";
}

function suggestedKey(key: string): string | null {
  const host = withoutDefaultPort(key, convertToHostname(key.trim()).toLowerCase());
  if (dockerHubHosts.has(host)) return dockerHubKey;
  const registry = registryBehind(host) ?? host;
  return isHost(registry) ? registry : null;
}

function withoutDefaultPort(key: string, host: string): string {
  return host.replace(/^\s*http:/i.test(key) ? /:(?:80|443)$/ : /:443$/, "");
}

function registryBehind(host: string): string | null {
  const bare = host.replace(/^www\./, "");
  return websites.get(bare) ?? (bare !== host && providerOf(bare) !== null ? bare : null);
}

/** Whether an image can name this host. */
function isHost(host: string): boolean {
  const parsed = parseImageReference(`${host}/name`);
  return parsed.ok && parsed.reference.domain === host;
}
