/** A module without this word declares no image: it is of no concern to fal-lint, and need not be read. */
export const imageMarker = "ContainerImage";

/** Whether a path is that of a Python module. */
export function isPython(path: string): boolean {
  return path.endsWith(".py");
}
