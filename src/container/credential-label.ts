import { isoTime } from "../text/time.ts";
import type { Credential } from "./credential.ts";
import { tokenKinds } from "./token-kinds.ts";

/** What a credential is, in a few words: `GitHub OAuth token`, `fal secret`, `plain text`. */
export function credentialLabel(credential: Credential): string {
  switch (credential.kind) {
    case "token":
      return tokenKinds[credential.id].label;
    case "fal-secret":
      return "fal secret";
    case "unsupported-reference":
      return `not a fal reference (${credential.syntax})`;
    case "empty":
    case "placeholder":
    case "dynamic":
      return credential.kind;
    case "escaped-literal":
    case "unescaped-dollar":
    case "plaintext":
      return "plain text";
  }
}

/** When a credential ends, ISO 8601; null if it does not tell, or tells a year that ISO 8601 has no four digits for. */
export function credentialEnd(credential: Credential): string | null {
  if (credential.kind !== "token" || credential.expires === null) return null;
  const time = isoTime(credential.expires);
  return time.endsWith("Z") ? time : null;
}
