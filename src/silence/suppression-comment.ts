import type { Span } from "../text/source.ts";
import { parseTime } from "../text/time.ts";
import { shownReason } from "./reason.ts";

/** What a comment to fal-lint says. Spans are offsets in the file. */
export type SuppressionComment =
  | {
      readonly kind: "malformed";
      readonly span: Span;
      /** A sentence that quotes nothing. */
      readonly problem: string;
    }
  | {
      readonly kind: "suppression";
      readonly span: Span;
      /** At least one, as written. */
      readonly rules: readonly { readonly id: string; readonly span: Span }[];
      /** 00:00 UTC of the last day on which it counts; null: no end. */
      readonly until: { readonly day: Date; readonly span: Span } | null;
      /** As it may be shown; null: none, or only blanks. */
      readonly reason: string | null;
    };

/** A text without it holds no comment to fal-lint. */
export const marker = "fal-lint:";

/**
 * Reads `# fal-lint: allow RULE[, RULE] [until=YYYY-MM-DD] reason="…"`, which may stand behind another comment on its line, and be followed
 * by one. Null for any other comment. Takes linear time.
 */
export function readSuppressionComment(text: string, [start, end]: Span): SuppressionComment | null {
  const comment = text.slice(start, end).trimEnd();
  const begin = /#[ \t]*fal-lint:/.exec(comment);
  if (begin === null) return null;
  const tokens = tokenize(comment, begin.index + begin[0].length);
  const span: Span = [start + begin.index, start + (tokens?.at(-1)?.span[1] ?? comment.length)];
  const content = tokens === null ? general : readTokens(tokens, start);
  return typeof content === "string"
    ? { kind: "malformed", span, problem: content }
    : { kind: "suppression", span, ...content };
}

const general = "It must name rules, with commas between, and give a reason in double quotes.";

type Token = { readonly span: Span } & (
  | { readonly kind: "comma" }
  | { readonly kind: "word"; readonly word: string }
  /** `name=value`; `isQuoted`: the value stood in double quotes. */
  | { readonly kind: "attribute"; readonly name: string; readonly value: string; readonly isQuoted: boolean }
);

const tokenPattern =
  /[ \t]*(?:(?<comma>,)|(?<name>[a-z]+)=(?:"(?<quoted>[^"]*)"|(?<bare>[^ \t,"#]*))(?=[ \t#]|$)|(?<word>[^\s,=#"]+)(?=[ \t,#]|$)|(?<end>#|$))/dy;

/** The words from an offset to the end of the comment, or to the next `#`; null if something is none. */
function tokenize(comment: string, from: number): Token[] | null {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = from;
  for (let match = tokenPattern.exec(comment); match !== null; match = tokenPattern.exec(comment)) {
    const { comma, name, quoted, bare, word } = match.groups ?? {};
    const at = match.indices?.groups;
    const token = at?.["comma"] ?? at?.["name"] ?? at?.["word"];
    if (token === undefined) return tokens;
    const span: Span = [token[0], tokenPattern.lastIndex];
    if (comma !== undefined) tokens.push({ kind: "comma", span });
    else if (name === undefined) tokens.push({ kind: "word", word: word ?? "", span });
    else tokens.push({ kind: "attribute", name, value: quoted ?? bare ?? "", isQuoted: quoted !== undefined, span });
  }
  return null;
}

type Content = Omit<Extract<SuppressionComment, { kind: "suppression" }>, "kind" | "span">;

/** What the words say, or why they say nothing. `start` is the offset of the comment. */
function readTokens([verb, ...rest]: readonly Token[], start: number): Content | string {
  if (verb?.kind !== "word" || verb.word !== "allow") return "It must begin with `allow`.";
  const firstAttribute = rest.findIndex(({ kind }) => kind === "attribute");
  const split = firstAttribute < 0 ? rest.length : firstAttribute;
  const rules = readRules(rest.slice(0, split), start);
  if (typeof rules === "string") return rules;
  let until: Content["until"] = null;
  let reason: string | null = null;
  const seen = new Set<string>();
  for (const token of rest.slice(split)) {
    const isKnown = token.kind === "attribute" && (token.name === "until" || token.name === "reason");
    if (!isKnown || seen.has(token.name)) return "Only `until` and `reason` can follow the rules, each once.";
    seen.add(token.name);
    if (token.name === "until") {
      const day = /^[\d-]+$/.test(token.value) ? parseTime(token.value) : null;
      if (day === null) return "`until` must be a day of the calendar, written as YYYY-MM-DD.";
      until = { day, span: [start + token.span[0], start + token.span[1]] };
    } else if (!token.isQuoted) return "`reason` must stand in double quotes.";
    else reason = token.value.trim() === "" ? null : shownReason(token.value);
  }
  return { rules, until, reason };
}

function readRules(tokens: readonly Token[], start: number): Content["rules"] | string {
  const rules: { id: string; span: Span }[] = [];
  for (const [index, token] of tokens.entries()) {
    if ((token.kind === "comma") !== (index % 2 === 1)) return "Between rules there must be one comma.";
    if (token.kind === "word") {
      rules.push({ id: token.word, span: [start + token.span[0], start + token.span[1]] });
    }
  }
  if (rules.length === 0) return "It names no rule.";
  return tokens.at(-1)?.kind === "comma" ? "Behind the last comma a rule is missing." : rules;
}
