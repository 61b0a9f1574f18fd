import { decodeBase64 } from "./base64.ts";
import { epochSeconds, parseJsonObject, text } from "./json-object.ts";

/** An Amazon ECR token, by the form in which it was pasted; only `ecr-password` can be used as a password. */
export interface EcrToken {
  readonly id: "ecr-password" | "ecr-password-truncated" | "ecr-authorization-token" | "ecr-user-and-password";
  /** Epoch seconds; null if the token does not say, which never means that it is still valid. */
  readonly expires: number | null;
}

const user = "AWS:";
/** How every password begins: base64 of `{"payload":"`. */
export const ecrPasswordPrefix = "eyJwYXlsb2FkIjoi";
/** How every authorization token begins: base64 of `AWS:` and {@link ecrPasswordPrefix}. */
export const ecrAuthorizationTokenPrefix = "QVdTOmV5SndZWGxzYjJGa0lqb2";

/**
 * Recognises what `aws ecr get-login-password` prints, and its three usual mistakes: the whole authorization token (also `auth` of
 * ~/.docker/config.json), the same decoded with `AWS:` left on, and a password that lost its end. The inside is not documented by AWS:
 * base64 of a JSON object with `payload`, `datakey` and, since about 2017, `expiration` in epoch seconds.
 */
export function decodeEcrToken(token: string): EcrToken | null {
  if (token.startsWith(user)) {
    const password = decodePassword(token.slice(user.length));
    return password && { id: "ecr-user-and-password", expires: password.expires };
  }
  const decoded = decodeBase64(token);
  if (decoded?.startsWith(user)) {
    return { id: "ecr-authorization-token", expires: decodePassword(decoded.slice(user.length))?.expires ?? null };
  }
  if (token.startsWith(ecrAuthorizationTokenPrefix)) return { id: "ecr-authorization-token", expires: null };
  return decodePassword(token);
}

function decodePassword(token: string): EcrToken | null {
  const json = parseJsonObject(decodeBase64(token) ?? "");
  if (json !== null && text(json, "payload") !== null && text(json, "datakey") !== null) {
    return { id: "ecr-password", expires: epochSeconds(json, "expiration") };
  }
  // A JWT may begin alike, but has dots.
  const truncated = json === null && token.startsWith(ecrPasswordPrefix) && !token.includes(".");
  return truncated ? { id: "ecr-password-truncated", expires: null } : null;
}
