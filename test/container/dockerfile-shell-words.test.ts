import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandWord } from "../../src/container/dockerfile.ts";

const environment = new Map([
  ["SET", "value"],
  ["EMPTY", ""],
  ["PATH", "/usr/local/bin/python3.12"],
  ["STARS", "a*b*c"],
  ["LINES", "a\nb"],
  ["KOREAN", "한국어👽"],
]);

const expand = (word: string, escapeToken: "\\" | "`" = "\\") => expandWord(word, environment, { escapeToken });

describe("expandWord", () => {
  it.each([
    ["$SET-$EMPTY-${SET}", "value--value"],
    ["${SET:-d}${EMPTY:-d}${UNSET:-d}", "valuedd"],
    ["${SET-d}${EMPTY-d}${UNSET-d}", "valued"],
    ["${SET:+d}${EMPTY:+d}${UNSET:+d}", "d"],
    ["${SET+d}${EMPTY+d}${UNSET+d}", "dd"],
    ["${SET:?m}${SET?m}${EMPTY?m}", "valuevalue"],
    ["${UNSET:-${SET:-x}}", "value"],
    ["'$SET'\"$SET\"\\$SET", "$SETvalue$SET"],
    ["a\"b c\"'d'", "ab cd"],
    ["${PATH#*/}", "usr/local/bin/python3.12"],
    ["${PATH##*/}", "python3.12"],
    ["${PATH%.*}", "/usr/local/bin/python3"],
    ["${PATH%%/python*}", "/usr/local/bin"],
    ["${PATH%/*/python3.1?}", "/usr/local"],
    ["${PATH#nothing}", "/usr/local/bin/python3.12"],
    ["${PATH/local/x}", "/usr/x/bin/python3.12"],
    ["${PATH//\\//-}", "-usr-local-bin-python3.12"],
    ["${PATH/l*l/x}", "/usr/x/bin/python3.12"],
    ["${PATH//[a-z]/x}", "/usr/local/bin/python3.12"],
    ["${STARS#a\\*}", "b*c"],
    ["${STARS//\\*/}", "abc"],
    ["${STARS//?/x}", "xxxxx"],
    ["${STARS//$EMPTY/-}", "-a-*-b-*-c-"],
    ["${LINES#*b}", "a\nb"],
    ["${LINES%?}", "a\n"],
    ["${KOREAN#??}", "어👽"],
    ["${KOREAN%?}", "한국어"],
  ])("expands %s", (word, value) => {
    expect(expand(word)).toEqual({ ok: true, value, unresolved: [] });
  });

  it("takes the escape token that the file sets", () => {
    expect(expand("`$SET\\$SET", "`")).toEqual({ ok: true, value: "$SET\\value", unresolved: [] });
  });

  // A variable counts only where the value lacks it.
  it.each([
    ["$A-${B}-$A", "--", ["A", "B"]],
    ["${A:-x}${A-x}${A:+x}${A+x}", "xx", []],
    ["${SET:-$A}", "value", []],
    ["${UNSET:-$A}", "", ["A"]],
    ["${SET:+$A}", "", ["A"]],
    ["${UNSET:+$A}", "", []],
    ["${A#x}${B%x}${C/x/y}", "", ["A", "B", "C"]],
    ["${SET#$A}", "value", ["A"]],
  ])("tells what %s lacks", (word, value, unresolved) => {
    expect(expand(word)).toEqual({ ok: true, value, unresolved });
  });

  it.each([
    ["'a", "a single quote is not closed"],
    ['"a', "a double quote is not closed"],
    ["${A", "a `${` is not closed"],
    ["${A:", "a `${` is not closed"],
    ["${A:-x", "a `${` is not closed"],
    ["${SET/a", "a `${` is not closed"],
    ["${", "a `${` is not closed"],
    ["${}", "a `${` is not followed by a name"],
    ["${A=x}", "a `${…}` has a modifier that BuildKit does not know"],
    ["${A:=x}", "a `${…}` has a modifier that BuildKit does not know"],
    ["${A:#x}", "a `${…}` has a modifier that BuildKit does not know"],
    ["${A?secret}", "A must be set"],
    ["${EMPTY:?secret}", "EMPTY must not be empty"],
    ["${SET#\\x}", "a backslash in a pattern stands in front of a character that needs none"],
    ["${SET//a/\\$}", "a `$` stands in the replacement of `${…//…/…}`"],
  ])("refuses %s", (word, error) => {
    expect(expand(word)).toEqual({ ok: false, error });
  });

  it("bears variables within each other without end, and values that grow without end", () => {
    expect(expand("${A:-".repeat(1e5) + "}".repeat(1e5)).ok).toBe(false);
    expect(expand("${A:-".repeat(100) + "x" + "}".repeat(100))).toMatchObject({ value: "x" });
    expect(expand("$PATH".repeat(1000)).ok).toBe(false);
    expect(expand("${PATH//?/$PATH$PATH$PATH$PATH$PATH$PATH$PATH}").ok).toBe(false);
    expect(expand("x".repeat(1e6))).toMatchObject({ ok: true });
  });
});

describe("the limits", () => {
  it("of what variables make of a word, together", () => {
    const of = (length: number) => new Map([["A", "x".repeat(length)]]);
    expect(expandWord("$A", of(4096), { escapeToken: "\\" })).toMatchObject({ ok: true });
    expect(expandWord("$A$A", of(2048), { escapeToken: "\\" })).toMatchObject({ ok: true });
    for (const [word, length] of [
      ["$A", 4097],
      ["$A$A", 2049],
      ["${A//x/xx}", 2048],
    ] as const) {
      expect(expandWord(word, of(length), { escapeToken: "\\" })).toEqual({
        ok: false,
        error: "its variables make it longer than 4096 characters",
      });
    }
  });

  it("of depth", () => {
    const nested = (depth: number) => "${A:-".repeat(depth) + "x" + "}".repeat(depth);
    expect(expand(nested(100))).toMatchObject({ ok: true, value: "x" });
    expect(expand(nested(101))).toEqual({
      ok: false,
      error: "variables stand within each other more than 100 deep",
    });
    // One beside the other are not within each other.
    expect(expand("${A:-x}".repeat(200))).toMatchObject({ ok: true });
  });
});

describe("patterns", () => {
  // `*` and `?` over two letters, held against JavaScript's own regular expressions.
  const pattern = fc
    .array(fc.constantFrom("*", "?", "a", "b"), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(""));
  const value = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 10 });
  const toRegExp = (text: string, star: string) => text.replaceAll("?", ".").replaceAll("*", star);

  // With X=abcabc and LINES=a\nb. A wildcard matches no line end; what is replaced is the longest at the leftmost place.
  it.each([
    ["${X#b}", "abcabc"],
    ["${X#*b}", "cabc"],
    ["${X##*b}", "c"],
    ["${X%b}", "abcabc"],
    ["${X%b*}", "abca"],
    ["${X%%b*}", "a"],
    ["${X%%?c}", "abca"],
    ["${X/b/-}", "a-cabc"],
    ["${X/b*/-}", "a-"],
    ["${X/?/-}", "-bcabc"],
    ["${X/x*/-}", "abcabc"],
    ["${X//b/-}", "a-ca-c"],
    ["${X//b?/-}", "a-a-"],
    ["${X//b*/-}", "a-"],
    ["${X//*/-}", "-"],
    ["${X//x/-}", "abcabc"],
    ["${LINES/?b/-}", "a\nb"],
    ["${LINES#*b}", "a\nb"],
    ["${LINES//*/-}", "-\n-"],
    ["${EMPTY//*/-}", "-"],
    ["${X//b/$LINES}", "aa\nbcaa\nbc"],
  ])("%s", (word, value) => {
    const lines = new Map([
      ["X", "abcabc"],
      ["LINES", "a\nb"],
      ["EMPTY", ""],
    ]);
    expect(expandWord(word, lines, { escapeToken: "\\" })).toMatchObject({ ok: true, value });
  });

  it("match as regular expressions do", () => {
    const met = { changed: 0, unchanged: 0 };
    fc.assert(
      fc.property(pattern, value, (text, subject) => {
        const env = new Map([["X", subject]]);
        const expected: readonly (readonly [string, string])[] = [
          [`\${X#${text}}`, subject.replace(new RegExp(`^${toRegExp(text, ".*?")}`), "")],
          [`\${X##${text}}`, subject.replace(new RegExp(`^${toRegExp(text, ".*")}`), "")],
          [`\${X/${text}/-}`, subject.replace(new RegExp(toRegExp(text, ".*")), "-")],
        ];
        for (const [word, result] of expected) {
          expect([word, expandWord(word, env, { escapeToken: "\\" })]).toEqual([
            word,
            { ok: true, value: result, unresolved: [] },
          ]);
          met[result === subject ? "unchanged" : "changed"]++;
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(Math.min(met.changed, met.unchanged)).toBeGreaterThan(500);
  });
});
