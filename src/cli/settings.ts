import type { RuleConfig } from "../diagnose.ts";
import { rules } from "../rules/index.ts";
import { quote } from "../text/printable.ts";
import { type BadUsage, didYouMean, type Invocation, isBadUsage, lastValue } from "./arguments.ts";
import type { Host } from "./host.ts";

/** What `lint` is told besides the files. */
export interface Settings {
  readonly now: Date;
  /** Null: any number. */
  readonly maxWarnings: number | null;
  readonly config: RuleConfig;
}

export function readSettings(invocation: Invocation, host: Host): Settings | BadUsage {
  const now = readNow(lastValue(invocation, "now"), host);
  if (isBadUsage(now)) return now;
  const maxWarnings = lastValue(invocation, "max-warnings");
  if (maxWarnings !== null && !/^\d{1,15}$/.test(maxWarnings)) {
    return { badUsage: `--max-warnings takes a whole number, not ${quote(maxWarnings)}` };
  }
  const config = readSelection(invocation);
  if (isBadUsage(config)) return config;
  return { now, maxWarnings: maxWarnings === null ? null : Number(maxWarnings), config };
}

/** `--now`, or SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or the clock. */
function readNow(written: string | null, host: Host): Date | BadUsage {
  if (written !== null) {
    return (
      readTime(written) ?? {
        badUsage: `--now takes a time such as 2026-01-31T12:00:00Z, or a day, not ${quote(written)}`,
      }
    );
  }
  const epoch = host.env["SOURCE_DATE_EPOCH"];
  if (epoch === undefined || epoch === "") return host.now();
  // 8.64e12 seconds is the last instant that a Date can hold.
  if (!/^\d{1,13}$/.test(epoch) || Number(epoch) > 8.64e12) {
    return { badUsage: `SOURCE_DATE_EPOCH must be whole seconds since 1970, not ${quote(epoch)}` };
  }
  return new Date(Number(epoch) * 1000);
}

/** A time with its offset, or a day (which begins at 00:00 UTC); null if it is none, or not in the calendar. */
function readTime(written: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)([Zz]|[+-]\d\d:\d\d))?$/.exec(written);
  if (match === null) return null;
  const [, day = "", time = "00:00", offset = "Z"] = match;
  const midnight = new Date(`${day}T00:00Z`);
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  const instant = new Date(`${day}T${time}${offset.toUpperCase()}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

function readSelection(invocation: Invocation): RuleConfig | BadUsage {
  const select = readRules(invocation, "select");
  if (isBadUsage(select)) return select;
  const ignore = readRules(invocation, "ignore");
  if (isBadUsage(ignore)) return ignore;
  const required = rules.find(({ id, required }) => required && ignore.includes(id));
  if (required) return { badUsage: `--ignore cannot leave out ${required.id}: nothing after it could be trusted` };
  return { ...(select.length > 0 && { select }), ignore };
}

/** The rules that every `--select` or `--ignore` names. */
function readRules({ values }: Invocation, option: "select" | "ignore"): readonly string[] | BadUsage {
  const known = rules.map(({ id }) => id);
  const words = (values.get(option) ?? []).flatMap((value) => value.split(",")).map((word) => word.trim());
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) return words;
  return { badUsage: `--${option} knows no rule ${quote(unknown)}${didYouMean(unknown, known)}` };
}
