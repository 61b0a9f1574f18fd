import { dynamicSecret, reveal, Secret } from "../text/secret.ts";
import { hmacSha256 } from "../text/sha256.ts";
import { isPlaceholder } from "./placeholder.ts";
import { convertToHostname } from "./registry.ts";
import { readSecretReference, type SecretReference } from "./secret-reference.ts";
import { recogniseToken, recogniseTokenAt, type Token } from "./token.ts";

export type { Token } from "./token.ts";

/** What a password or another secret is. Safe to show: no kind holds any part of the value. */
export type Credential =
  /** A registry is asked without a password then. */
  | { readonly kind: "empty" }
  | SecretReference
  /** Stands in for a password: `<token>`, `changeme`. */
  | { readonly kind: "placeholder" }
  | Token
  /** Any other string, which is the password itself. */
  | { readonly kind: "plaintext" }
  /** Known only when the code runs that sets it. */
  | { readonly kind: "dynamic" };

/** Where a secret stands: some kinds have no shape of their own. */
export interface CredentialContext {
  /** The registry's host, or the key it is written as. */
  readonly host?: string;
}

// No pattern meets megabytes, which could exhaust its stack; nothing that long is a password.
const maximumLength = 65_536;

export function classifyCredential(
  value: string,
  context?: CredentialContext,
): Exclude<Credential, { kind: "dynamic" }>;
export function classifyCredential(secret: Secret | string, context?: CredentialContext): Credential;
/** Says what a secret is, in the order in which fal and then a reader would: a reference, a stand-in, a known token, a plain password. */
export function classifyCredential(secret: Secret | string, context: CredentialContext = {}): Credential {
  if (secret === dynamicSecret) return { kind: "dynamic" };
  const value = opened(secret);
  if (value === "") return { kind: "empty" };
  if (value.length > maximumLength) return { kind: "plaintext" };
  const reference = readSecretReference(value);
  if (reference !== null) return reference;
  if (isPlaceholder(value.trim())) return { kind: "placeholder" };
  const host = context.host === undefined ? "" : convertToHostname(context.host);
  return recogniseToken(value) ?? recogniseTokenAt(value, host) ?? { kind: "plaintext" };
}

/** Says what the value of a fal secret is. fal expands nothing in it: where it begins with `$`, that is a part of the password. */
export function classifyValue(
  secret: Secret,
  context: CredentialContext = {},
): Exclude<Credential, { kind: "fal-secret" }> {
  const credential = classifyCredential(secret, context);
  return credential.kind === "fal-secret" ||
    credential.kind === "escaped-literal" ||
    credential.kind === "unescaped-dollar"
    ? { kind: "plaintext" }
    : credential;
}

/** Equal for equal secrets under one key, and of no use without it: for telling that one password stands in two places. */
export function fingerprint(secret: Secret, key: Uint8Array): string {
  return hmacSha256(reveal(secret), key);
}

/** Whether a secret begins or ends with white space, a line break above all. */
export function hasOuterBlanks(secret: Secret | string): boolean {
  const value = opened(secret);
  return value.trim() !== value;
}

function opened(secret: Secret | string): string {
  return secret instanceof Secret ? reveal(secret) : secret;
}
