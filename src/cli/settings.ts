import type { CheckOptions } from "../analyse.ts";
import type { RuleConfig } from "../diagnose.ts";
import { readSecretsList } from "../library/secrets-list.ts";
import { rules } from "../rules/index.ts";
import { quote } from "../text/printable.ts";
import { parseTime } from "../text/time.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type BadUsage, didYouMean, type Invocation, isBadUsage, lastValue } from "./arguments.ts";
import { readEnvFile } from "./env-file.ts";
import { type Host, isFailure } from "./host.ts";

/** What is known besides the files. */
export type Knowledge = Required<Pick<CheckOptions, "now">> & Pick<CheckOptions, "secrets" | "env">;

/** What `lint` is told besides the files. */
export interface Settings {
  readonly knowledge: Knowledge;
  /** Null: any number. */
  readonly maxWarnings: number | null;
  readonly config: RuleConfig;
  /** Whether comments suppress findings. */
  readonly suppressions: boolean;
}

/** What all checks of one run share. */
export function checkOptions({ knowledge, config, suppressions }: Settings): CheckOptions {
  return { ...knowledge, config, ...(!suppressions && { suppressions }) };
}

export function readSettings(invocation: Invocation, host: Host): Settings | BadUsage {
  const knowledge = readKnowledge(invocation, host);
  if (isBadUsage(knowledge)) return knowledge;
  const maxWarnings = lastValue(invocation, "max-warnings");
  if (maxWarnings !== null && !/^\d{1,15}$/.test(maxWarnings)) {
    return { badUsage: `--max-warnings takes a whole number, not ${quote(maxWarnings)}` };
  }
  const config = readSelection(invocation);
  if (isBadUsage(config)) return config;
  return {
    knowledge,
    maxWarnings: maxWarnings === null ? null : Number(maxWarnings),
    config,
    suppressions: !invocation.values.has("no-suppressions"),
  };
}

/** The time, and what `--secrets` and `--env` tell. */
export function readKnowledge(invocation: Invocation, host: Host): Knowledge | BadUsage {
  const now = readNow(invocation, host);
  if (isBadUsage(now)) return now;
  const secrets = readSecrets(invocation, host);
  if (isBadUsage(secrets)) return secrets;
  const env = readEnv(invocation, host);
  return isBadUsage(env) ? env : { now, ...secrets, ...env };
}

/** `--now`, or SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or the clock. */
export function readNow(invocation: Invocation, host: Host): Date | BadUsage {
  const written = lastValue(invocation, "now");
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

/** A time with its offset, or a day (which begins at 00:00 UTC). */
function readTime(written: string): Date | null {
  const lacksOffset = /[Tt ][\d:.]+$/.test(written);
  return lacksOffset ? null : parseTime(written);
}

/** The bytes of a file that a flag names, or of standard input for `-`, as text. */
function readNamed(
  flag: "secrets" | "env" | "env-file",
  path: string,
  { command, operands }: Invocation,
  host: Host,
): string | BadUsage {
  const isStdin = path === "-" && flag === "secrets";
  if (isStdin && command === "lsp")
    return { badUsage: "standard input belongs to the editor: --secrets takes a file here" };
  if (isStdin && operands.includes("-")) return { badUsage: "standard input can be read for one thing only" };
  const bytes = isStdin ? host.readStdin() : host.read(host.relative(path));
  if (isFailure(bytes)) return { badUsage: `--${flag} ${quote(path)}: ${bytes.reason}` };
  const decoded = decodeUtf8(bytes);
  return "text" in decoded ? decoded.text : { badUsage: `--${flag} ${quote(path)}: it is not UTF-8` };
}

function readSecrets(invocation: Invocation, host: Host): Pick<Knowledge, "secrets"> | BadUsage {
  const path = lastValue(invocation, "secrets");
  if (path === null) return {};
  const text = readNamed("secrets", path, invocation, host);
  if (isBadUsage(text)) return text;
  const list = readSecretsList(text);
  if (!("problem" in list)) return list;
  return { badUsage: `--secrets takes what \`fal secrets list --json\` prints, not ${quote(path)}: ${list.problem}` };
}

function readEnv(invocation: Invocation, host: Host): Pick<Knowledge, "env"> | BadUsage {
  const flag = invocation.values.has("env") ? "env" : "env-file";
  const path = lastValue(invocation, flag);
  if (path === null) return {};
  const text = readNamed(flag, path, invocation, host);
  if (isBadUsage(text)) return text;
  const file = readEnvFile(text);
  if ("problem" in file) return { badUsage: `--${flag} ${quote(path)}: ${file.problem}` };
  // `node script --env-file FILE` reads the file before the script begins (Node 20 to 24 at least).
  if (flag === "env-file" && "NODE_OPTIONS" in file.env) {
    const why = "Node itself has obeyed it before fal-lint began; --env takes a file that Node does not read";
    return { badUsage: `--env-file ${quote(path)} sets NODE_OPTIONS: ${why}` };
  }
  return file;
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
