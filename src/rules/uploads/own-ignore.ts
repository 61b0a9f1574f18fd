import { type IgnorePattern, readIgnore } from "../../client/ignore.ts";

const worthKeeping = new Set([".git", ".venv", "venv", ".env", "__pycache__", "*.pyc", "node_modules"]);

/** What to write into a .dockerignore of one's own, which replaces the client's patterns, so that some of these no longer count. */
export function ownIgnore(without: readonly IgnorePattern[]): string {
  const dropped = new Set(without.map(({ pattern }) => pattern));
  const defaults = readIgnore(null).patterns.map(({ pattern }) => pattern);
  const kept = defaults.filter((pattern) => worthKeeping.has(pattern) && !dropped.has(pattern));
  const lines = kept.map((pattern) => `\`${pattern}\``).join(", ");
  return `Write a .dockerignore beside the pyproject.toml; it replaces those patterns. Put into it what shall stay behind, a pattern a line: ${lines}.`;
}
