/** An image name as BuildKit understands it. */
export interface ImageReference {
  /** As the user wrote it. */
  readonly written: string;
  /** `docker.io`, `ghcr.io`, `localhost:5000`; empty for a first part that looks like a host and is none (`my_registry.com/app`). */
  readonly domain: string;
  /** The path behind the domain: `library/python`. */
  readonly repository: string;
  /** As written; null if none was. */
  readonly tag: string | null;
  /** `sha256:<hex>`; null if none was written. */
  readonly digest: string | null;
  /**
   * The full name that BuildKit pulls: `docker.io/library/python:latest`. `:latest` is added to a bare name only; a tag beside a
   * digest stays, as reference.TagNameOnly keeps it (the digest decides what is pulled).
   */
  readonly canonical: string;
}

/** `error` is the text of the Go library github.com/distribution/reference, which users know from `docker build`. */
export type ParsedReference =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly error: string };

/** The parts of a reference by the strict grammar, nothing added. `domain` is empty if there is none. */
export interface ReferenceParts {
  readonly domain: string;
  readonly path: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

export type ParsedParts =
  | { readonly ok: true; readonly parts: ReferenceParts }
  | { readonly ok: false; readonly error: string };

// The grammar of github.com/distribution/reference (regexp.go), fragment by fragment. Every repetition begins with a character that
// what stands before it cannot hold, so matching takes linear time.
const alphanumeric = "[a-z0-9]+";
const separator = "(?:[._]|__|-+)";
const pathComponent = `${alphanumeric}(?:${separator}${alphanumeric})*`;
const remoteName = `${pathComponent}(?:/${pathComponent})*`;
const domainComponent = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const domainName = `${domainComponent}(?:\\.${domainComponent})*`;
// No zone and no embedded IPv4.
const ipv6Address = "\\[[a-fA-F0-9:]+\\]";
const domainAndPort = `(?:${domainName}|${ipv6Address})(?::[0-9]+)?`;
const tag = "[\\w][\\w.-]{0,127}";
const digest = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";

const referencePattern = new RegExp(`^(?:(${domainAndPort})/)?(${remoteName})(?::(${tag}))?(?:@(${digest}))?$`);
const identifierPattern = /^[a-f0-9]{64}$/;

/** Hexadecimal digits of each algorithm that BuildKit links (github.com/opencontainers/go-digest). */
const digestLengths: ReadonlyMap<string, number> = new Map([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
]);

const defaultDomain = "docker.io";
const legacyDefaultDomain = "index.docker.io";
const officialRepositoryPrefix = "library/";
const defaultTag = "latest";
const maximumPathLength = 255;
// No host name, path, tag and digest that can exist come near it, and a pattern that walks megabytes may exhaust the engine's stack.
const maximumLength = 4096;

const invalidFormat = "invalid reference format";
const nameTooLong = `repository name must not be more than ${maximumPathLength} characters`;

/** Reads an image name as BuildKit reads `FROM`: reference.ParseNormalizedNamed, then TagNameOnly for `canonical`. */
export function parseImageReference(written: string): ParsedReference {
  if (identifierPattern.test(written)) {
    return fail(`invalid repository name (${written}), cannot specify 64-byte hexadecimal strings`);
  }
  const [domain, remainder] = splitDockerDomain(written);
  const remote = cut(remainder, ":")[0];
  if (remote.toLowerCase() !== remote) {
    return fail(`invalid reference format: repository name (${remote}) must be lowercase`);
  }
  const parsed = parseParts(`${domain}/${remainder}`);
  if (!parsed.ok) return parsed;
  const { path: repository, ...parts } = parsed.parts;
  return { ok: true, reference: { written, repository, ...parts, canonical: canonicalName(parsed.parts) } };
}

/** Reads a name by the grammar alone, with no default domain or tag: reference.Parse. */
export function parseParts(text: string): ParsedParts {
  if (text === "") return fail("repository name must have at least one component");
  if (text.length > maximumLength) return fail(nameTooLong);
  const match = referencePattern.exec(text);
  if (match === null) {
    return fail(referencePattern.test(text.toLowerCase()) ? "repository name must be lowercase" : invalidFormat);
  }
  const [, domain = "", path = "", tag = null, digest = null] = match;
  if (path.length > maximumPathLength) return fail(nameTooLong);
  const error = digest === null ? null : digestError(digest);
  return error === null ? { ok: true, parts: { domain, path, tag, digest } } : fail(error);
}

/** The name as the Go library's `String()` writes it: `domain/path:tag@digest`, absent parts left out. */
export function formatReference(parts: ReferenceParts): string {
  const name = parts.domain === "" ? parts.path : `${parts.domain}/${parts.path}`;
  return name + (parts.tag === null ? "" : `:${parts.tag}`) + (parts.digest === null ? "" : `@${parts.digest}`);
}

/** The name by which other tools than BuildKit pull: reference.ParseDockerRef, which drops a tag beside a digest. */
export function dockerReference(reference: ImageReference): string {
  const { domain, repository: path, digest } = reference;
  const tag = digest === null ? (reference.tag ?? defaultTag) : null;
  return formatReference({ domain, path, tag, digest });
}

function canonicalName(parts: ReferenceParts): string {
  return formatReference(parts.tag === null && parts.digest === null ? { ...parts, tag: defaultTag } : parts);
}

/** Which part of a name is its domain. Without one it is an image on Docker Hub, also if it is just a registry's host. */
function splitDockerDomain(name: string): readonly [domain: string, remainder: string] {
  const [first, rest] = cut(name, "/");
  if (rest === null) return [defaultDomain, officialRepositoryPrefix + name];
  const isDomain = first === "localhost" || /[.:]/.test(first) || first.toLowerCase() !== first;
  const domain = !isDomain || first === legacyDefaultDomain ? defaultDomain : first;
  const remainder = isDomain ? rest : name;
  const official = domain === defaultDomain && !remainder.includes("/");
  return [domain, official ? officialRepositoryPrefix + remainder : remainder];
}

/** What github.com/opencontainers/go-digest says against a digest that fits the grammar; null if nothing. */
function digestError(text: string): string | null {
  const [algorithm, encoded] = cut(text, ":");
  const length = digestLengths.get(algorithm);
  if (length === undefined) {
    return algorithm.toLowerCase() === algorithm ? "unsupported digest algorithm" : "invalid checksum digest format";
  }
  if (encoded?.length !== length) return "invalid checksum digest length";
  return encoded.toLowerCase() === encoded ? null : "invalid checksum digest format";
}

function cut(text: string, at: string): readonly [before: string, after: string | null] {
  const index = text.indexOf(at);
  return index < 0 ? [text, null] : [text.slice(0, index), text.slice(index + 1)];
}

function fail(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
