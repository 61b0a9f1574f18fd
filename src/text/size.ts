/** Bytes of the largest file that is read; to take a TOML text apart needs up to a hundred times its size in memory. */
export const mostBytes: number = 10 * 1024 * 1024;

/** Bytes of the largest Dockerfile or .dockerignore that is checked: these need up to five hundred times their size. */
export const mostBuildBytes: number = 1024 * 1024;

const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A number of bytes for people: `33 B`, `1.2 KiB`, `1.0 GiB`. */
export function byteSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  // Not at 1024, or 1023.99 KiB would be shown as 1024.0 KiB.
  while (size >= 1023.95 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}
