import { readDocument } from "./config/document.ts";
import type { CodeDocument, Language } from "./config/language.ts";
import type { AppFinding } from "./diagnose.ts";
import type { Files } from "./text/files.ts";
import type { Source } from "./text/source.ts";
import { decodeUtf8 } from "./text/utf8.ts";
import { type Positions, scanPositions } from "./toml/positions.ts";
import type { TomlTable } from "./toml/values.ts";

/** A file with apps: a pyproject.toml, or code that is read as if it were one. */
export interface AppsFile {
  /** As far as it could be decoded. */
  readonly text: string;
  /** Null if it cannot be read. */
  readonly root: TomlTable | null;
  readonly findings: readonly AppFinding[];
  /** Where everything stands; found when it is first asked for. */
  readonly positions: () => Positions;
  /** Null: it is TOML. */
  readonly code: CodeDocument | null;
}

/** What a file may be written in, and where it stands in its project. */
interface Reading {
  readonly languages: readonly Language[];
  /** Relative to the folder that `files` shows. */
  readonly path: string;
  readonly files: Files | null;
}

/** Reads a file in its language; TOML if it is in none of them. */
export function readAppsFile(source: Source, { languages, path, files }: Reading): AppsFile {
  const language = languages.find(({ isOf }) => isOf(source.path));
  if (language !== undefined) return readCode(source, (text) => language.read(text, path, files));
  const { text, root, findings } = readDocument(source);
  let positions: Positions | null = null;
  return {
    text,
    root,
    findings: findings.map((finding) => ({ ...finding, app: null })),
    positions: () => (positions ??= scanPositions(text)),
    code: null,
  };
}

function readCode(source: Source, read: (text: string) => CodeDocument): AppsFile {
  const decoded = "text" in source ? { text: source.text } : decodeUtf8(source.bytes);
  if ("invalidAt" in decoded) {
    const { length } = decoded.textBefore;
    const message = "Here is a byte that is no UTF-8: the module cannot be read.";
    const help = "Save the file as UTF-8 (in most editors: Save with encoding).";
    const finding: AppFinding = { rule: "not-utf8", at: { span: [length, length] }, message, help, app: null };
    return {
      text: decoded.textBefore,
      root: null,
      findings: [finding],
      positions: () => scanPositions(""),
      code: null,
    };
  }
  const code = read(decoded.text);
  return { text: decoded.text, root: code.root, findings: code.findings, positions: () => code.positions, code };
}
