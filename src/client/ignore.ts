import type { Span } from "../text/source.ts";
import { type Glob, type GlobProblem, readGlob } from "./glob.ts";
import { GlobSet } from "./glob-set.ts";
import { skipSpace, trimmedEnd } from "./white-space.ts";

/** What fal's client leaves out of an upload: `DockerignoreHandler` of its container.py, with pathspec 0.12's reading of each pattern. */
export interface IgnoreRules {
  /** `default`: there is no .dockerignore at the root of the context. */
  readonly from: ".dockerignore" | "default";
  /** In order; blank lines and comments are none. Their order does not matter to the client: any that matches excludes. */
  readonly patterns: readonly IgnorePattern[];
  readonly globs: GlobSet;
}

export interface IgnorePattern {
  /** Without the white space around it. */
  readonly pattern: string;
  /** In the text of the .dockerignore; null for a default. */
  readonly span: Span | null;
  /** It begins with `!`, which the client drops: it excludes like any other. */
  readonly negated: boolean;
  /** In Python's syntax, as the client sends it; null if it has none: it stands for nothing, or there is a problem. */
  readonly regex: string | null;
  /** Why the client does not take it: it then refuses the app, and for `reversed-range` the deployment. */
  readonly problem: GlobProblem | null;
}

const defaults: readonly string[] = [
  ".git",
  ".gitignore",
  ".dockerignore",
  "Dockerfile",
  "Dockerfile.*",
  "*.md",
  "__pycache__",
  "*.pyc",
  ".DS_Store",
  ".venv",
  "venv",
  ".env",
  "node_modules",
];

/** The rules of a .dockerignore's text; null, when there is no such file, gives the client's defaults. Takes any text. */
export function readIgnore(text: string | null): IgnoreRules {
  const written = text === null ? defaults.map((pattern) => ({ pattern, span: null })) : patternLines(text);
  const patterns: IgnorePattern[] = [];
  const globs: (Glob | null)[] = [];
  for (const { pattern, span } of written) {
    const negated = pattern.startsWith("!");
    const glob = pattern === "/" ? null : readGlob(negated ? pattern.slice(1) : pattern);
    const problem = typeof glob === "string" ? glob : null;
    const readable = typeof glob === "string" ? null : glob;
    patterns.push({ pattern, span, negated, regex: readable?.regex ?? null, problem });
    globs.push(readable);
  }
  return { from: text === null ? "default" : ".dockerignore", patterns, globs: new GlobSet(globs) };
}

/** The first pattern that excludes a path (relative to the context) by itself or by one of its folders; null if none does. */
export function firstMatch(rules: IgnoreRules, path: string): IgnorePattern | null {
  return rules.patterns[rules.globs.firstMatch(path)] ?? null;
}

// Python's str.splitlines.
const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

function patternLines(text: string): { readonly pattern: string; readonly span: Span }[] {
  const lines: { pattern: string; span: Span }[] = [];
  const add = (from: number, to: number) => {
    const start = skipSpace(text, from, to);
    const end = trimmedEnd(text, start, to);
    if (start < end && text.charAt(start) !== "#") lines.push({ pattern: text.slice(start, end), span: [start, end] });
  };
  let from = 0;
  for (const match of text.matchAll(lineEnd)) {
    add(from, match.index);
    from = match.index + match[0].length;
  }
  add(from, text.length);
  return lines;
}
