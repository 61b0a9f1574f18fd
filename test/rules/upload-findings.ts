import type { CheckOptions } from "../../src/analyse.ts";
import { check } from "../../src/check.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import { dockerfileApp, expectWords } from "./run.ts";

const family = /^(?:copy|add|onbuild|mount|dockerignore|upload)-/;

/** All that the rules about COPY, ADD and the upload say about a project: one finding for two rules would show. */
export function uploadDiagnostics(
  project: Readonly<Record<string, MemoryEntry>>,
  options: CheckOptions = {},
): Diagnostic[] {
  const source = { path: "pyproject.toml", text: String(project["pyproject.toml"]) };
  const { diagnostics } = check(source, { files: memoryFiles(project), ...options });
  const found = diagnostics.filter(({ rule }) => family.test(rule));
  for (const diagnostic of found) expectWords(diagnostic);
  return found;
}

/** One line a finding: rule, severity and the text that it points at. */
export function uploadFindings(
  dockerfile: string,
  files: Readonly<Record<string, MemoryEntry>> = {},
  image = "",
): string[] {
  const project = dockerfileApp(dockerfile, files, image);
  return uploadDiagnostics(project).map(({ rule, severity, file, range }) => {
    const at = String(project[file]).slice(range.start.offset, range.end.offset);
    return `${rule} ${severity} ${at}`;
  });
}

/** The project with all fixes of these rules applied. */
export function fixed(project: Readonly<Record<string, MemoryEntry>>): Record<string, MemoryEntry> {
  const result = { ...project };
  const edits = uploadDiagnostics(project).flatMap(({ fix }) => fix?.edits ?? []);
  for (const { file, range, text } of edits.sort((a, b) => b.range.start.offset - a.range.start.offset)) {
    const old = String(result[file]);
    result[file] = old.slice(0, range.start.offset) + text + old.slice(range.end.offset);
  }
  return result;
}
