import type { Edit, Fix, Severity } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import type { Range } from "../text/source.ts";

/** What SARIF calls a severity. */
export const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** A message of so many lines. In SARIF even plain text may hold links, `[text](target)`: what a file holds must make none. */
export function text(...lines: readonly string[]): { readonly text: string } {
  return { text: lines.map((line) => printable(line).replaceAll("](", "] (")).join("\n") };
}

export function location(file: string, range: Range): object {
  return { physicalLocation: { artifactLocation: artifactLocation(file), region: region(range) } };
}

/** Relative to the working directory, or the URL of a file that can only be named by an absolute path. */
export function artifactLocation(file: string): object {
  const drive = /^[A-Za-z]:(?=\/)/.exec(file)?.[0];
  if (drive !== undefined) return { uri: `file:///${drive}${encodePath(file.slice(drive.length))}` };
  if (file.startsWith("/")) return { uri: `file://${encodePath(file)}` };
  return { uri: encodePath(file), uriBaseId: "%SRCROOT%" };
}

export function fix({ description, edits }: Fix): object {
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) {
    const changes = byFile.get(edit.file);
    if (changes === undefined) byFile.set(edit.file, [edit]);
    else changes.push(edit);
  }
  return {
    description: text(description),
    artifactChanges: Array.from(byFile, ([file, changes]) => ({
      artifactLocation: artifactLocation(file),
      replacements: changes.map(({ range, text: inserted }) => {
        return { deletedRegion: region(range), insertedContent: { text: inserted } };
      }),
    })),
  };
}

function region({ start, end }: Range): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

// A surrogate without its partner has no UTF-8, and no percent-encoding.
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function encodePath(path: string): string {
  return path.replace(loneSurrogate, "\ufffd").split("/").map(encodeURIComponent).join("/");
}
