import { chooseFixes } from "../fix.ts";
import { type LintResult, lint } from "../lint.ts";
import { suppressionEdit } from "../silence/suppression-edit.ts";
import type { Diagnostic, Edit } from "../text/diagnostic.ts";
import { applyEdits } from "../toml/edit.ts";
import { appsOf, type Project, readProjectFile } from "./project.ts";

/** Something that can be done about a finding. */
export interface Action {
  readonly kind: "fix" | "suppress";
  readonly title: string;
  readonly diagnostic: Diagnostic;
  /** It cannot change what the user meant. */
  readonly isSafe: boolean;
  readonly edits: readonly Edit[];
}

/** The most findings at one place for which suppressions are tried out. */
const mostSuppressions = 10;

/** What can be done about findings of a project: the safe fixes first, then the others, then the comments that suppress. */
export function actionsFor(diagnostics: readonly Diagnostic[], project: Project): readonly Action[] {
  const fixes = diagnostics.flatMap((diagnostic): Action[] => {
    const { fix } = diagnostic;
    if (fix === null) return [];
    return [{ kind: "fix", title: fix.description, diagnostic, isSafe: fix.safe, edits: fix.edits }];
  });
  const sorted = [...fixes.filter(({ isSafe }) => isSafe), ...fixes.filter(({ isSafe }) => !isSafe)];
  return [...sorted, ...suppressions(diagnostics.slice(0, mostSuppressions), project)];
}

/** The edits of every safe fix of some findings that can be made at once. */
export function fixAllEdits(diagnostics: readonly Diagnostic[]): readonly Edit[] {
  return chooseFixes(diagnostics, (file) => file).chosen.flatMap(({ fix }) => fix.edits);
}

/** The comments that suppress findings. Where there is no place for one, in the middle of a string say, none: each is tried out. */
function suppressions(diagnostics: readonly Diagnostic[], project: Project): readonly Action[] {
  if (diagnostics.length === 0) return [];
  const { path, text, options } = project;
  const { files = null } = options;
  const { positions } = readProjectFile(project);
  const commented = { path, text, folder: ".", positions, contexts: appsOf(project), files };
  const before = lintProject(project);
  return diagnostics.flatMap((diagnostic): Action[] => {
    const edit = suppressionEdit(diagnostic, commented);
    if (edit === null) return [];
    const after = lintProject(withEdit(project, edit));
    const isSuppressed = after.summary.suppressed > before.summary.suppressed;
    if (!isSuppressed || after.diagnostics.length >= before.diagnostics.length) return [];
    const title = `Suppress ${diagnostic.rule} here with a comment, and say why`;
    return [{ kind: "suppress", title, diagnostic, isSafe: false, edits: [edit] }];
  });
}

function lintProject({ path, text, options }: Project): LintResult {
  return lint({ path, text }, options);
}

/** The project as it would be with an edit made. */
function withEdit(project: Project, { file, range, text: inserted }: Edit): Project {
  const { path, text, options } = project;
  const edit = { span: [range.start.offset, range.end.offset], text: inserted } as const;
  const edited = (old: string) => {
    const result = applyEdits(old, [edit]);
    return "text" in result ? result.text : old;
  };
  if (file === path) return { ...project, text: edited(text) };
  const { files } = options;
  if (files === undefined) return project;
  const readText: typeof files.readText = (path) => {
    const content = files.readText(path);
    return path === file && content.kind === "text" ? { kind: "text", text: edited(content.text) } : content;
  };
  return { ...project, options: { ...options, files: { ...files, readText } } };
}
