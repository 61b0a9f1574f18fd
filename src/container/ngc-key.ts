import { decodeBase64 } from "./base64.ts";

/** Whether a text is a legacy NVIDIA NGC API key: 84 letters and digits, base64 of a key id, a colon and a UUID-like secret. */
export function isNgcLegacyKey(text: string): boolean {
  if (!/^[A-Za-z0-9]{84}$/.test(text)) return false;
  return /^[A-Za-z0-9]{26}:[A-Za-z0-9]{8}(?:-[A-Za-z0-9]{4}){3}-[A-Za-z0-9]{12}$/.test(decodeBase64(text) ?? "");
}
