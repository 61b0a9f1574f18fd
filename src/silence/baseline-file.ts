import { compareStrings } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import { Lines, type Span } from "../text/source.ts";
import type { Baseline, BaselineEntry } from "./baseline.ts";

/** How the paths in a baseline's file, which are relative to its folder, go over into those of reports, or back. */
export type PathChange = (path: string) => string;

/** Reads a baseline's file; what is wrong with it is told without its content. */
export function readBaseline(
  path: string,
  text: string,
  toReport: PathChange,
): { readonly baseline: Baseline } | { readonly problem: string } {
  const document = parseJson(text);
  if (document === undefined) return { problem: "it is not JSON" };
  const { version, key, findings } = members(document);
  if (version !== 1 || !Array.isArray(findings)) return { problem: "it is no baseline of fal-lint" };
  if (typeof key !== "string" || !/^[0-9a-f]{64}$/.test(key))
    return { problem: "its `key` is not 64 hexadecimal digits" };
  const lines = new Lines(text);
  const spans = entrySpans(text);
  const entries: BaselineEntry[] = [];
  for (const [index, finding] of findings.entries()) {
    const entry = readEntry(finding, toReport);
    if (entry === null) return { problem: `\`findings[${index}]\` is no finding` };
    const span = spans[index];
    entries.push({ ...entry, range: span === undefined ? null : lines.range(span) });
  }
  return {
    baseline: { path, key: Uint8Array.from(key.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)), entries },
  };
}

/** The file in pieces, an entry a line, in one order. */
export function* writeBaseline({ key, entries }: Baseline, toFile: PathChange): Generator<string> {
  const digits = Array.from(key, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const written = entries.map((entry) => writeEntry(entry, toFile)).sort(compareStrings);
  yield `{\n  "version": 1,\n  "key": "${digits}",\n  "findings": [`;
  let separator = "\n    ";
  for (const entry of written) {
    yield separator + entry;
    separator = ",\n    ";
  }
  yield `${written.length > 0 ? "\n  " : ""}]\n}\n`;
}

function writeEntry(entry: BaselineEntry, toFile: PathChange): string {
  const { project, file, rule, app, keyPath, fingerprint, since, reason } = entry;
  const written = {
    file: toFile(file),
    ...(project !== file && { project: toFile(project) }),
    rule,
    ...(app !== null && { app }),
    ...(keyPath !== null && { keyPath }),
    ...(fingerprint !== null && { fingerprint }),
    since,
    ...(reason !== null && { reason }),
  };
  return printable(JSON.stringify(written));
}

function readEntry(finding: unknown, toReport: PathChange): Omit<BaselineEntry, "range"> | null {
  const { file, rule, keyPath = null, since, ...rest } = members(finding);
  const { project = file, app = null, fingerprint = null, reason = null } = rest;
  if (typeof file !== "string" || typeof project !== "string" || typeof rule !== "string") return null;
  if (!isText(app) || !isText(fingerprint) || !isText(reason) || !isKeyPath(keyPath)) return null;
  if (typeof since !== "string" || !/^\d{4}-\d\d-\d\d$/.test(since)) return null;
  return { file: toReport(file), project: toReport(project), rule, app, keyPath, fingerprint, since, reason };
}

function isText(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isKeyPath(value: unknown): value is (string | number)[] | null {
  return value === null || (Array.isArray(value) && value.every((key) => ["string", "number"].includes(typeof key)));
}

/** Where the objects stand that lie in an array of the document's object. */
function entrySpans(text: string): Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g)) {
    if (token === "{" || token === "[") {
      if (depth === 2) start = index;
      depth++;
    } else if (token === "}" || token === "]") {
      depth--;
      if (depth === 2 && token === "}") spans.push([start, index + 1]);
    }
  }
  return spans;
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
