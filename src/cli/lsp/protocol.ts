import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  InsertTextFormat,
  type MarkupContent,
  MarkupKind,
  type Range,
  SymbolKind,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Suggestion } from "../../editor/completion.ts";
import { tagOf } from "../../editor/findings.ts";
import type { TableSymbol } from "../../editor/symbols.ts";
import type { Diagnostic as Finding, Severity } from "../../text/diagnostic.ts";
import type { Position as OwnPosition, Range as OwnRange, Span } from "../../text/source.ts";

// What the core says, in the protocol's words.

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const tags = { deprecated: DiagnosticTag.Deprecated, unnecessary: DiagnosticTag.Unnecessary } as const;

/** @param uriOf names a file as the editor does; `pageOf`: where the page on a rule can be opened */
export function toDiagnostic(
  { rule, severity, range, message, help, related }: Finding,
  uriOf: (file: string) => string,
  pageOf: (rule: string) => string,
): Diagnostic {
  const tag = tagOf(rule);
  return {
    range: toRange(range),
    severity: severities[severity],
    code: rule,
    codeDescription: { href: pageOf(rule) },
    source: "fal-lint",
    message: help === null ? message : `${message}\n${help}`,
    ...(tag !== null && { tags: [tags[tag]] }),
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => ({
        location: { uri: uriOf(place.file), range: toRange(place.range) },
        message: place.message,
      })),
    }),
  };
}

/** Lines and characters from 0 instead of 1; both count UTF-16 code units. */
export function toRange({ start, end }: OwnRange): Range {
  return { start: toPosition(start), end: toPosition(end) };
}

function toPosition({ line, column }: OwnPosition): Range["start"] {
  return { line: line - 1, character: column - 1 };
}

export function spanToRange(document: TextDocument, [start, end]: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** Markdown, or the same text as it is for an editor that shows none. */
export function toMarkup(markdown: string, isMarkdownShown: boolean): MarkupContent {
  return { kind: isMarkdownShown ? MarkupKind.Markdown : MarkupKind.PlainText, value: markdown };
}

const itemKinds: Readonly<Record<Suggestion["kind"], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  table: CompletionItemKind.Struct,
  value: CompletionItemKind.EnumMember,
  secret: CompletionItemKind.Constant,
  registry: CompletionItemKind.Module,
};

/** `index`: its place among the suggestions, which are in order. */
export function toItem(
  suggestion: Suggestion,
  index: number,
  document: TextDocument,
  client: { readonly showsMarkdown: boolean; readonly takesSnippets: boolean },
): CompletionItem {
  const { label, kind, detail, documentation, text, snippet, span, isDeprecated } = suggestion;
  const range = spanToRange(document, span);
  const isSnippet = snippet !== null && client.takesSnippets;
  return {
    label,
    kind: itemKinds[kind],
    ...(detail !== "" && { detail }),
    ...(documentation !== "" && { documentation: toMarkup(documentation, client.showsMarkdown) }),
    // Editors hold it against what stands in the range, an opening quote included.
    filterText: `${/^["']?/.exec(document.getText(range))?.[0] ?? ""}${label}`,
    sortText: String(index).padStart(4, "0"),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: isSnippet ? snippet : text },
    ...(isDeprecated && { tags: [CompletionItemTag.Deprecated] }),
  };
}

const symbolKinds: Readonly<Record<TableSymbol["kind"], SymbolKind>> = {
  app: SymbolKind.Module,
  image: SymbolKind.Package,
  registry: SymbolKind.Key,
};

export function toSymbol({ name, kind, span, keySpan, children }: TableSymbol, document: TextDocument): DocumentSymbol {
  return {
    name,
    kind: symbolKinds[kind],
    range: spanToRange(document, span),
    selectionRange: spanToRange(document, keySpan),
    children: children.map((child) => toSymbol(child, document)),
  };
}
