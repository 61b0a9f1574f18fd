import { type ImageReference, type ParsedReference, parseImageReference } from "./image-reference.ts";

/**
 * Why a name is no image reference, or is one that surely means something else than its writer thought.
 * `suggestion` is a reference that can be read, or null if there is no telling what was meant.
 */
export type ReferenceProblem =
  | { readonly kind: "empty"; readonly suggestion: null }
  /** White space, also in front or behind. */
  | { readonly kind: "blank"; readonly suggestion: string | null }
  /** `${TAG}`, `$TAG`: nothing expands it. */
  | { readonly kind: "variable"; readonly name: string | null; readonly suggestion: null }
  /** `https://ghcr.io/app`, `docker://python`. */
  | { readonly kind: "scheme"; readonly scheme: string; readonly suggestion: string | null }
  /** `docker.io/v1/user/app`, `hub.docker.com/r/user/app`: the address of Docker Hub's API or web page is no part of a name. */
  | { readonly kind: "docker-hub-address"; readonly suggestion: string | null }
  /** `gcr.io/example.com:project/app`: a domain-scoped Google project is written with `/` in place of the colon. */
  | { readonly kind: "project-colon"; readonly suggestion: string | null }
  /** Upper case in the path. */
  | { readonly kind: "upper-case"; readonly suggestion: string | null }
  /** 64 hexadecimal digits alone: the id of a local image. */
  | { readonly kind: "image-id"; readonly suggestion: null }
  /** `sha256:<hex>` alone: read as the image `sha256` with a tag. */
  | { readonly kind: "bare-digest"; readonly suggestion: null }
  /** `ghcr.io`, `localhost:5000`: a registry alone, read as an image on Docker Hub. */
  | { readonly kind: "bare-registry"; readonly host: string; readonly suggestion: null }
  /** `my_registry.com/app`: the first part looks like a host and is none, so the name has no registry. */
  | { readonly kind: "empty-domain"; readonly domain: string; readonly suggestion: null }
  /** A port above 65535, or 0. */
  | { readonly kind: "port"; readonly port: string; readonly suggestion: null }
  /** Any other breach of the grammar; `error` as {@link parseImageReference} gives it. */
  | { readonly kind: "format"; readonly error: string; readonly suggestion: null };

const schemePattern = /^([A-Za-z][A-Za-z0-9+.-]{0,31}:\/\/)/;
const variablePattern = /\$(?:\{([A-Za-z_]\w*)|([A-Za-z_]\w*))?/;
const dockerHubAddressPattern =
  /^(?:(?:index\.docker\.io|docker\.io|registry-1\.docker\.io)\/v[12]\/|(?:www\.)?hub\.docker\.com\/(?:r\/|_\/|repository\/docker\/)?)/;
// Of a name that holds a `/`: a first part, or a second one behind a host, that is a domain name with a project behind the colon.
const projectColonPattern = /^((?:[a-z0-9.-]+\/)?[a-z0-9-]+(?:\.[a-z0-9-]+)+):([a-z][a-z0-9-]*\/)/;

/** The first thing that is wrong with `written` as an image name; null if nothing is known to be. */
export function referenceProblem(written: string): ReferenceProblem | null {
  const parsed = parseImageReference(written);
  // Nothing is gained by a closer look at kilobytes.
  if (!parsed.ok && written.length > 4096) return { kind: "format", error: parsed.error, suggestion: null };
  return unreadable(written, parsed) ?? (parsed.ok ? misread(written, parsed.reference) : null);
}

/** What keeps a name from being read, by its cause; also an address of Docker Hub, which can be read. */
function unreadable(written: string, parsed: ParsedReference): ReferenceProblem | null {
  const trimmed = written.trim();
  if (trimmed === "") return { kind: "empty", suggestion: null };
  if (/\s/.test(written)) return { kind: "blank", suggestion: readable(trimmed) };
  const variable = written.includes("$") ? variablePattern.exec(written) : null;
  if (variable !== null) return { kind: "variable", name: variable[1] ?? variable[2] ?? null, suggestion: null };
  const scheme = schemePattern.exec(written)?.[1];
  if (scheme !== undefined) return { kind: "scheme", scheme, suggestion: withoutAddress(written.slice(scheme.length)) };
  if (written.includes("docker.") && dockerHubAddressPattern.test(written))
    return { kind: "docker-hub-address", suggestion: withoutAddress(written) };
  if (parsed.ok) return null;
  const slashed = written.replace(projectColonPattern, "$1/$2");
  if (slashed !== written) return { kind: "project-colon", suggestion: readable(slashed) };
  if (/^[a-f0-9]{64}$/.test(written)) return { kind: "image-id", suggestion: null };
  const lower = readable(lowerCaseName(written));
  if (lower !== null) return { kind: "upper-case", suggestion: lower };
  return { kind: "format", error: parsed.error, suggestion: null };
}

/** What a readable name means that its writer did not. */
function misread(written: string, { domain, repository }: ImageReference): ReferenceProblem | null {
  if (domain === "") return { kind: "empty-domain", domain: repository.split("/", 1)[0] ?? "", suggestion: null };
  const port = /:([0-9]+)$/.exec(domain)?.[1];
  if (port !== undefined && (Number(port) > 65535 || Number(port) === 0))
    return { kind: "port", port, suggestion: null };
  if (written.includes("/")) return null;
  if (/^sha(?:256|384|512):/.test(written)) return { kind: "bare-digest", suggestion: null };
  // Of Docker Hub's official images one has a dot in its name.
  const name = repository.slice(repository.indexOf("/") + 1);
  if (name === "localhost" || (name.includes(".") && name !== "rocket.chat"))
    return { kind: "bare-registry", host: bareHost(written), suggestion: null };
  return null;
}

/** Tags may have upper case, and keep it. */
function lowerCaseName(written: string): string {
  const tag = written.indexOf(":", written.lastIndexOf("/") + 1);
  const name = tag < 0 ? written : written.slice(0, tag);
  return name.toLowerCase() + written.slice(name.length);
}

function bareHost(written: string): string {
  return /^[^:@]+(?::[0-9]{1,5}$)?/.exec(written)?.[0] ?? written;
}

function withoutAddress(text: string): string | null {
  return readable(text.replace(dockerHubAddressPattern, ""));
}

function readable(text: string): string | null {
  return parseImageReference(text).ok ? text : null;
}
