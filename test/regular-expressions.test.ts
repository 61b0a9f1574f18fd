// No pattern that is shipped takes more than linear time, whatever it is put to: each is analysed, and tried against texts made for it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createContext, Script } from "node:vm";
import { build } from "esbuild";
import { analyse } from "scslre";
import ts from "typescript";
import { describe, expect, test, vi } from "vitest";
import { type Attack, attacksOn } from "./pattern-attacks.ts";

/** What modules make when it is first asked for. */
const lazily = vi.hoisted((): (() => unknown)[] => []);
vi.mock("../src/text/lazy.ts", async (original) => {
  const { lazy } = await original<typeof import("../src/text/lazy.ts")>();
  const recorded: typeof lazy = (make) => {
    const value = lazy(make);
    lazily.push(value);
    return value;
  };
  return { lazy: recorded };
});

interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** Where it is written. */
  readonly at: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["src/bin.ts", "src/cli/start.ts", "src/index.ts", "src/node.ts"],
  outdir: "unwritten",
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  format: "esm",
  logLevel: "error",
  // It reads what an editor sends, which is no stranger.
  external: ["vscode-languageserver*"],
  // As paths below node_modules, wherever that is.
  preserveSymlinks: true,
});
/** All modules of the command and the library, those of other packages among them. */
const modules = Object.keys(metafile.inputs);
const literals: Pattern[] = [];
const constructed: string[] = [];
for (const path of modules) readPatterns(path);

function readPatterns(path: string): void {
  const file = ts.createSourceFile(path, readFileSync(`${root}/${path}`, "utf8"), ts.ScriptTarget.ES2023, true);
  const visit = (node: ts.Node): void => {
    const at = `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = "", flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
      literals.push({ source, flags, at });
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(file) === "RegExp") {
      constructed.push(at);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** Patterns that modules make of pieces while they are loaded, or once for all, and those that are made later: of input, perhaps. */
const made: { readonly whenLoaded: Pattern[]; readonly later: Pattern[] } = { whenLoaded: [], later: [] };
await recordConstructed(made.whenLoaded, async () => {
  for (const path of modules.filter((path) => path !== "src/bin.ts")) await import(`${root}/${path}`);
  for (const value of lazily) value();
});

// Only now, so that every pattern was seen being made.
const { firstMatch, readIgnore } = await import("../src/client/ignore.ts");
const { rules } = await import("../src/rules/index.ts");
const { checkExample } = await import("./rules/check-example.ts");

async function recordConstructed(patterns: Pattern[], action: () => Promise<void>): Promise<void> {
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, [source, flags = ""], newTarget) {
      patterns.push({ source: String(source), flags, at: "made at run time" });
      return Reflect.construct(target, [source, flags], newTarget);
    },
  });
  try {
    await action();
  } finally {
    globalThis.RegExp = original;
  }
}

test("every pattern is seen", () => {
  expect(modules.filter((path) => path.startsWith("src/")).length).toBeGreaterThan(150);
  expect(modules.some((path) => path.includes("node_modules/smol-toml/"))).toBe(true);
  expect(literals.length).toBeGreaterThan(300);
  expect(constructed.length).toBeGreaterThan(15);
  // One place may make several.
  expect(made.whenLoaded.length).toBeGreaterThanOrEqual(constructed.length);
});

test("no pattern is made of input", async () => {
  await recordConstructed(made.later, async () => {
    for (const rule of rules) {
      for (const example of [rule.bad, rule.good]) checkExample(example, rule);
    }
    for (const pattern of hostileGlobs) readIgnore(`${pattern}\n`);
  });
  expect(made.later).toEqual([]);
});

describe("every pattern", () => {
  const patterns = [
    ...new Map([...literals, ...made.whenLoaded].map((each) => [`/${each.source}/${each.flags}`, each])),
  ];

  test("backtracks by no more than a constant, by analysis", () => {
    const found = patterns.flatMap(([written, { source, flags, at }]) =>
      analyse({ source, flags }, { reportTypes: { Move: true } }).reports.map(
        ({ type, character }) => `${at}: ${written} ${type} on ${JSON.stringify(character.pick)}`,
      ),
    );
    expect(found).toEqual([]);
  });

  test("is through at once with texts made for it", () => {
    const slow: string[] = [];
    let tried = 0;
    for (const [written, pattern] of patterns) {
      for (const attack of attacksOn(pattern)) {
        tried++;
        if (!isQuick(pattern, attack)) slow.push(`${pattern.at}: ${written} on ${JSON.stringify(attack)}`);
        if (slow.length > 9) break;
      }
    }
    expect(slow).toEqual([]);
    expect(tried).toBeGreaterThan(2000);
  }, 300_000);

  test.each([
    ["(a+)+$", "nested quantifiers"],
    ["--[\\w-]*?(?:key|token)\\w*[ \\t]+x", "two loops around a word, which the analysis does not see"],
    ["[ab]+[bc]+d", "neighbours that share a character"],
    [" +$", "a start at every place"],
  ])("would fail if it were %s", (source) => {
    expect(attacksOn({ source, flags: "" }).some((attack) => !isQuick({ source, flags: "" }, attack))).toBe(true);
  });
});

/** In characters and milliseconds: a quadratic pattern takes half a second and more for what a linear one does in a thousandth of that. */
const length = 50_000;
const mostMilliseconds = 150;

// Only in a context of its own can a pattern be stopped.
const context = createContext({ text: "", pattern: /x/g });
const allMatches = new Script("for (const _ of text.matchAll(pattern));");

function isQuick({ source, flags }: Pick<Pattern, "source" | "flags">, { head, pump, tail }: Attack): boolean {
  context["text"] = head + pump.repeat(Math.ceil(length / pump.length)) + tail;
  context["pattern"] = new RegExp(source, flags.includes("g") ? flags : `${flags}g`);
  // Once is enough: the machine may be busy with something else.
  return [1, 2, 3].some(isInTime);
}

function isInTime(): boolean {
  try {
    allMatches.runInContext(context, { timeout: mostMilliseconds });
    return true;
  } catch (error) {
    // Of the other context, and so no Error of this one.
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return false;
    throw error;
  }
}

const hostileGlobs = [
  "*a".repeat(1000),
  "**/".repeat(1000),
  "[!a]*".repeat(500),
  "?*".repeat(1000),
  `${"a/**/".repeat(300)}b`,
];

test.each(hostileGlobs)("a glob is no regular expression: %#", (glob) => {
  const rules = readIgnore(`${glob}\n`);
  const paths = ["a".repeat(4000), "a/".repeat(2000), `${"ab/".repeat(1000)}b`];
  const start = performance.now();
  for (const path of paths) firstMatch(rules, path);
  expect(performance.now() - start).toBeLessThan(10_000);
});
