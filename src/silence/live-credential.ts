import { classifyCredential } from "../container/credential.ts";
import { recogniseToken, type Token } from "../container/token.ts";
import { tokenSpans } from "../container/token-spans.ts";
import type { KeyPath } from "../text/diagnostic.ts";

/**
 * Whether the value at a key path (null: a text of another file) is or holds a credential that may still work: a token that does not tell
 * that it has ended, or, where a secret belongs, a password in plain text. Without a time none has ended.
 */
export function isLiveCredential(value: string, keyPath: KeyPath | null, now: Date | null): boolean {
  const host = keyPath === null ? null : secretPlace(keyPath);
  if (host === null) return tokenSpans(value).some((span) => isAlive(recogniseToken(value.slice(...span)), now));
  const credential = classifyCredential(value, { host });
  if (credential.kind === "token") return isAlive(credential, now);
  return ["plaintext", "escaped-literal", "unescaped-dollar"].includes(credential.kind);
}

/** The registry that a password is for, empty for a build secret; null where no secret belongs. */
function secretPlace(keyPath: KeyPath): string | null {
  const [tool, fal, apps, , image, kind, name, key] = keyPath;
  if (tool !== "tool" || fal !== "fal" || apps !== "apps" || image !== "image") return null;
  if (kind === "secrets" && keyPath.length === 7) return "";
  return kind === "registries" && key === "password" && keyPath.length === 8 ? String(name) : null;
}

/** Null: it holds more than a token, whose end is then not known. */
function isAlive(token: Token | null, now: Date | null): boolean {
  if (token === null || token.expires === null || now === null) return true;
  return token.expires * 1000 > now.getTime();
}
