export const small: Readonly<Record<"pyproject.toml" | "Dockerfile" | ".dockerignore", string>> &
  Readonly<Record<string, string>>;
export function manyApps(count: number, mistakes?: number): string;
