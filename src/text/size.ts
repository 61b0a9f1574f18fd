const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A number of bytes for people: `33 B`, `1.2 KiB`, `1.0 GiB`. */
export function byteSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  // Not at 1024, or 1023.99 KiB would be shown as 1024.0 KiB.
  while (size >= (unit === 0 ? 1024 : 1023.95) && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}
