import { lazy } from "../text/lazy.ts";
import { masked } from "../text/printable.ts";
import type { Span } from "../text/source.ts";
import { decodeBase64 } from "./base64.ts";
import { ecrAuthorizationTokenPrefix, ecrPasswordPrefix } from "./ecr-token.ts";
import { isJwtHeader } from "./jwt.ts";
import { isNgcLegacyKey } from "./ngc-key.ts";
import { isPlaceholder } from "./placeholder.ts";
import { isToken } from "./token.ts";
import { mayHoldShape, type TokenShape, tokenKinds } from "./token-kinds.ts";

/**
 * Where tokens stand within a text, in order and without overlap. A span may cover a little more than its token, never less. Stand-ins
 * are left out; so are digests, UUIDs, and base64 that holds nothing known. Takes linear time: every pattern is bounded, and what a
 * word begins with is looked at once.
 */
export function tokenSpans(text: string): readonly Span[] {
  const possible = ways.filter(({ mayBe }) => mayBe(text));
  if (possible.length === 0) return [];
  if (isToken(text)) return [[0, text.length]];
  return merge(possible.flatMap(({ find }) => find(text)));
}

/** The text with a mask in the place of every token. */
export function withoutTokens(text: string): string {
  return masked(text, tokenSpans(text));
}

const urlPassword = /:\/\/[^\s/?#@:"']{0,256}:(?=([^\s/?#@"']{1,1024})@)/g;

/** `https://user:password@host`: no shape tells the password, but its place does. Variables are none. */
function urlPasswords(text: string): Span[] {
  return [...text.matchAll(urlPassword)].flatMap((match): Span[] => {
    const password = match[1] ?? "";
    const start = match.index + match[0].length;
    return /[${}%<>]/.test(password) || isPlaceholder(password) ? [] : [[start, start + password.length]];
  });
}

// One way to find tokens, and whether a text has what all of them have: most texts have nothing of any.
interface Way {
  readonly mayBe: (text: string) => boolean;
  readonly find: (text: string) => readonly Span[];
}

const ways: readonly Way[] = [
  { mayBe: mayHoldShape, find: shaped },
  { mayBe: holding(ecrPasswordPrefix, ecrAuthorizationTokenPrefix), find: ecrTokens },
  { mayBe: holding("eyJ"), find: jwts },
  { mayBe: mayHoldBase64, find: keyFiles },
  { mayBe: mayHoldBase64, find: ngcKeys },
  { mayBe: holding('type"', 'type\\"'), find: rawKeyFiles },
  { mayBe: holding("-----BEGIN"), find: privateKeys },
  { mayBe: holding("://"), find: urlPasswords },
];

function holding(...signs: readonly string[]): (text: string) => boolean {
  return (text) => signs.some((sign) => text.includes(sign));
}

/** Which may be wrapped, in lines of 15 characters at least. */
function mayHoldBase64(text: string): boolean {
  return /[\w+/=~-]{15}(?:\s|[\w+/=~-]{25})/.test(text);
}

// The start of a word, also behind `\n` and `%3A` as they stand in a string or a URL.
const wordStart = "(?:(?<![\\w-])|(?<=\\\\[nrt]|%[0-9A-Fa-f]{2}))";
const wordEnd = "(?![A-Za-z0-9])";

const shapes = lazy(() => ({
  anywhere: new RegExp(
    alternatives(({ plain }) => !plain),
    "g",
  ),
  wholeWords: new RegExp(wordStart + alternatives(({ plain }) => plain) + wordEnd, "g"),
}));

function alternatives(isWanted: (shape: TokenShape) => boolean): string {
  const shapes = Object.values(tokenKinds).flatMap(({ shape }) => (shape !== null && isWanted(shape) ? shape : []));
  return `(?:${shapes.map(({ prefix, body }) => prefix + body).join("|")})`;
}

/** Tokens that are told by their shape. What follows one without a break is taken for a part of it. */
function shaped(text: string): Span[] {
  const behind = (match: RegExpExecArray): number | null =>
    isPlaceholder(match[0]) ? null : runEnd(text, endOf(match), /[^\w-]/g);
  const { anywhere, wholeWords } = shapes();
  return [...scan(text, anywhere, behind), ...scan(text, wholeWords, behind)];
}

const ecrToken = lazy(
  () => new RegExp(`(?:${ecrPasswordPrefix}|${ecrAuthorizationTokenPrefix})[A-Za-z0-9+/]{16}`, "g"),
);

/** ECR's tokens, whole or cut short. */
function ecrTokens(text: string): Span[] {
  return scan(text, ecrToken(), (match) => runEnd(text, endOf(match), /[^\w+/=.-]/g));
}

const jwtStart = lazy(() => new RegExp(`${wordStart}(?:ghs_[0-9]{1,20}_)?eyJ`, "g"));
const longestHeader = 8192;

/** JWTs, also those within a GitHub installation token. */
function jwts(text: string): Span[] {
  return scan(text, jwtStart(), (match) => {
    const header = endOf(match) - "eyJ".length;
    const headerEnd = runEnd(text, header, /[^\w-]/g);
    if (text[headerEnd] !== "." || headerEnd - header > longestHeader) return null;
    return isJwtHeader(text.slice(header, headerEnd)) ? runEnd(text, headerEnd, /[^\w.-]/g) : null;
  });
}

// `{` and then a quote or white space, in base64.
const base64Object = lazy(() => new RegExp(`${wordStart}e[wy][A-Za-z0-9+/]{46}`, "g"));
const keyFileType = /"type"\s{0,9}:\s{0,9}"(?:service_account|authorized_user)"/;

/** Google key files in base64. Their type comes first, so the first lines tell them. */
function keyFiles(text: string): Span[] {
  return scan(text, base64Object(), (match) => {
    const lineEnd = runEnd(text, match.index, /[^A-Za-z0-9+/=]/g);
    const length = Math.min(lineEnd - match.index, 400);
    const beginning = decodeBase64(text.slice(match.index, match.index + length - (length % 4))) ?? "";
    return keyFileType.test(beginning) ? wrappedEnd(text, match.index, lineEnd) : null;
  });
}

/** The end of base64 that is broken into lines as long as its first: after a shorter one, or where something else follows. */
function wrappedEnd(text: string, start: number, firstEnd: number): number {
  const width = firstEnd - start;
  let end = firstEnd;
  for (let length = width; length === width; ) {
    const next = text.startsWith("\r\n", end) ? end + 2 : text[end] === "\n" ? end + 1 : null;
    if (next === null) return end;
    const nextEnd = runEnd(text, next, /[^A-Za-z0-9+/=]/g);
    length = nextEnd - next;
    // The second line must be a whole one; else it is no broken base64, but whatever comes next.
    if (length === width || (length < width && end > firstEnd)) end = nextEnd;
  }
  return end;
}

// In a string of a string their quotes have backslashes.
const rawKeyFileType = /\\?"type\\?"\s{0,9}:\s{0,9}\\?"(?:service_account|authorized_user)\\?"/g;
const rawSecret = /"(?:private_key|client_secret|refresh_token)\\?"/;
const longestWayBack = 1024;

/** Google key files as they are, from brace to brace. */
function rawKeyFiles(text: string): Span[] {
  return scan(text, rawKeyFileType, (match) => find(text, /\}/g, endOf(match))?.[1] ?? text.length)
    .map(([at, end]): Span => {
      const before = text.slice(Math.max(at - longestWayBack, 0), at);
      return [at - before.length + Math.max(before.lastIndexOf("{"), 0), end];
    })
    .filter(([start, end]) => rawSecret.test(text.slice(start, end)));
}

const ngcKey = lazy(() => new RegExp(`${wordStart}[A-Za-z0-9]{84}${wordEnd}`, "g"));

function ngcKeys(text: string): Span[] {
  return scan(text, ngcKey(), (match) => (isNgcLegacyKey(match[0]) ? endOf(match) : null));
}

const privateKeyStart = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY/g;
const privateKeyEnd = /-----END [A-Z ]{0,40}-----/g;
const longestKey = 65_536;
// Soon behind the first line, or it is only spoken of.
const keyMaterial = /[A-Za-z0-9+/]{16}/;

/** Private keys, up to their last line; without one, as far as the base64 goes. */
function privateKeys(text: string): Span[] {
  // Where the last line of the next key stands; looked for again only when it lies behind.
  let closing: Span | null = [-1, -1];
  return scan(text, privateKeyStart, (match) => {
    const from = endOf(match);
    if (!keyMaterial.test(text.slice(from, from + 400))) return null;
    if (closing !== null && closing[0] < from) closing = find(text, privateKeyEnd, from);
    if (closing === null || closing[1] - match.index > longestKey) return runEnd(text, from, /[^A-Za-z0-9+/=\s\\-]/g);
    return isPlaceholder(text.slice(match.index, closing[1])) ? null : closing[1];
  });
}

/** The spans from each match of a global pattern to where `end` says, null for no span. What a span covers is not searched again. */
function scan(text: string, pattern: RegExp, end: (match: RegExpExecArray) => number | null): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const resume = pattern.lastIndex;
    const found = end(match);
    if (found !== null) spans.push([match.index, found]);
    pattern.lastIndex = found ?? resume;
  }
  return spans;
}

function find(text: string, pattern: RegExp, from: number): Span | null {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? null : [match.index, endOf(match)];
}

/** Where the first character stands that does not belong to a run; a search, since a greedy pattern over megabytes may overflow. */
function runEnd(text: string, from: number, outside: RegExp): number {
  return find(text, outside, from)?.[0] ?? text.length;
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length;
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last === undefined || span[0] > last[1]) merged.push(span);
    else if (span[1] > last[1]) merged[merged.length - 1] = [last[0], span[1]];
  }
  return merged;
}
