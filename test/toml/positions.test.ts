import { isDeepStrictEqual } from "node:util";
import { stringify } from "@iarna/toml";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entry, pathOf } from "../../src/toml/entry.ts";
import { scanPositions } from "../../src/toml/positions.ts";
import { readToml } from "../../src/toml/read.ts";
import { listFromAst, listPositions } from "./ast-positions.ts";
import { generatedDocument } from "./generated-document.ts";

const text = `# first
top = 1 # one

[tool.fal.apps."my-server"] # header
name = 'x'
image.registries = { "ghcr.io" = { password = "p" }, }
list = [ "a", [1.0, 2],
  # inside
  { deep = 07:32 } ]

[[tool.many]]
a = """
 text"""
[[tool.many]]
[tool.many.sub]
b = '''x'''
[tool]
late = true
`;

const positions = scanPositions(text);
const app = ["tool", "fal", "apps", "my-server"];

function shown(span: readonly [number, number]): string {
  return text.slice(...span);
}

describe("a document by hand", () => {
  test.each<[readonly (string | number)[], string, string, string]>([
    [["top"], "integer", "top", "1"],
    [["tool"], "table", "tool", "[tool]"],
    [["tool", "fal"], "table", "fal", "fal"],
    [app, "table", '"my-server"', '[tool.fal.apps."my-server"]'],
    [[...app, "name"], "string", "name", "'x'"],
    [[...app, "image"], "table", "image", "image"],
    [[...app, "image", "registries"], "inline-table", "registries", '{ "ghcr.io" = { password = "p" }, }'],
    [[...app, "image", "registries", "ghcr.io"], "inline-table", '"ghcr.io"', '{ password = "p" }'],
    [[...app, "image", "registries", "ghcr.io", "password"], "string", "password", '"p"'],
    [[...app, "list", 0], "string", '"a"', '"a"'],
    [[...app, "list", 1], "array", "[1.0, 2]", "[1.0, 2]"],
    [[...app, "list", 1, 0], "float", "1.0", "1.0"],
    [[...app, "list", 2, "deep"], "date", "deep", "07:32"],
    [["tool", "many"], "array-of-tables", "many", "[[tool.many]]"],
    [["tool", "many", 1], "table", "many", "[[tool.many]]"],
    [["tool", "many", 0, "a"], "string", "a", '"""\n text"""'],
    [["tool", "many", 1, "sub", "b"], "string", "b", "'''x'''"],
    [["tool", "late"], "boolean", "late", "true"],
  ])("%j", (path, kind, key, value) => {
    const entry = positions.find(path);
    if (!entry) throw new Error("not found");
    expect([entry.kind, shown(entry.keySpan), shown(entry.valueSpan)]).toEqual([kind, key, value]);
    expect(pathOf(entry)).toEqual(path);
    expect(positions.nearest([...path, "no", 3, "such"])).toBe(entry);
  });

  test("a table reaches from its header to its last value", () => {
    const span = positions.find(app)?.tableSpan ?? [0, 0];
    expect(shown(span)).toMatch(/^\[tool\.fal.*deep = 07:32 } ]$/s);
    expect(shown(positions.find(["tool", "many", 0])?.tableSpan ?? [0, 0])).toBe('[[tool.many]]\na = """\n text"""');
    expect(shown(positions.find(["tool", "many", 1])?.tableSpan ?? [0, 0])).toBe("[[tool.many]]");
    expect(shown(positions.root.tableSpan)).toBe("# first\ntop = 1");
  });

  test("strings know their quotes", () => {
    const quotings = positions.entries.filter((entry) => entry.kind === "string").map((entry) => entry.quoting);
    expect(quotings).toEqual(["literal", "basic", "basic", "multi-line-basic", "multi-line-literal"]);
  });

  test("comments", () => {
    expect(positions.comments.map(shown)).toEqual(["# first", "# one", "# header", "# inside"]);
  });

  test("what is not written leads to its nearest ancestor", () => {
    expect(positions.find([...app, "nmae"])).toBeNull();
    expect(positions.find([...app, "list", "0"])).toBeNull();
    expect(positions.find([...app, "list", 3])).toBeNull();
    expect(positions.find(["top", 0])).toBeNull();
    expect(positions.find(["top", "x"])).toBeNull();
    expect(positions.find(["__proto__"])).toBeNull();
    expect(positions.find(["toString"])).toBeNull();
    expect(positions.nearest([...app, "list", 3])).toBe(positions.find([...app, "list"]));
    expect(positions.nearest(["other"])).toBe(positions.root);
    expect(positions.nearest([])).toBe(positions.root);
    expect(positions.root.keySpan).toEqual([0, 0]);
    expect(positions.root.key).toBe("");
    expect(positions.find([])).toBe(positions.root);
  });

  test("a byte order mark counts", () => {
    const marked = scanPositions("\ufeffa = 1\r\nb = 2");
    expect(marked.root.valueSpan).toEqual([1, 1]);
    expect(marked.find(["b"])?.keySpan).toEqual([8, 9]);
  });
});

describe("generated documents", () => {
  test("mean what was written, and stand where toml-eslint-parser finds them", () => {
    const met = { entries: 0, comments: 0, crlf: 0, bom: 0, toml11: 0, clean: 0 };
    fc.assert(
      fc.property(generatedDocument, (document) => {
        const read = readToml(document.text);
        if (read.kind !== "document") throw new Error(read.message);
        // Vitest's own comparison asks a value for its `constructor`, which is a key here.
        expect(isDeepStrictEqual(read.root, document.root), document.text).toBe(true);
        expect(read.notices.some((notice) => notice.kind === "toml-1.1")).toBe(document.is11);
        const found = scanPositions(document.text);
        expect(listPositions(found)).toEqual(listFromAst(document.text));
        for (const entry of found.entries) expect(found.find(pathOf(entry))).toBe(entry);
        met.entries += found.entries.length;
        met.comments += found.comments.length;
        if (document.text.includes("\r\n")) met.crlf++;
        if (document.text.startsWith("\ufeff")) met.bom++;
        if (document.is11) met.toml11++;
        else met.clean++;
      }),
      { numRuns: 1500 },
    );
    for (const [outcome, least] of Object.entries({
      entries: 5000,
      comments: 2000,
      crlf: 100,
      bom: 100,
      toml11: 200,
      clean: 400,
    })) {
      expect(met[outcome as keyof typeof met], outcome).toBeGreaterThan(least);
    }
  });

  test("as @iarna/toml writes them", () => {
    let entries = 0;
    // Control characters aside: of several in one string it escapes the first only.
    const string = fc.string({
      unit: fc.oneof(fc.constantFrom(..."\n\t\"'\\#.[]"), fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 })),
    });
    const value = fc.letrec<{ value: unknown; table: object }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        string,
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.array(string, { maxLength: 3 }),
        fc.array(tie("table"), { maxLength: 3 }),
        tie("table"),
      ),
      table: fc.dictionary(string, tie("value"), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    }));
    fc.assert(
      fc.property(value.table, (table) => {
        const written = stringify(table as Parameters<typeof stringify>[0]);
        const read = readToml(written);
        if (read.kind !== "document") throw new Error(read.message);
        expect(read.root).toEqual(table);
        expect(read.notices).toEqual([]);
        const found = scanPositions(written);
        expect(listPositions(found)).toEqual(listFromAst(written));
        entries += found.entries.length;
      }),
      { numRuns: 500 },
    );
    expect(entries).toBeGreaterThan(1000);
  });
});

describe("hostile text", () => {
  const deep = 100_000;

  test("dotted keys of 100,000 segments", () => {
    const found = scanPositions(`${"a.".repeat(deep)}b = 1\n[${"c.".repeat(deep)}d]`);
    const path = [...new Array(deep).fill("a"), "b"];
    expect(found.find(path)?.valueSpan).toEqual([2 * deep + 4, 2 * deep + 5]);
    expect(found.nearest([...path, "c"]).key).toBe("b");
    expect(found.entries.length).toBe(2 * deep + 2);
  });

  test("arrays 1000 deep", () => {
    const found = scanPositions(`a = ${"[".repeat(1000)}1${"]".repeat(1000)}`);
    expect(found.find(["a", ...new Array(1000).fill(0)])?.valueSpan).toEqual([1004, 1005]);
  });

  test("a million comments", () => {
    expect(scanPositions("#\r\n".repeat(1_000_000)).comments.at(-1)).toEqual([2_999_997, 2_999_998]);
  });

  test("text that is no TOML ends somewhere, all spans inside it", () => {
    const word = fc.constantFrom(
      ..."[]{}=.,#\"'\\\n\r\t eatx10-:_\0é\ufeff\ud800",
      '"""',
      "'''",
      "\r\n",
      "\\U00110000",
      "1979-05-27 1",
    );
    let entries = 0;
    fc.assert(
      fc.property(fc.array(word, { minLength: 20, maxLength: 60 }), (words) => {
        const garbage = words.join("");
        const found = scanPositions(garbage);
        const isInside = ([start, end]: Entry["keySpan"]): boolean =>
          0 <= start && start <= end && end <= garbage.length;
        for (const { keySpan, valueSpan, tableSpan } of [found.root, ...found.entries]) {
          expect([keySpan, valueSpan, tableSpan].every(isInside)).toBe(true);
        }
        expect(found.comments.every(isInside)).toBe(true);
        entries += found.entries.length;
      }),
      { numRuns: 3000 },
    );
    expect(entries).toBeGreaterThan(10_000);
  });
});
