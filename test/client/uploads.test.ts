import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCopySources } from "../../src/client/copy-sources.ts";
import { firstMatch, readIgnore } from "../../src/client/ignore.ts";
import { collectUploads, type Uploads, uploadLimit } from "../../src/client/uploads.ts";
import type { Files } from "../../src/text/files.ts";
import { normalizePath } from "../../src/text/path.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import collection from "../vectors/client_collection.json" with { type: "json" };
import recorded from "../vectors/client_uploads.json" with { type: "json" };

type Tree = Record<string, MemoryEntry>;

function collect(tree: Tree, sources: readonly string[], appFile: string | null = null): Uploads {
  const text = tree[".dockerignore"];
  return collectUploads(memoryFiles(tree), sources, readIgnore(typeof text === "string" ? text : null), appFile);
}

function paths(uploads: Uploads): string[] {
  return uploads.uploads.map(({ path }) => path);
}

describe("against fal's client", () => {
  test("the same uploads and skipped sources for each recorded build", () => {
    const met = { uploads: 0, skipped: 0, aborts: 0 };
    for (const { id, files: project, expect: outcome } of recorded.cases as Build[]) {
      // No pyproject.toml was there when these were recorded, though the client sends it like any other file (`client_collection.json`).
      const { "pyproject.toml": _, ...files } = project;
      const result = collect(files, readCopySources(files["Dockerfile"] ?? "").sources);
      if (outcome.error !== undefined) {
        expect([id, result.aborts]).toEqual([
          id,
          [{ kind: "parent-reference", source: "../x", path: "../x", target: "../x" }],
        ]);
        met.aborts++;
      }
      expect([id, paths(result)]).toEqual([id, outcome.uploads ?? []]);
      if (outcome.skipped !== undefined) expect([id, result.skipped]).toEqual([id, outcome.skipped]);
      met.uploads += result.uploads.length;
      met.skipped += result.skipped.length;
    }
    expect(met).toEqual({ uploads: 329, skipped: 90, aborts: 1 });
  });

  const aborts: Record<string, string> = {
    FSE: "parent-reference",
    FTL: "too-large",
    GitWildMatchPatternError: "ignore-pattern",
    error: "ignore-pattern",
  };

  test("the same for each recorded tree with links, large files and odd sources", () => {
    const met = { sent: 0, nothing: 0, "parent-reference": 0, "too-large": 0, "ignore-pattern": 0, deadLink: 0 };
    for (const { files, sources, app, expect: outcome } of collection.cases as unknown as Case[]) {
      const port = memoryFiles(files);
      const result = collect(files, sources, app ?? null);
      // The port cannot tell where a link leads that leads nowhere. The client can: out of the context (abort), in a circle (a crash) or not.
      if (sources.some((source) => leadsNowhere(port, source))) {
        met.deadLink++;
        continue;
      }
      const kind = aborts[outcome.error ?? ""] as "too-large" | undefined;
      expect([files, sources, result.aborts[0]?.kind]).toEqual([files, sources, kind]);
      expect([files, sources, result.uploads.map(({ path, size }) => [path, size])]).toEqual([
        files,
        sources,
        outcome.uploads,
      ]);
      if (kind === undefined) expect([files, sources, result.skipped]).toEqual([files, sources, outcome.skipped]);
      met[kind ?? (result.uploads.length > 0 ? "sent" : "nothing")]++;
    }
    expect(met).toEqual({
      sent: 124,
      nothing: 207,
      "parent-reference": 122,
      "too-large": 3,
      "ignore-pattern": 3,
      deadLink: 18,
    });
  });
});

interface Build {
  readonly id: string;
  readonly files: Record<string, string>;
  readonly expect: { readonly uploads?: string[]; readonly skipped?: string[]; readonly error?: string };
}

interface Case {
  readonly files: Tree;
  readonly sources: string[];
  readonly app?: string;
  readonly expect: { readonly uploads: [string, number][]; readonly skipped: string[]; readonly error: string | null };
}

function leadsNowhere(files: Files, source: string): boolean {
  let folder = ".";
  for (const segment of source.split("/")) {
    const path = normalizePath(`${folder}/${segment}`);
    const isLink = files.list(folder)?.some(({ name, kind }) => name === segment && kind === "link");
    const real = files.realPath(path);
    if (isLink && real === null) return true;
    folder = real ?? path;
  }
  return false;
}

describe("outcomes", () => {
  const tree: Tree = {
    "src/a.py": "1",
    "src/b.md": "2",
    "src/.env": "3",
    "src/node_modules/x/y.js": "4",
    "src/closed": { directory: "unreadable" },
    fifo: { other: true },
    "README.md": "5",
    link: { link: "src" },
    "../outside/x": "6",
  };

  test("say what became of each source, and why", () => {
    const { outcomes, uploads } = collect(tree, ["src", "README.md", "gone", "*.py", "fifo", "src/a.py", "link/b.md"]);
    expect(uploads).toEqual([{ path: "src/a.py", size: 1 }]);
    expect(outcomes).toMatchObject([
      {
        kind: "directory",
        path: "src",
        files: 1,
        excluded: [
          { by: { pattern: ".env" }, path: "src/.env", count: 1 },
          { by: { pattern: "*.md" }, path: "src/b.md", count: 1 },
          { by: { pattern: "node_modules" }, path: "src/node_modules", count: 1 },
        ],
        unreadable: ["src/closed"],
      },
      { kind: "excluded", path: "README.md", by: { pattern: "*.md" } },
      { kind: "missing", path: "gone" },
      { kind: "missing", path: "*.py" },
      { kind: "special", path: "fifo" },
      { kind: "file", path: "src/a.py" },
      { kind: "excluded", path: "link/b.md", by: { pattern: "*.md" } },
    ]);
  });

  test("all reasons to abort are told, in order, and nothing is sent", () => {
    const result = collect(
      { ...tree, big: { size: uploadLimit + 1 }, out: { link: "../outside/x" }, ".dockerignore": "[z-a]" },
      ["../outside", "big", ".", "gone"],
    );
    expect(result.uploads).toEqual([]);
    expect(result.skipped).toEqual(["gone"]);
    expect(result.aborts).toMatchObject([
      { kind: "ignore-pattern", pattern: { pattern: "[z-a]" } },
      { kind: "parent-reference", source: "../outside", path: "../outside", target: "../outside" },
      { kind: "too-large", source: "big", path: "big", size: uploadLimit + 1 },
      { kind: "too-large", source: ".", path: "big" },
      { kind: "parent-reference", source: ".", path: "out", target: "../outside/x" },
    ]);
  });

  test("the app's own file stays behind", () => {
    const { outcomes, uploads } = collect(tree, ["src/a.py", "src"], "src/a.py");
    expect(uploads).toEqual([]);
    expect(outcomes[0]).toEqual({ kind: "excluded", path: "src/a.py", by: "app-file" });
  });

  test.each([
    ["a segment too many", "a/".repeat(100_000)],
    ["many steps up", "../".repeat(100_000)],
    ["a NUL", "a\0b"],
    ["half a character", "\ud800"],
  ])("take a source with %s", (_, source) => {
    expect(collect(tree, [source]).outcomes).toHaveLength(1);
  });
});

describe("the walk", () => {
  const name = fc.constantFrom("a", "b", "c.md", ".env", "node_modules", "d");
  const trees = fc
    .array(fc.array(name, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
    .map((all) => Object.fromEntries(all.map((names) => [`${names.join("/")}/file.txt`, "x"])));
  const patterns = fc
    .array(
      fc.constantFrom(
        "a",
        "a/",
        "/a",
        "a/b",
        "a/**",
        "**/d",
        "*.md",
        "b/*",
        "*",
        "file.txt",
        "!a",
        "d/**/b",
        "*/a",
        "[!a]",
        "**/",
      ),
      { maxLength: 3 },
    )
    .map((all) => all.join("\n"));

  test("finds what testing every single file finds", () => {
    const met = { files: 0, excluded: 0, pruned: 0 };
    fc.assert(
      fc.property(trees, fc.option(patterns), fc.constantFrom(".", "a", "a/b", "d"), (tree, ignoreText, source) => {
        const rules = readIgnore(ignoreText);
        const below = Object.keys(tree).filter((path) => source === "." || path.startsWith(`${source}/`));
        const naive = below.filter((path) => firstMatch(rules, path) === null).sort();
        const result = collectUploads(memoryFiles(tree), [source], rules);
        expect(paths(result)).toEqual(naive);
        met.files += naive.length;
        met.excluded += below.length - naive.length;
        const excluded = result.outcomes.flatMap((outcome) => (outcome.kind === "directory" ? outcome.excluded : []));
        if (excluded.some(({ path }) => !path.endsWith("/file.txt"))) met.pruned++;
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(met.files, met.excluded, met.pruned)).toBeGreaterThan(100);
  });

  test("does not look into a folder that is excluded as a whole, nor at files that are", () => {
    const { files, listed, asked } = counting(memoryFiles({ "node_modules/a/b": "1", "a/c.md": "2", "a/d": "3" }));
    collectUploads(files, ["."], readIgnore(null));
    expect(listed()).toBe(2);
    expect(asked().sort()).toEqual([".", "a/d"]);
  });

  test("takes a name with an LF below an excluded folder for excluded, where the client's `.` would not match it", () => {
    const tree = { "m/x\ny": "1", ".dockerignore": "m\n.dockerignore" };
    expect(firstMatch(readIgnore("m"), "m/x\ny")).toBeNull();
    expect(collect(tree, ["."]).uploads).toEqual([]);
  });

  test("walks a folder once however often it is named", () => {
    const { files, listed } = counting(memoryFiles({ "a/b": "1" }));
    collectUploads(
      files,
      Array.from({ length: 1000 }, () => "a"),
      readIgnore(null),
    );
    expect(listed()).toBe(1);
  });

  test("lists 100,000 files in seconds", () => {
    const tree: Tree = {};
    for (let i = 0; i < 100_000; i++) tree[`packages/p${i % 500}/src/module-${i % 7}/file-${i}.py`] = { size: i };
    const files = memoryFiles(tree);
    const start = performance.now();
    expect(collectUploads(files, ["."], readIgnore(null)).uploads).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

/** The same files, counting the folders that are listed and naming the paths whose stat is asked. */
function counting(files: Files): { files: Files; listed: () => number; asked: () => string[] } {
  let listed = 0;
  const asked: string[] = [];
  return {
    files: {
      ...files,
      list(path) {
        listed++;
        return files.list(path);
      },
      stat(path) {
        asked.push(path);
        return files.stat(path);
      },
    },
    listed: () => listed,
    asked: () => asked,
  };
}
