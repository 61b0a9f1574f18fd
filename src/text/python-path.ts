/** Whether a path is that of a Python module. */
export function isPython(path: string): boolean {
  return path.endsWith(".py");
}
