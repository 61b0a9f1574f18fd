const base62Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const checksumLength = 6;

/**
 * Whether a GitHub or npm token ends in the checksum of the rest behind its prefix: CRC-32, as six base62 digits. One that does not was
 * never issued. https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
export function hasValidChecksum(token: string): boolean {
  const body = token.slice(token.lastIndexOf("_") + 1);
  const covered = body.slice(0, -checksumLength);
  return base62(crc32(covered)) === body.slice(-checksumLength);
}

/** CRC-32 (IEEE 802.3) of ASCII text, unsigned. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function base62(number: number): string {
  let text = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) text = base62Alphabet.charAt(rest % 62) + text;
  return text.padStart(checksumLength, "0");
}
