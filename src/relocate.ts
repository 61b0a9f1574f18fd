import { type CodeDocument, plainSurroundings, type Surroundings } from "./config/language.ts";
import type { AppFinding } from "./diagnose.ts";
import type { Finding, Place } from "./text/finding.ts";
import { normalizePath } from "./text/path.ts";

/**
 * A finding about an app that is written in code, with its places in that code: what lies in a string, as a file of the app, lies in the
 * source, and other files are named from the root and no more from the app's context. Its words are those of the language. A fix that cannot
 * be made there is left out.
 */
export function relocate(finding: AppFinding, code: CodeDocument): AppFinding {
  const surroundings = (finding.app === null ? undefined : code.surroundings.get(finding.app)) ?? plainSurroundings;
  const { at, message, help, fix: written, related, ...rest } = finding;
  const words = (text: string) => code.words(text, surroundings);
  const fix = written && relocateFix(written, surroundings, code);
  return {
    ...rest,
    at: sourcePlace(at, surroundings),
    message: words(message),
    ...(help !== undefined && { help: words(help) }),
    ...(related && {
      related: related.map((one) => ({ at: sourcePlace(one.at, surroundings), message: words(one.message) })),
    }),
    ...(fix && { fix: { ...fix, description: words(fix.description) } }),
  };
}

function sourcePlace(at: Place, { embedded, context }: Surroundings): Place {
  if (!("file" in at)) return at;
  const file = embedded.get(normalizePath(at.file));
  if (file === undefined) return { file: context.outside(at.file), span: at.span };
  if ("standsFor" in file) return { file: context.outside(file.standsFor), span: at.span };
  return { span: file.sourceSpan(at.span) };
}

type Fix = NonNullable<Finding["fix"]>;

function relocateFix(fix: Fix, surroundings: Surroundings, code: CodeDocument): Fix | null {
  const edits = fix.edits.map((edit) => relocateEdit(edit, surroundings, code));
  return edits.every((edit) => edit !== null) ? { ...fix, edits } : null;
}

function relocateEdit(
  edit: Fix["edits"][number],
  surroundings: Surroundings,
  code: CodeDocument,
): Fix["edits"][number] | null {
  const { at, text } = edit;
  if ("keyPath" in at) return atSpan(code.edit(at.keyPath, at.part, text));
  const file = "file" in at ? surroundings.embedded.get(normalizePath(at.file)) : undefined;
  if (file === undefined || "standsFor" in file) return { at: sourcePlace(at, surroundings), text };
  return atSpan(file.sourceEdit({ span: at.span, text }));
}

function atSpan(edit: ReturnType<CodeDocument["edit"]>): Fix["edits"][number] | null {
  return edit === null ? null : { at: { span: edit.span }, text: edit.text };
}

/** Findings without those that only repeat what reading has told of an app. */
export function untold(findings: readonly AppFinding[], code: CodeDocument): AppFinding[] {
  return findings.filter(({ app, rule }) => app === null || !code.surroundings.get(app)?.told.has(rule));
}
