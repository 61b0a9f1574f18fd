import type { Diagnostic, Edit } from "../text/diagnostic.ts";
import { Lines } from "../text/source.ts";
import { type CommentableProject, commentableFiles } from "./commented-files.ts";
import { isRequired } from "./suppress.ts";

/**
 * The comment that suppresses a diagnostic, in a line of its own above the key or instruction that it is about; its reason is left to be
 * written. Null where none can: for what keeps something from being checked, and in other files. Whether the line above is a place for
 * a comment, and not within a string, is not looked at.
 */
export function suppressionEdit(diagnostic: Diagnostic, project: CommentableProject): Edit | null {
  if (isRequired(diagnostic)) return null;
  const file = commentableFiles(project).find((one) => one.path === diagnostic.file);
  if (file === undefined) return null;
  const offset = file.open().holder(diagnostic) ?? diagnostic.range.start.offset;
  const lines = new Lines(file.text);
  const { line } = lines.position(offset);
  const [start, end] = lines.line(line);
  const [mark = "", indentation = ""] = /^\ufeff?([ \t]*)/.exec(file.text.slice(start, end)) ?? [];
  const at = start + mark.length - indentation.length;
  const lineEnd = file.text.startsWith("\r\n", lines.line(1)[1]) ? "\r\n" : "\n";
  const comment = `${indentation}# fal-lint: allow ${diagnostic.rule} reason="…"${lineEnd}`;
  return { file: file.path, range: lines.range([at, at]), text: comment };
}
