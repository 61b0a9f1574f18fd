import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/config/document.ts";

// Not pyproject.toml, of which one without fal is not even parsed.
const path = "fal.toml";

describe("readDocument", () => {
  test("bytes are decoded, and mean what the same text means", () => {
    const text = "a = 'é' # €\n";
    expect(readDocument({ path, bytes: Buffer.from(text) })).toEqual(readDocument({ path, text }));
    expect(readDocument({ path, text })).toEqual({ text, root: { a: "é" }, findings: [] });
  });

  test("a byte that is no UTF-8 ends the file there", () => {
    const bytes = Buffer.from("a = 'é'\nb = '\xe9'\n", "latin1");
    expect(readDocument({ path, bytes: Buffer.concat([Buffer.from("a = 'é'\n"), bytes.subarray(8)]) })).toEqual({
      text: "a = 'é'\nb = '",
      root: null,
      findings: [
        {
          rule: "not-utf8",
          at: { span: [13, 13] },
          message: "Here is a byte that is no UTF-8, which a TOML file must be.",
          help: "Save the file as UTF-8 (in most editors: Save with encoding).",
        },
      ],
    });
  });

  test("a text that is no TOML has one finding, where reading stopped", () => {
    expect(readDocument({ path, text: "a = 1\nb = \n" })).toEqual({
      text: "a = 1\nb = \n",
      root: null,
      findings: [
        {
          rule: "syntax-error",
          at: { span: [10, 10] },
          message:
            "A value is expected here: a text in quotes, a number, `true`, `false`, a date, an array or an inline table.",
        },
      ],
    });
  });
});

describe("a pyproject.toml that cannot name fal", () => {
  const dismissed = { root: {}, findings: [] };
  test.each([
    ["pyproject.toml", "a = ", true],
    ["services/pyproject.toml", "a = 07:32", true],
    ["pyproject.toml", "", true],
    ["fal.toml", "a = ", false],
    ["old-pyproject.toml", "a = ", false],
    ["pyproject.toml/fal.toml", "a = ", false],
    ["pyproject.toml.bak", "a = ", false],
    ["pyproject.toml", "fal = ", false],
    ["pyproject.toml", "# fail\na = ", true],
    ["pyproject.toml", "# falter\na = ", false],
    // Escapes that may stand for one of its letters.
    ["pyproject.toml", '"\\u0066al" = ', false],
    ["pyproject.toml", '"\\U00000066al" = ', false],
    ["pyproject.toml", '"\\x66al" = ', false],
    ["pyproject.toml", "a = \0", false],
  ])("%s with %j", (path, text, isDismissed) => {
    const { text: read, ...rest } = readDocument({ path, text });
    expect(read).toBe(text);
    if (isDismissed) expect(rest).toEqual(dismissed);
    else expect(rest).toMatchObject({ root: null, findings: [{ rule: "syntax-error" }] });
  });
});

describe("UTF-16", () => {
  const saved = "Save the file as UTF-8 (in most editors: Save with encoding).";
  test.each([
    ["little-endian", [0xff, 0xfe, 0x61, 0x00]],
    ["big-endian", [0xfe, 0xff, 0x00, 0x61]],
  ])("with a mark, %s", (_, bytes) => {
    const message = "This file is UTF-16, and a TOML file must be UTF-8.";
    expect(readDocument({ path, bytes: Uint8Array.from(bytes) }).findings).toEqual([
      { rule: "not-utf8", at: { span: [0, 0] }, message, help: saved },
    ]);
  });

  test.each([
    ["half a mark", [0xff, 0x61]],
    ["half of the other", [0xfe, 0x61]],
    ["a mark twice begun", [0xff, 0xff]],
    ["no mark", [0x61, 0xfe]],
  ])("%s is none", (_, bytes) => {
    const message = "Here is a byte that is no UTF-8, which a TOML file must be.";
    expect(readDocument({ path, bytes: Uint8Array.from(bytes) }).findings).toMatchObject([{ message, help: saved }]);
  });

  test.each([
    ["a\0=\0", true],
    ["\0a\0=", true],
    ["ab\0c\0", false],
    ["a\0bc", false],
    ["a =", false],
  ])("without a mark: %j", (text, isUtf16) => {
    const help = { help: "This looks like UTF-16: save the file as UTF-8." };
    expect(readDocument({ path, text }).findings).toEqual([
      { rule: "syntax-error", at: expect.anything(), message: expect.any(String), ...(isUtf16 && help) },
    ]);
  });
});

describe("what other readers refuse", () => {
  test("a byte order mark, which one edit removes", () => {
    const { findings, root } = readDocument({ path, text: "\ufeffa = 1" });
    expect(root).toEqual({ a: 1 });
    expect(findings).toEqual([
      {
        rule: "byte-order-mark",
        at: { span: [0, 1] },
        message: expect.stringMatching(/byte order mark.*refuse the whole file\.$/),
        help: "Save it as UTF-8 without BOM.",
        fix: {
          description: "Remove the byte order mark",
          safe: true,
          edits: [{ at: { span: [0, 1] }, text: "" }],
        },
      },
    ]);
  });

  test("a day that is none", () => {
    expect(readDocument({ path, text: "a = 2023-02-30" }).findings).toEqual([
      {
        rule: "impossible-date",
        at: { span: [4, 14] },
        message: "There is no such day: fal's client, pip and build refuse the whole file.",
        help: "Correct the date, or put it in quotes.",
      },
    ]);
  });

  test.each([
    ["a = {\n}", [4, 5], "A line break inside `{ … }`", /^Write the inline table on one line, or as a table/],
    ["a = {b = 1,}", [10, 11], "A comma behind the last value of `{ … }`", /^Remove the comma\.$/],
    ['a = "\\e"', [5, 7], "The escape `\\e`", /^Write `\\u001B`\.$/],
    ['a = "\\x41"', [5, 9], "An escape such as `\\x41`", /^Write it with four digits: `\\u0041`\.$/],
    ["a = 07:32", [4, 9], "A time without seconds", /^Add the seconds: `07:32:00`\.$/],
  ])("TOML 1.1: %j", (text, span, what, help) => {
    const { findings } = readDocument({ path, text });
    expect(findings).toEqual([
      {
        rule: "toml-1-1-syntax",
        at: { span },
        message: `${what} is TOML 1.1: Python's tomllib up to 3.14 and tomli before 2.4, so pip, uv, build and older releases of fal, refuse the whole file.`,
        help: expect.stringMatching(help),
      },
    ]);
  });

  test("which programs refuse TOML 1.1 is told once, at its first place", () => {
    const { findings } = readDocument({ path, text: '\ufeffa = 07:32\nb = "\\e"\nc = 08:00\nd = 2023-02-30' });
    expect(findings.map(({ rule, message }) => `${rule}: ${message.split(/[:,]/, 1)}`)).toEqual([
      "byte-order-mark: The file begins with a byte order mark",
      "toml-1-1-syntax: A time without seconds is TOML 1.1",
      "toml-1-1-syntax: The escape `\\e` is TOML 1.1",
      "toml-1-1-syntax: A time without seconds is TOML 1.1",
      "impossible-date: There is no such day",
    ]);
    expect(findings[1]?.message).toMatch(/refuse the whole file\.$/);
    expect(findings[2]?.message).toBe("The escape `\\e` is TOML 1.1, too.");
  });
});
