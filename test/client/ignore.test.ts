import fc from "fast-check";
import ignore from "ignore";
import { describe, expect, test } from "vitest";
import { readGlob } from "../../src/client/glob.ts";
import { GlobSet } from "../../src/client/glob-set.ts";
import { firstMatch, readIgnore } from "../../src/client/ignore.ts";
import configs from "../vectors/client_configs.json" with { type: "json" };
import vectors from "../vectors/ignore_patterns.json" with { type: "json" };

type Row = [pattern: string, regex: string | null, error: "pattern" | "regex" | null, matching: number[]];

/** Python's regular expression as a JavaScript one: its names for groups, its escapes, its `.` and its `$`. */
function fromPython(regex: string): RegExp {
  const source = regex.replaceAll("(?P<ps_d>", "(?:").replaceAll(/\\[^\\]|\\\\|\[[^\]]*\]|\$$|\./g, (part) => {
    if (part === ".") return "[^\\n]";
    if (part === "$") return "(?=\\n?$(?![^]))(?:$|(?=\\n$))";
    return /^\\[ \-#&~\t\n\r\v\f]$/.test(part) ? part.slice(1) : part;
  });
  return new RegExp(source, "u");
}

function matches(pattern: string, path: string): boolean {
  return firstMatch(readIgnore(pattern), path) !== null;
}

describe("against pathspec", () => {
  test("the same regular expressions, paths and refusals for each recorded pattern", () => {
    const met = { read: 0, nothing: 0, pattern: 0, regex: 0, matching: 0, other: 0 };
    for (const [pattern, regex, error, matching] of vectors.patterns as Row[]) {
      const rules = readIgnore(pattern);
      const [read] = rules.patterns;
      if (error === "regex") expect([pattern, read?.problem]).toEqual([pattern, "reversed-range"]);
      else expect([pattern, read?.regex]).toEqual([pattern, regex]);
      if (error === "pattern") expect(read?.problem).toMatch(/^(nothing-left|trailing-backslash)$/);
      if (error === null) expect([pattern, read?.problem]).toEqual([pattern, null]);
      const found = vectors.paths.flatMap((path, index) => (firstMatch(rules, path) === null ? [] : index));
      expect([pattern, found]).toEqual([pattern, matching]);
      met[error ?? (regex === null ? "nothing" : "read")]++;
      met.matching += found.length;
      met.other += vectors.paths.length - found.length;
    }
    expect(met).toEqual({ read: 253, nothing: 1, pattern: 2, regex: 2, matching: 2825, other: 22459 });
  });

  test("the same patterns out of each recorded .dockerignore", () => {
    for (const [text, patterns] of vectors.files as [string, string[]][]) {
      const rules = readIgnore(text);
      expect([text, rules.patterns.map(({ pattern }) => pattern)]).toEqual([text, patterns]);
      for (const { pattern, span } of rules.patterns) expect(text.slice(...(span ?? []))).toBe(pattern);
    }
    expect(vectors.files).toHaveLength(12);
  });

  test("the same docker_ignore for each accepted app with a Dockerfile", () => {
    const met = { default: 0, ".dockerignore": 0 };
    for (const { files, expect: apps } of configs.cases) {
      for (const app of Object.values(apps) as Outcome[]) {
        const recorded = app.data?.options.environment.image?.docker_ignore;
        if (recorded === undefined) continue;
        const rules = readIgnore((files as Record<string, string>)[".dockerignore"] ?? null);
        expect(rules.patterns.flatMap(({ regex }) => regex ?? [])).toEqual(recorded);
        met[rules.from]++;
      }
    }
    expect(met).toEqual({ default: 23, ".dockerignore": 3 });
  });
});

interface Outcome {
  readonly data?: { readonly options: { readonly environment: { readonly image?: { docker_ignore?: string[] } } } };
}

describe("readIgnore", () => {
  test("without a file there are defaults, with an empty one nothing", () => {
    expect(readIgnore(null)).toMatchObject({ from: "default" });
    expect(readIgnore(null).patterns).toHaveLength(13);
    expect(readIgnore("")).toMatchObject({ from: ".dockerignore", patterns: [] });
  });

  test("a negated pattern excludes like any other", () => {
    const rules = readIgnore("*.md\n!src\n");
    expect(rules.patterns.map(({ negated }) => negated)).toEqual([false, true]);
    expect(firstMatch(rules, "src/a.py")).toBe(rules.patterns[1]);
  });

  test("the first of several patterns is named, by its own path or by a folder's", () => {
    const rules = readIgnore("data/\n*.bin\ndata/x.bin\n");
    expect(firstMatch(rules, "data/x.bin")?.pattern).toBe("data/");
    expect(firstMatch(rules, "x.bin/y/z")?.pattern).toBe("*.bin");
    expect(firstMatch(rules, "data")).toBeNull();
  });
});

describe("GlobSet", () => {
  const piece = fc.constantFrom("a", "b", "*", "**", "?", "/", "/", "[ab]", "[!a]", "\\*", ".", "😀", "]");
  const glob = fc.array(piece, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(""));
  const step = fc.constantFrom("a", "b", "/", "/", "*", ".", "😀", "\n", "c");
  const path = fc.array(step, { maxLength: 8 }).map((parts) => parts.join(""));

  test("accepts what the regular expressions accept, and names the first", () => {
    const met = { none: 0, some: 0 };
    fc.assert(
      fc.property(
        fc.array(glob, { minLength: 1, maxLength: 4 }),
        fc.array(path, { maxLength: 8 }),
        (patterns, paths) => {
          const globs = patterns.map(readGlob).filter((read) => typeof read !== "string");
          const regexes = globs.map(({ regex }) => fromPython(regex));
          const set = new GlobSet(globs);
          for (const text of paths) {
            const expected = regexes.findIndex((regex) => regex.test(text));
            expect([patterns, text, set.firstMatch(text)]).toEqual([patterns, text, expected]);
            met[expected < 0 ? "none" : "some"]++;
          }
        },
      ),
      { numRuns: 3000 },
    );
    expect(met.none).toBeGreaterThan(1000);
    expect(met.some).toBeGreaterThan(1000);
  });

  test("a pattern that matches a folder matches all below", () => {
    let met = 0;
    fc.assert(
      fc.property(glob, path, path, (pattern, folder, below) => {
        fc.pre(!folder.includes("\n") && !below.includes("\n") && matches(pattern, folder));
        expect(matches(pattern, `${folder}/${below}`)).toBe(true);
        met++;
      }),
      { numRuns: 1000 },
    );
    expect(met).toBe(1000);
  });

  test.each([
    ["stars", `${"a*".repeat(40)}b`, "a".repeat(255)],
    ["double stars", `${"**/a/".repeat(40)}b`, "a/".repeat(2000)],
    ["brackets", `${"[!b]*".repeat(40)}b`, "a".repeat(255)],
    ["open brackets", `${"[".repeat(300_000)}`, "a".repeat(255)],
    ["many stars", "*".repeat(200_000), "a".repeat(4000)],
  ])("takes no time over %s that match almost", (_, pattern, name) => {
    const start = performance.now();
    expect(matches(`${pattern}x`, name)).toBe(false);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("forgets what it has found before it grows large, and goes on as before", () => {
    const set = new GlobSet(
      Array.from({ length: 60 }, (_, i) => readGlob(`*${"?".repeat(i)}a*`)).filter((g) => typeof g !== "string"),
    );
    let found = 0;
    for (let i = 0; i < 3000; i++)
      found += set.firstMatch(i.toString(2).replaceAll("1", "a").replaceAll("0", "b")) === 0 ? 1 : 0;
    expect(found).toBe(2999);
  });
});

describe("against the ignore package", () => {
  // What the two read differently, each recorded above as pathspec reads it: a trailing `**/` after another segment (the package wants a
  // folder in between, pathspec does not), `/**/` (nothing at all for pathspec), a class that takes `/` (negated, or a range over it),
  // `**` within a segment, empty and `.` segments.
  const words = ["a", "b", "ab", "*", "a*", "*b", "?", "?a", "[ab]", "**"];
  const names = ["a", "b", "ab", "ba", "c"];
  const upToThree = (all: readonly string[]) => {
    const twice = all.flatMap((a) => all.map((b) => `${a}/${b}`));
    return [...all, ...twice, ...twice.flatMap((a) => all.map((b) => `${a}/${b}`))];
  };

  test("agrees on every pattern of up to three segments without negation", () => {
    const met = { in: 0, out: 0, different: 0 };
    const paths = upToThree(names);
    const bodies = upToThree(words);
    for (const pattern of bodies.flatMap((body) => [body, `/${body}`, `${body}/`, `/${body}/`])) {
      const rules = readIgnore(pattern);
      const other = ignore().add(pattern);
      const [ours, theirs] = [
        paths.filter((path) => firstMatch(rules, path)),
        paths.filter((path) => other.ignores(path)),
      ];
      if (/[^/*].*\*\*\/$|.\/\*\*\/$|^\/\*\*\/$/.test(pattern) && ours.length !== theirs.length) {
        met.different++;
        continue;
      }
      expect([pattern, ours]).toEqual([pattern, theirs]);
      met.out += ours.length;
      met.in += paths.length - ours.length;
    }
    expect(met).toEqual({ in: 599_905, out: 54_350, different: 219 });
  });
});
