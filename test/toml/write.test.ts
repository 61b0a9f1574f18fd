// What is written is read again by two other readers.
import iarna from "@iarna/toml";
import fc from "fast-check";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import {
  isTomlFloat,
  isTomlTable,
  TomlDate,
  TomlFloat,
  type TomlTable,
  type TomlValue,
} from "../../src/toml/values.ts";
import { placeOf, writeComments, writeTable, writeValue } from "../../src/toml/write.ts";

const noComments = new Map<string, readonly string[]>();

function written(table: TomlTable): string {
  return [...writeTable(["a", "b.c"], table, noComments)].join("");
}

/** As smol-toml and @iarna/toml tell it. */
function plain(value: TomlValue | undefined): unknown {
  if (isTomlFloat(value)) return value.value;
  if (value instanceof TomlDate) return value.text;
  if (Array.isArray(value)) return value.map(plain);
  if (isTomlTable(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return typeof value === "bigint" ? Number(value) : value;
}

/** Without a prototype, as what is read has none. */
function bare(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bare(inner)]));
}

function table(entries: Readonly<Record<string, TomlValue>>): TomlTable {
  return Object.assign(Object.create(null), entries);
}

describe("values", () => {
  test.each<readonly [value: { readonly is: TomlValue }, text: string]>([
    [{ is: "x" }, '"x"'],
    [{ is: '"' }, '"\\""'],
    [{ is: "a\\b\tc" }, '"a\\\\b\\tc"'],
    [{ is: "\u001b[1m\u009b\u202e" }, '"\\u001B[1m\\u009B\\u202E"'],
    [{ is: "ä€😀" }, '"ä€😀"'],
    [{ is: "##[group]" }, '"#\\u0023[group]"'],
    [{ is: "a\nb" }, '"""\na\nb"""'],
    [{ is: "a\r\nb\n" }, '"""\na\\r\nb\n"""'],
    [{ is: '"\n""\n"""\n""""x"' }, '"""\n\\"\n\\"\\"\n\\"\\"\\"\n\\"\\"\\"\\"x\\""""'],
    [{ is: 'say "x"\ny' }, '"""\nsay "x\\"\ny"""'],
    [{ is: "C:\\\nx\\" }, '"""\nC:\\\\\nx\\\\"""'],
    [{ is: "::set-output\n::x" }, '"""\n\\u003A:set-output\n\\u003A:x"""'],
    [{ is: 0 }, "0"],
    [{ is: -3 }, "-3"],
    [{ is: 9223372036854775807n }, "9223372036854775807"],
    [{ is: new TomlFloat(1) }, "1.0"],
    [{ is: new TomlFloat(0.5) }, "0.5"],
    [{ is: new TomlFloat(1e300) }, "1e+300"],
    [{ is: new TomlFloat(-0) }, "-0.0"],
    [{ is: new TomlFloat(Number.POSITIVE_INFINITY) }, "inf"],
    [{ is: new TomlFloat(Number.NaN) }, "nan"],
    [{ is: true }, "true"],
    [{ is: [] }, "[]"],
    [{ is: ["a", ["b"]] }, '["a", ["b"]]'],
    [{ is: [table({ a: 1, "b c": table({}) })] }, '[{ a = 1, "b c" = {} }]'],
    [{ is: ["x".repeat(60), "y".repeat(60)] }, `[\n  "${"x".repeat(60)}",\n  "${"y".repeat(60)}",\n]`],
    [{ is: ["a\nb", 1] }, '[\n  """\na\nb""",\n  1,\n]'],
  ])("value %#", ({ is: value }, text) => {
    expect(writeValue(value)).toBe(text);
    expect(plain(value)).toEqual(bare(parse(`x = ${text}`, { integersAsBigInt: true })["x"]));
  });
});

describe("tables", () => {
  test("stand under their headers, with comments above their keys and behind them", () => {
    const tree = table({ own: 1, empty: table({}), inner: table({ deep: table({ "x y": [1] }) }) });
    const comments = new Map([
      [placeOf(["a", "own"]), ["of own", ""]],
      [placeOf(["a"]), ["behind\nall\u0007"]],
    ]);
    expect([...writeTable(["a"], tree, comments)].join("")).toBe(
      '[a]\n# of own\n#\nown = 1\n# behind\\u000Aall\\u0007\n\n[a.empty]\n\n[a.inner.deep]\n"x y" = [1]\n\n',
    );
  });

  test("no line of a comment ends it", () => {
    expect([...writeComments(["a\r\nb = 1"])].join("")).toBe("# a\\u000D\\u000Ab = 1\n");
  });

  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(
        fc.constantFrom(
          '"',
          "\\",
          "'''",
          '"""',
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\0",
          "\x7f",
          "\u0085",
          "::",
          " ",
          "a",
          "#",
          "##[",
          "=",
          "😀",
        ),
      )
      .map((parts) => parts.join("")),
  );
  const { value } = fc.letrec<{ value: TomlValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.double({ noNaN: true }).map((number) => new TomlFloat(number)),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(text, tie("value"), { maxKeys: 4 }).map(table),
    ),
  }));

  test("come back the same, whatever is in them", () => {
    const met = { multiLine: 0, subtable: 0, escaped: 0 };
    fc.assert(
      fc.property(fc.dictionary(text, value, { maxKeys: 5 }).map(table), (tree) => {
        const toml = written(tree);
        if (toml.includes('"""')) met.multiLine++;
        if (toml.includes('\n[a."b.c".')) met.subtable++;
        if (toml.includes("\\u")) met.escaped++;
        const read = (root: unknown) => (bare(root) as { a: { "b.c": unknown } }).a["b.c"];
        expect(read(parse(toml, { integersAsBigInt: true }))).toEqual(bare(plain(tree)));
        expect(toml).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/);
      }),
      { numRuns: 1000 },
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(50);
  });

  test("come back the same from a reader of TOML 0.5, which has no arrays of several types", () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer())).map(table), (tree) => {
        const read = bare(iarna.parse(written(tree))) as { a: { "b.c": unknown } };
        expect(read.a["b.c"]).toEqual(bare(plain(tree)));
      }),
      { numRuns: 300 },
    );
  });
});
