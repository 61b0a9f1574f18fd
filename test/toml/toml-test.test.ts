import { readFileSync } from "node:fs";
import { parseTOML } from "toml-eslint-parser";
import { describe, expect, test } from "vitest";
import { decodeUtf8 } from "../../src/text/utf8.ts";
import { scanPositions } from "../../src/toml/positions.ts";
import { readToml } from "../../src/toml/read.ts";
import { TomlDate, TomlFloat, type TomlValue } from "../../src/toml/values.ts";
import { blankBom, listFromAst, listPositions } from "./ast-positions.ts";

interface Document {
  readonly name: string;
  readonly valid: boolean;
  readonly versions: readonly string[];
  readonly toml?: string;
  readonly base64?: string;
  readonly value?: unknown;
}

const { documents } = JSON.parse(readFileSync(new URL("../vectors/toml_test.json", import.meta.url), "utf8")) as {
  documents: Document[];
};

/** Refused by the list that names them, accepted here on purpose. */
const accepted: Readonly<Record<string, { notices: string[]; why: string }>> = {
  ...each(
    [
      "invalid/datetime/feb-29.toml",
      "invalid/datetime/feb-30.toml",
      "invalid/local-date/feb-29.toml",
      "invalid/local-date/feb-30.toml",
      "invalid/local-datetime/feb-29.toml",
      "invalid/local-datetime/feb-30.toml",
    ],
    ["impossible-date"],
    "smol-toml leaves days to the Date of the engine, which rolls over; a notice says so",
  ),
  ...each(
    ["invalid/datetime/no-secs.toml", "invalid/local-datetime/no-secs.toml", "invalid/local-time/no-secs.toml"],
    ["time-without-seconds"],
    "valid in TOML 1.1",
  ),
  ...each(
    [
      "invalid/inline-table/linebreak-01.toml",
      "invalid/inline-table/linebreak-02.toml",
      "invalid/inline-table/linebreak-03.toml",
      "invalid/inline-table/linebreak-04.toml",
    ],
    ["newline-in-inline-table"],
    "valid in TOML 1.1",
  ),
  ...each(["invalid/inline-table/trailing-comma.toml"], ["trailing-comma-in-inline-table"], "valid in TOML 1.1"),
  ...each(["invalid/string/basic-byte-escapes.toml"], ["escape-x"], "valid in TOML 1.1"),
};

describe("toml-test", () => {
  const met = { valid: 0, toml11: 0, refused: 0, accepted: 0, notUtf8: 0 };

  test.each(documents)("$name", (document) => {
    const text = textOf(document);
    if (text === null) {
      expect(document.valid).toBe(false);
      met.notUtf8++;
      return;
    }
    const read = readToml(text);
    const deviation = accepted[document.name];
    if (!document.valid && !deviation) {
      expect(read.kind).toBe("syntax-error");
      met.refused++;
      return;
    }
    if (read.kind !== "document") throw new Error(`refused: ${read.message}`);
    const notices = read.notices.map((notice) => (notice.kind === "toml-1.1" ? notice.syntax : notice.kind));
    if (deviation) {
      expect(new Set(notices)).toEqual(new Set(deviation.notices));
      met.accepted++;
    } else {
      expect(tagged(read.root)).toEqual(normal(document.value));
      met.valid++;
      // Lists of 1.1 name its documents even where nothing in them is new, so another parser is the judge of that.
      const is11 = !isToml10(text);
      if (is11) met.toml11++;
      if (is11) expect(document.versions).toEqual(["1.1"]);
      expect(notices.length > 0).toBe(is11 || text.startsWith("\ufeff"));
      expect(listPositions(scanPositions(text))).toEqual(listFromAst(text));
    }
  });

  test("met every outcome", () => {
    expect(met).toEqual({ valid: 268, toml11: 11, refused: 485, accepted: 15, notUtf8: 9 });
  });

  test("CRLF reads as LF, at shifted places", () => {
    let compared = 0;
    for (const document of documents.filter((one) => one.valid)) {
      const lf = (document.toml ?? "").replaceAll("\r\n", "\n");
      const crlf = lf.replaceAll("\n", "\r\n");
      const [a, b] = [readToml(lf), readToml(crlf)];
      if (a.kind !== "document" || b.kind !== "document") throw new Error(document.name);
      expect(tagged(b.root)).toEqual(tagged(a.root));
      expect(listPositions(scanPositions(crlf)), document.name).toEqual(listFromAst(crlf));
      compared++;
    }
    expect(compared).toBe(268);
  });
});

function each(
  names: readonly string[],
  notices: string[],
  why: string,
): Record<string, { notices: string[]; why: string }> {
  return Object.fromEntries(names.map((name) => [name, { notices, why }]));
}

function textOf(document: Document): string | null {
  if (document.toml !== undefined) return document.toml;
  const decoded = decodeUtf8(Buffer.from(document.base64 ?? "", "base64"));
  return "text" in decoded ? decoded.text : null;
}

function isToml10(text: string): boolean {
  try {
    parseTOML(blankBom(text), { tomlVersion: "1.0" });
    return true;
  } catch {
    return false;
  }
}

/** A value in the tagged form of toml-test, tables as maps so that no key is special. */
function tagged(value: TomlValue): unknown {
  if (typeof value === "string") return leaf("string", value);
  if (typeof value === "boolean") return leaf("bool", String(value));
  if (typeof value === "number" || typeof value === "bigint") return leaf("integer", String(value));
  if (value instanceof TomlFloat) return leaf("float", value.value);
  if (value instanceof TomlDate) return leaf(tagOfDate[value.kind], instant(value.text));
  if (Array.isArray(value)) return value.map(tagged);
  return new Map(Object.entries(value).map(([key, inner]) => [key, tagged(inner)]));
}

const tagOfDate = {
  "offset-date-time": "datetime",
  "local-date-time": "datetime-local",
  "local-date": "date-local",
  "local-time": "time-local",
};

/** The recorded value in the same form. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  const table = value as Record<string, unknown>;
  if (typeof table["type"] === "string" && typeof table["value"] === "string") {
    const { type, value: text } = table as { type: string; value: string };
    if (type === "float") return leaf(type, Number(text.replace("inf", "Infinity").replace("nan", "NaN")));
    return leaf(type, /date|time/.test(type) ? instant(text) : text);
  }
  return new Map(Object.entries(table).map(([key, inner]) => [key, normal(inner)]));
}

function leaf(type: string, value: unknown): unknown {
  return { type, value };
}

/** Epoch milliseconds for a point in time, else the text to the millisecond. */
function instant(text: string): unknown {
  if (/(?:Z|[-+]\d\d:\d\d)$/i.test(text) && text.includes(":")) return Date.parse(text.replace(" ", "T"));
  const whole = text.replace(" ", "T").replace(/\.0+$/, "");
  return whole.replace(/\.(\d+)$/, (_, digits: string) => `.${digits.padEnd(3, "0").slice(0, 3)}`);
}
