import { convertToHostname, dockerHubKey, keyServes } from "./registry.ts";

/** A client that looks up credentials in its own way. fal builds with BuildKit; the others tell why a key worked elsewhere. */
export type ClientId = "buildkit" | "dockerDaemon" | "ggcr" | "podman";

/** How a client decides whether a key's credential is used for an image, given by domain and repository. */
export interface RegistryClient {
  readonly label: string;
  readonly serves: (key: string, domain: string, repository: string) => boolean;
  /** The code it was read from. */
  readonly source: string;
}

const officialIndexes: ReadonlySet<string> = new Set(["docker.io", "index.docker.io"]);

/** The four families of clients; for documentation, since only the first counts for fal. */
export const registryClients: Readonly<Record<ClientId, RegistryClient>> = {
  buildkit: {
    label: "BuildKit, buildx, the docker command line",
    serves: keyServes,
    source: "moby/buildkit authprovider/authconfigprovider.go",
  },
  dockerDaemon: {
    label: "Docker daemon",
    serves: (key, domain) => dockerLookup(key, domain),
    source: "moby/moby daemon/pkg/registry/auth.go",
  },
  ggcr: {
    label: "go-containerregistry (crane, ko, kaniko)",
    serves: (key, domain, repository) => {
      const registry = domain === "docker.io" ? "index.docker.io" : domain;
      return dockerLookup(key, `${registry}/${repository}`) || dockerLookup(key, registry);
    },
    source: "google/go-containerregistry pkg/authn/keychain.go",
  },
  podman: {
    label: "podman, skopeo, buildah",
    serves: podmanServes,
    source: "containers/image pkg/docker/config/config.go",
  },
};

/** The lookup of docker's client: the official index by its URL alone, anything else by the exact key or the host in it. */
function dockerLookup(key: string, wanted: string): boolean {
  return officialIndexes.has(wanted) ? key === dockerHubKey : key === wanted || convertToHostname(key) === wanted;
}

/** Each folder of the image's path exactly, from the longest to the bare host; then the host, without scheme and with Docker Hub's names taken for one. */
function podmanServes(key: string, domain: string, repository: string): boolean {
  for (let path = `${domain}/${repository}`; path.includes("/"); path = path.slice(0, path.lastIndexOf("/"))) {
    if (key === path) return true;
  }
  return key === domain || podmanHost(key) === podmanIndex(domain);
}

function podmanHost(key: string): string {
  const stripped = key.replace(/^https?:\/\//, "");
  return podmanIndex(stripped === key ? key : (stripped.split("/", 1)[0] ?? ""));
}

function podmanIndex(host: string): string {
  return host === "docker.io" || host === "registry-1.docker.io" ? "index.docker.io" : host;
}
