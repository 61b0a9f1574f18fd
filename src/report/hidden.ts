import { isShowable } from "../config/visibility.ts";
import { tokenSpans } from "../container/token-spans.ts";
import { rules } from "../rules/index.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { mask } from "../text/printable.ts";
import type { Span } from "../text/source.ts";
import type { Entry } from "../toml/entry.ts";
import { scanPositions } from "../toml/positions.ts";

/** A piece of a text: where it lies in the source, and what is shown for it. */
export interface Piece {
  readonly span: Span;
  readonly shown: string;
}

const noValues: ReadonlySet<string> = new Set(["array", "inline-table", "array-of-tables", "table"]);

/** Steps of a key path, beyond which nothing is shown: dotted keys lead down by the hundred thousand. */
const deepest = 100;

/** Everything in a TOML document that is not shown, in order: values not known to be harmless, tokens, comments. */
export function hiddenInToml(text: string): Piece[] {
  const positions = scanPositions(text);
  const hidden = positions.comments.map(([start, end]): Piece => {
    return { span: [start + suppressionLength(text.slice(start, end)), end], shown: "" };
  });
  const paths = new Map<Entry, KeyPath>([[positions.root, []]]);
  for (const entry of positions.entries) {
    const { kind, valueSpan, parent } = entry;
    const above = parent === null ? undefined : paths.get(parent);
    const path = above === undefined || above.length === deepest ? undefined : [...above, entry.key];
    if (noValues.has(kind)) {
      if (path !== undefined) paths.set(entry, path);
    } else if (path === undefined || !isShowable(path) || mayHoldToken(text.slice(...valueSpan)))
      hidden.push({ span: valueSpan, shown: mask });
  }
  // In keys: the password of a URL, say.
  for (const span of tokenSpans(text)) hidden.push({ span, shown: mask });
  return withoutOverlap(hidden);
}

/** In order; pieces that overlap become one, shown as the first of them. */
export function withoutOverlap(pieces: readonly Piece[]): Piece[] {
  const apart: Piece[] = [];
  for (const piece of [...pieces].sort((a, b) => a.span[0] - b.span[0])) {
    const last = apart.at(-1);
    if (last === undefined || piece.span[0] >= last.span[1]) apart.push(piece);
    else if (piece.span[1] > last.span[1]) {
      apart[apart.length - 1] = { span: [last.span[0], piece.span[1]], shown: last.shown };
    }
  }
  return apart;
}

/** How much of a comment may be shown: of one that suppresses findings what stands in front of its reason, as far as it names rules. */
export function suppressionLength(comment: string): number {
  const begin = /^#[ \t]*fal-lint:[ \t]*allow(?![^ \t])/.exec(comment);
  if (begin === null) return 0;
  let length = begin[0].length;
  for (const [word] of comment.slice(length).matchAll(/[ \t,]*[^ \t,]+/gy)) {
    const name = word.replace(/^[ \t,]*/, "");
    if (!ruleIds.has(name) && !/^until=[\d-]{10}$/.test(name)) break;
    length += word.length;
  }
  return length;
}

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

// `https://token@host`: what stands there may be a name or a token of any shape. Variables are none.
const userInfo = /(?<=:\/\/)[^\s/?#@"'${}%<>]{1,1024}(?=@)/g;

const secretName = "(?:pass(?:wd|word|phrase)?|secret|token|key|credentials?|auth)";
// A word of a shell; a quote that is not closed counts up to the end of its line.
const value = `((?:"(?:[^"\\\\\\n]|\\\\[^])*"?|'(?:[^'\\\\\\n]|\\\\[^])*'?|[^\\s"'\\\\]|\\\\[^])+)`;
// `ENV API_TOKEN=…`, `"apiKey": "…"`.
const assigned = new RegExp(`${secretName}["']?[ \\t]*[=:][ \\t]*${value}`, "dgi");
// `--api-key …`, `ENV API_TOKEN …`, up to the blanks. Whether the name promises a secret is asked of its last word only.
const name = /--[\w-]*|^[ \t]*ENV[ \t]+\w+/gim;
const promising = new RegExp(secretName, "i");
const behindName = new RegExp(`[ \\t]+${value}`, "dy");

/** In a Dockerfile, say: recognised tokens, users in URLs, and what stands behind a name that promises a secret. In order, without overlap. */
export function hiddenInOther(text: string): Piece[] {
  const spans = [...tokenSpans(text), ...users(text), ...assignedSecrets(text), ...namedSecrets(text)];
  return withoutOverlap(spans.map((span) => ({ span, shown: mask })));
}

function users(text: string): Span[] {
  return Array.from(text.matchAll(userInfo), ({ 0: user, index }): Span => [index, index + user.length]);
}

function assignedSecrets(text: string): Span[] {
  return Array.from(text.matchAll(assigned), (match): Span => match.indices?.[1] ?? [0, 0]);
}

function namedSecrets(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: written, index } of text.matchAll(name)) {
    if (!promising.test(written.slice(written.lastIndexOf("-") + 1))) continue;
    behindName.lastIndex = index + written.length;
    const span = behindName.exec(text)?.indices?.[1];
    if (span !== undefined) spans.push(span);
  }
  return spans;
}

/** An escape could spell a token out so that it is not recognised. */
function mayHoldToken(literal: string): boolean {
  return /\\[uUx]/.test(literal) || literal.search(userInfo) >= 0 || tokenSpans(literal).length > 0;
}
