/** The one key under which BuildKit looks up a password for Docker Hub. */
export const dockerHubKey = "https://index.docker.io/v1/";

/** The registry behind the domain `docker.io`. */
const dockerHubRegistry = "registry-1.docker.io";

/**
 * Whether BuildKit uses the credential under `key` for images of a domain (`docker.io`, `ghcr.io`, `localhost:5000`). Of two keys that
 * serve one domain it takes the one that is {@link keyFor} it, else a random one. After moby/buildkit
 * authprovider/authconfigprovider.go and docker/cli cli/config/credentials/file_store.go.
 */
export function keyServes(key: string, domain: string): boolean {
  const wanted = keyFor(domain);
  return wanted !== "" && (key === wanted || convertToHostname(key) === wanted);
}

/** The key to write for images of a domain. */
export function keyFor(domain: string): string {
  return domain === "docker.io" || domain === dockerHubRegistry ? dockerHubKey : domain;
}

/** The domain whose images a key serves: `docker.io` for Docker Hub's key, else the host in it, which may be none that exists. */
export function hostOfKey(key: string): string {
  return key === dockerHubKey ? "docker.io" : convertToHostname(key);
}

/**
 * The host that docker's client finds in a key: of a URL its host and port, of anything else what stands before the first slash. Nothing
 * is trimmed or made lower case, and no default port is dropped. After docker/cli ConvertToHostname.
 */
export function convertToHostname(key: string): string {
  return (key.includes("://") ? hostOfUrl(key) : null) ?? key.split("/", 1)[0] ?? "";
}

// What Go's net/url lets stand in a user and in a host. An escaped host (`%C3%A4.com`) counts as none: no registry has one.
const userCharacters = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const hostCharacters = /^[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"\u0080-\uffff]*$/;

/** `host` or `host:port` of a URL, an IPv6 address in brackets only with a port; null if Go's net/url finds no host. */
function hostOfUrl(url: string): string | null {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(url)?.[0];
  if (scheme === undefined || /[\u0000-\u001f\u007f]/.test(url)) return null;
  const rest = url.slice(scheme.length);
  const authority = rest.split(/[/?#]/, 1)[0] ?? "";
  const withoutQuery = rest.replace(/^([^?#]*)\?[^#]*/, "$1");
  const at = authority.lastIndexOf("@");
  const host = authority.slice(at + 1);
  if (/%(?![0-9A-Fa-f]{2})/.test(withoutQuery) || !userCharacters.test(authority.slice(0, at + 1))) return null;
  return hostCharacters.test(host) ? normalizeHost(host) : null;
}

function normalizeHost(host: string): string | null {
  const colon = host.lastIndexOf(":");
  const hasPort = colon >= 0 && /^:[0-9]*$/.test(host.slice(colon));
  if (host.startsWith("[") ? !/\](?::[0-9]*)?$/.test(host) : colon >= 0 && !hasPort) return null;
  const name = (hasPort ? host.slice(0, colon) : host).replace(/^\[(.*)\]$/, "$1");
  const port = hasPort ? host.slice(colon + 1) : "";
  if (name === "" || port === "") return name || null;
  return name.includes(":") ? `[${name}]:${port}` : `${name}:${port}`;
}
