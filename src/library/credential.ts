import { type Credential, classifyCredential as classify } from "../container/credential.ts";
import { credentialEnd, credentialLabel } from "../container/credential-label.ts";
import type { ProviderId } from "../container/provider.ts";
import { type TokenId, tokenKinds } from "../container/token-kinds.ts";
import { requireObject, requireText } from "./arguments.ts";

/** What is known of a password or another secret. Nothing of the value is in it but the name of the fal secret that it refers to. */
export interface ClassifiedCredential {
  /**
   * `fal-secret`: `$NAME`. `unsupported-reference`: a name in a syntax that fal does not know, `${NAME}` say. `placeholder`: stands in for a
   * password. `token`: of a kind that is known. `plaintext`: any other string, which is the password itself.
   */
  readonly kind: "empty" | "fal-secret" | "unsupported-reference" | "placeholder" | "token" | "plaintext";
  /** The kind in words: `GitHub personal access token (classic)`. */
  readonly label: string;
  /** The kind of token; null if it is none. */
  readonly token: TokenId | null;
  /** The name of the fal secret; null if it refers to none. */
  readonly secret: string | null;
  /** The registries that take a token of this kind for a password; null if any might, or if it is no token. */
  readonly serves: readonly ProviderId[] | null;
  /** ISO 8601, UTC, to the second; null if it does not tell its end. */
  readonly expires: string | null;
  /** How long a token of this kind lives, if that is too short for a secret that is set by hand: `12 hours`. */
  readonly lifetime: string | null;
  /** Of a token with a checksum in it: an invalid one was cut short or mistyped. */
  readonly checksum: "valid" | "invalid" | null;
}

/**
 * Says what a password or another secret is, by its shape and by what it decodes to. It is not sent anywhere, and not given back.
 * @param value as it stands in the file
 * @param context where it stands: some kinds have no shape of their own, and are known by the registry's host
 * @throws TypeError if an argument cannot be meant. The sentence holds nothing of the value
 * @example
 * ```ts
 * import { classifyCredential } from "fal-lint";
 *
 * console.log(classifyCredential("$GHCR_TOKEN").secret);
 * // GHCR_TOKEN
 * const { kind, label, serves } = classifyCredential(`nvapi-${"x7".repeat(32)}`, { host: "nvcr.io" });
 * console.log(kind, label, serves);
 * // token NVIDIA API key [ 'nvidia-ngc' ]
 * ```
 */
export function classifyCredential(value: string, context: { readonly host?: string } = {}): ClassifiedCredential {
  requireText(value, "value");
  requireObject(context, "context");
  if (context.host !== undefined) requireText(context.host, "context.host");
  return described(classify(value, context));
}

function described(credential: Exclude<Credential, { kind: "dynamic" }>): ClassifiedCredential {
  const token = credential.kind === "token" ? credential : null;
  const known = token && tokenKinds[token.id];
  const isLiteral = credential.kind === "escaped-literal" || credential.kind === "unescaped-dollar";
  return {
    kind: isLiteral ? "plaintext" : credential.kind,
    label: credentialLabel(credential),
    token: token?.id ?? null,
    secret: credential.kind === "fal-secret" ? credential.name : null,
    serves: known?.providers ?? null,
    expires: credentialEnd(credential),
    lifetime: known?.lifetime ?? null,
    checksum: token?.checksum ?? null,
  };
}
