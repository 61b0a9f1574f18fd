import type { Exclusion, SourceOutcome } from "../client/uploads.ts";
import { shown } from "../manifest/shown.ts";
import type { Shown } from "../manifest/types.ts";
import type { AppContext } from "../rules/rule.ts";
import { copyReport } from "../rules/uploads/copy-verdicts.ts";
import { quote } from "../text/printable.ts";
import { Lines } from "../text/source.ts";

/** A source for which nothing is sent, and why. */
export interface UnsentSource {
  /** 1-based line of the Dockerfile. */
  readonly line: number;
  readonly source: Shown;
  readonly reason: string;
}

/** In the order of the Dockerfile: what the client looks for in vain, and the lines that it does not see or cannot read. */
export function unsentSources(app: AppContext): readonly UnsentSource[] {
  if (app.build?.kind !== "dockerfile" || app.build.content === null) return [];
  const { copySources, uploads, text } = app.build.content;
  const lines = new Lines(text);
  const line = (offset: number) => lines.position(offset).line;
  const outcomes = uploads.outcomes.values();
  const sought = copySources.reads.flatMap((read): UnsentSource[] => {
    const unread = unreadable[read.skipped ?? ""];
    if (unread !== undefined) return [{ line: line(read.span[0]), source: read.instruction, reason: unread }];
    return read.sources.flatMap(({ path, span }) => {
      const reason = unsentReason(path, outcomes.next().value);
      return reason === null ? [] : { line: line(span[0]), source: shown(path || "/"), reason };
    });
  });
  const unseen = (copyReport(app)?.lines ?? []).flatMap(({ unseen, unmet }) =>
    unseen === null
      ? []
      : unmet.map(({ word }) => ({ line: line(word.span[0]), source: shown(word.value), reason: unseenWords[unseen] })),
  );
  return [...sought, ...unseen].sort((a, b) => a.line - b.line);
}

const unreadable: Readonly<Record<string, string>> = {
  "too-few-words": "the client finds no two words in this line",
  "no-closing-quotation": "the client cannot split this line: a quotation is not closed",
  "no-escaped-character": "the client cannot split this line: it ends in a backslash",
  "invalid-json": "the client takes this line for JSON, and it is none",
  "not-strings": "the client takes this line for JSON, and it is no list of strings",
};

const unseenWords = {
  indented: "the client does not see a line that is indented",
  joined: "the client takes this line for a part of the one above",
} as const;

function unsentReason(source: string, outcome: SourceOutcome | undefined): string | null {
  switch (outcome?.kind) {
    case "missing":
      if (source.startsWith("<<")) return "a heredoc, which the client takes for a file";
      if (source.includes("$")) return "not found: the client expands no variables";
      return /[*?[]/.test(source) ? "not found: the client expands no globs" : "not found";
    case "excluded":
      return exclusionWords(outcome.by);
    case "directory": {
      const [first] = outcome.excluded;
      if (outcome.files > 0) return null;
      if (first !== undefined) return `nothing is left of it: ${exclusionWords(first.by)}`;
      return outcome.unreadable.length > 0 ? "a folder that cannot be read" : "a folder without files";
    }
    case "special":
      return "neither a file nor a folder";
    case "outside":
      return "leads out of the build context";
    default:
      return null;
  }
}

function exclusionWords(by: Exclusion): string {
  if (by === "app-file") return "the file of the app itself, which is sent by other means";
  const pattern = quoteShown(shown(by.pattern));
  if (by.negated) return `ignored by ${pattern} in .dockerignore, of which the client drops the \`!\``;
  return `ignored by ${pattern}${by.span === null ? ", a default of fal's client" : " in .dockerignore"}`;
}

/** For a message: quoted, or a word for what may not be shown. */
export function quoteShown(text: Shown): string {
  return quote(cell(text));
}

/** For a table. */
export function cell(text: Shown): string {
  return typeof text === "string" ? text : "(holds a token)";
}
