import { lazy } from "../text/lazy.ts";
import { hasValidChecksum } from "./checksum.ts";
import { isEcrHost } from "./ecr-host.ts";
import { decodeEcrToken } from "./ecr-token.ts";
import { decodeGoogleKey, type ServiceAccountFacts } from "./google-key.ts";
import { decodeJwt, type JwtClaims } from "./jwt.ts";
import { isNgcLegacyKey } from "./ngc-key.ts";
import { isPlaceholder } from "./placeholder.ts";
import { providerOf } from "./provider.ts";
import { mayHoldShape, type TokenId, tokenKinds } from "./token-kinds.ts";

/** A credential that is recognised by its shape or by what it decodes to, without its value; `tokenKinds` says more about its kind. */
export interface Token {
  readonly kind: "token";
  readonly id: TokenId;
  /** Epoch seconds; null if the token does not tell its end. */
  readonly expires: number | null;
  /** Null if its kind has no checksum. With a bad one it was never issued: it was cut short or mistyped. */
  readonly checksum: "valid" | "invalid" | null;
  /** Null unless it is, or ends in, a JWT. */
  readonly claims: JwtClaims | null;
  /** Null unless it is the key of a Google service account. */
  readonly serviceAccount: ServiceAccountFacts | null;
}

// Longer than any credential: no request header would carry it. Patterns never meet megabytes, which could exhaust their stack.
const maximumLength = 65_536;

/** The kind of token that a whole string is, white space around it ignored; null if it is none, or a stand-in for one. */
export function recogniseToken(value: string): Token | null {
  if (value.length > maximumLength) return null;
  const trimmed = value.trim();
  if (trimmed === "") return null;
  const token = decodedToken(value, trimmed) ?? shapedToken(trimmed);
  return token === null || isPlaceholder(trimmed) ? null : token;
}

/** The kind of token that a string is beside a certain registry, where it has no shape of its own. */
export function recogniseTokenAt(value: string, host: string): Token | null {
  const trimmed = value.trim();
  if (isEcrHost(host) && /^[A-Za-z0-9/+]{40}$/.test(trimmed)) return token("aws-secret-access-key");
  if (providerOf(host) === "ibm-cloud" && /^[A-Za-z0-9_-]{44}$/.test(trimmed)) return token("ibm-api-key");
  return null;
}

/** Whether a whole string is a token that can be recognised anywhere: such a string is never shown. */
export function isToken(value: string): boolean {
  return recogniseToken(value) !== null;
}

/** `value` is untrimmed: a wrapped key is told by its line breaks. */
function decodedToken(value: string, trimmed: string): Token | null {
  const ecr = decodeEcrToken(trimmed);
  if (ecr !== null) return token(ecr.id, { expires: ecr.expires });
  const google = decodeGoogleKey(value);
  if (google !== null) return token(google.id, { serviceAccount: google.facts });
  const installation = /^ghs_[0-9]{1,20}_/.exec(trimmed)?.[0] ?? "";
  const claims = decodeJwt(trimmed.slice(installation.length));
  if (claims !== null) {
    const issued = claims.issuer === "Azure Container Registry" ? "acr-refresh-token" : "jwt";
    return token(installation === "" ? issued : "github-app-installation", { claims, expires: claims.expires });
  }
  if (isNgcLegacyKey(trimmed)) return token("ngc-legacy-key");
  return /^-----BEGIN [A-Z ]{0,30}PRIVATE KEY/.test(trimmed) ? token("private-key") : null;
}

// One pattern with a group for each shape: many small ones would take longer to compile than to run.
const shapes = lazy(() => {
  const ids: TokenId[] = [];
  const groups: string[] = [];
  for (const id of Object.keys(tokenKinds) as TokenId[]) {
    const { shape } = tokenKinds[id];
    if (shape === null) continue;
    ids.push(id);
    groups.push(`(${shape.prefix}${shape.body})`);
  }
  return { ids, any: new RegExp(`^(?:${groups.join("|")})$`) };
});

function shapedToken(value: string): Token | null {
  if (!mayHoldShape(value)) return null;
  const { ids, any } = shapes();
  const groups = any.exec(value)?.slice(1);
  const id = ids[groups?.findIndex((group) => group !== undefined) ?? -1];
  if (id === undefined) return null;
  return token(id, tokenKinds[id].checksum ? { checksum: hasValidChecksum(value) ? "valid" : "invalid" } : {});
}

function token(id: TokenId, facts: Partial<Omit<Token, "kind" | "id">> = {}): Token {
  return { kind: "token", id, expires: null, checksum: null, claims: null, serviceAccount: null, ...facts };
}
