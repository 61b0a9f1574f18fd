import { decodeBase64Url } from "./base64.ts";
import { epochSeconds, type JsonObject, member, parseJsonObject, text } from "./json-object.ts";

/** What a JSON Web Token (RFC 7519) says of itself in clear. */
export interface JwtClaims {
  /** `exp` in epoch seconds; null if it never expires or does not say so. */
  readonly expires: number | null;
  /** `iss`; null if there is none, or none that is fit to be shown. */
  readonly issuer: string | null;
  /** `aud`, as far as it is fit to be shown. */
  readonly audience: readonly string[];
}

// Names of services and their addresses; no claim that could hold a secret again.
const showable = /^[A-Za-z][A-Za-z0-9 .:/_-]{0,99}$/;

/** Reads a JWT's claims, its signature unchecked; null if the text is no JWT. */
export function decodeJwt(token: string): JwtClaims | null {
  const [header, payload, signature, ...more] = token.split(".", 4);
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) return null;
  if (!isJwtHeader(header) || !/^[A-Za-z0-9_-]*$/.test(signature)) return null;
  const claims = parseJsonObject(decodeBase64Url(payload) ?? "");
  if (claims === null) return null;
  return { expires: epochSeconds(claims, "exp"), issuer: shown(text(claims, "iss")), audience: audience(claims) };
}

/** Whether a part of a token is the header of a JWT: base64url of a JSON object with `alg`. */
export function isJwtHeader(part: string): boolean {
  const header = parseJsonObject(decodeBase64Url(part) ?? "");
  return header !== null && text(header, "alg") !== null;
}

function audience(claims: JsonObject): readonly string[] {
  const value = member(claims, "aud");
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === "string" && showable.test(one));
}

function shown(claim: string | null): string | null {
  return claim !== null && showable.test(claim) ? claim : null;
}
