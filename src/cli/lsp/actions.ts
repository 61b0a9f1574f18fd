import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { actionsFor, fixAllEdits } from "../../editor/actions.ts";
import { findingsOf } from "../../editor/findings.ts";
import type { Project } from "../../editor/project.ts";
import type { Edit, Diagnostic as Finding } from "../../text/diagnostic.ts";
import type { OpenFiles } from "./open-files.ts";
import type { Projects, Root } from "./projects.ts";
import { toDiagnostic, toRange } from "./protocol.ts";

/** Fixes everything that is certain in one document. */
export const fixAllKind: string = `${CodeActionKind.SourceFixAll}.fal-lint`;

/** Shows the page on a rule; its one argument is the rule's id. */
export const explainCommand = "fal-lint.explain";

interface Context {
  readonly projects: Projects;
  readonly open: OpenFiles;
  readonly pageOf: (rule: string) => string;
  readonly takesDocumentChanges: boolean;
}

/** What can be done at a range of a document, by the files as they are now. */
export function codeActions(params: CodeActionParams, context: Context): CodeAction[] {
  const { uri } = params.textDocument;
  const { only } = params.context;
  const isWanted = (kind: string) =>
    only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  return context.projects.around(uri).flatMap(({ root, project, isFile }) => {
    const own = findingsOf(project).filter(({ file }) => isFile(file));
    const here = own.filter(({ range }) => touches(toRange(range), params.range));
    const quick = isWanted(CodeActionKind.QuickFix) ? [...quickActions(here, project, root, context)] : [];
    const all = isWanted(fixAllKind) ? fixAllEdits(own) : [];
    if (all.length === 0) return quick;
    const title = "Fix all that fal-lint can fix for certain";
    return [...quick, { title, kind: fixAllKind, edit: workspaceEdit(all, root, context) }];
  });
}

function* quickActions(
  here: readonly Finding[],
  project: Project,
  root: Root,
  context: Context,
): Generator<CodeAction> {
  const uriOf = (file: string) => context.projects.uriOf(root, file);
  for (const { kind, title, diagnostic, isSafe, edits } of actionsFor(here, project)) {
    yield {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(diagnostic, uriOf, context.pageOf)],
      ...(kind === "fix" && isSafe && { isPreferred: true }),
      edit: workspaceEdit(edits, root, context),
    };
  }
  for (const rule of new Set(here.map((finding) => finding.rule))) {
    const title = `Explain ${rule}`;
    yield { title, kind: CodeActionKind.QuickFix, command: { title, command: explainCommand, arguments: [rule] } };
  }
}

/** An open document is edited only in the version that was looked at, if the editor can tell. */
function workspaceEdit(edits: readonly Edit[], root: Root, context: Context): WorkspaceEdit {
  const byUri = new Map<string, TextEdit[]>();
  for (const { file, range, text } of edits) {
    const uri = context.projects.uriOf(root, file);
    byUri.set(uri, [...(byUri.get(uri) ?? []), { range: toRange(range), newText: text }]);
  }
  if (!context.takesDocumentChanges) return { changes: Object.fromEntries(byUri) };
  return {
    documentChanges: Array.from(byUri, ([uri, list]) => {
      return { textDocument: { uri, version: context.open.get(uri)?.version ?? null }, edits: list };
    }),
  };
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
