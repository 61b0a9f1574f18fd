import { lazy } from "../text/lazy.ts";
import { tokenKinds } from "./token-kinds.ts";

// One pattern a kind of stand-in, over the whole value.
const standIns: readonly RegExp[] = [
  /^(?:[xX*._\u2026-]+|(.)\1{2,})$/, // one character over and over
  /^<[^<>]*>$/,
  /^\{[\w .-]*\}$/,
  /EXAMPLE(?:KEY)?$/, // as in AWS's documentation
  /^(?:change[-_ ]?(?:it|me)|pass(?:word)?|pwd|test|token|null|none|todo|redacted|example|sample|secret|placeholder)$/i,
  /^your[-_ ]?[a-z0-9_ -]*$/i,
  /^my[-_ ][a-z_ -]*$/i,
  /^-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[xX*.\u2026\s]*-----END [A-Z ]{0,30}PRIVATE KEY-----$/,
];

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = "abcdefghijklmnopqrstuvwxyz";
const figures = "0123456789";
const sequences: readonly string[] = [
  upper + lower + figures + "+/",
  figures + figures,
  figures + upper,
  figures + lower,
];
const shortestSequence = 6;

// How a token begins whose rest may be a stand-in: `ghp_xxxx`, `hf_<token>`.
const tokenPrefix = lazy(() => {
  const prefixes = Object.values(tokenKinds).flatMap(({ shape }) => (shape?.prefix ? [shape.prefix] : []));
  return new RegExp(`^(?:${prefixes.join("|")})`);
});

/** Whether a value only stands in for a password: `<token>`, `changeme`, `xxxx`, `ghp_xxxx…`, `ABCDEF`. Empty is none. */
export function isPlaceholder(value: string): boolean {
  const prefix = tokenPrefix().exec(value)?.[0] ?? "";
  return isStandIn(value) || (prefix !== "" && isStandIn(value.slice(prefix.length)));
}

function isStandIn(value: string): boolean {
  return standIns.some((pattern) => pattern.test(value)) || isSequence(value);
}

function isSequence(value: string): boolean {
  return value.length >= shortestSequence && sequences.some((sequence) => sequence.includes(value));
}
