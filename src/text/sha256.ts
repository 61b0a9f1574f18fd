import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** `sha256:<hex>` over the UTF-8 bytes of a text, as Docker and OCI write a digest. */
export function sha256Digest(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** HMAC-SHA-256 of the UTF-8 bytes of a text, in hex. */
export function hmacSha256(text: string, key: Uint8Array): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(text)));
}
