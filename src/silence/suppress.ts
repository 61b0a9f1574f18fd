import type { AppFinding } from "../diagnose.ts";
import { rulesById, unknownRule } from "../rule-ids.ts";
import type { Diagnostic, SuppressedDiagnostic } from "../text/diagnostic.ts";
import { Lines, type Span } from "../text/source.ts";
import type { CommentedFile } from "./commented-files.ts";
import { readSuppressionComment, type SuppressionComment } from "./suppression-comment.ts";

/** What comments make of the diagnostics. */
export interface Suppressed {
  /** Those that no comment suppresses, in the order in which they came. */
  readonly diagnostics: readonly Diagnostic[];
  /** The others, each with the reason that its comment gives. */
  readonly suppressed: readonly SuppressedDiagnostic[];
  /** What is wrong with the comments themselves. */
  readonly findings: readonly AppFinding[];
}

export interface SuppressOptions {
  /** Null: no suppression has ended. */
  readonly now: Date | null;
  /** Whether a rule would have spoken if it had anything to say: only then is its suppression unused. */
  readonly isJudged: (rule: string) => boolean;
}

/**
 * Takes out what a comment on the line of the finding, or above it, allows with a reason that has not ended. A finding lies on the line where
 * it begins, and on that of the key or instruction that it is about. A required rule's errors stay.
 */
export function suppress(
  diagnostics: readonly Diagnostic[],
  files: readonly CommentedFile[],
  options: SuppressOptions,
): Suppressed {
  const read = new Map(files.map((file) => [file.path, new FileAllowances(file, options.now)]));
  const kept: Diagnostic[] = [];
  const suppressed: SuppressedDiagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const allowance = read.get(diagnostic.file)?.use(diagnostic) ?? null;
    if (allowance === null) kept.push(diagnostic);
    else suppressed.push({ diagnostic, by: "comment", reason: allowance.reason });
  }
  const findings = [...read.values()].flatMap((file) => file.findings(options.isJudged));
  return { diagnostics: kept, suppressed, findings };
}

/** Whether no comment and no baseline can hide it: what it flags is not checked any further. */
export function isRequired({ rule, severity }: Pick<Diagnostic, "rule" | "severity">): boolean {
  return severity === "error" && rulesById.get(rule)?.required === true;
}

type Suppression = Extract<SuppressionComment, { kind: "suppression" }>;

/** One rule of one suppression that counts. */
interface Allowance {
  readonly id: string;
  readonly span: Span;
  readonly reason: string;
  /** `refused`: only for what cannot be suppressed. */
  use: "none" | "refused" | "used";
}

class FileAllowances {
  readonly #file: CommentedFile;
  readonly #lines: Lines;
  readonly #allowances: Allowance[] = [];
  /** By line and rule; of several for one line the first counts. */
  readonly #byLine = new Map<string, Allowance>();
  readonly #problems: AppFinding[] = [];

  constructor(file: CommentedFile, now: Date | null) {
    this.#file = file;
    this.#lines = new Lines(file.text);
    const targets = this.#targetLines();
    for (const [index, span] of file.comments.entries()) {
      const comment = readSuppressionComment(file.text, span);
      if (comment?.kind === "malformed")
        this.#report("malformed-suppression", comment.span, malformed(comment.problem));
      else if (comment?.kind === "suppression") this.#add(comment, targets[index] ?? [], now);
    }
  }

  /** The allowance that lets a diagnostic pass, which is then used; null if none does. */
  use(diagnostic: Diagnostic): Allowance | null {
    const holder = this.#file.holder(diagnostic);
    const lines = [diagnostic.range.start.line, ...(holder === null ? [] : [this.#lines.position(holder).line])];
    for (const line of lines) {
      const allowance = this.#byLine.get(`${line} ${diagnostic.rule}`);
      if (allowance === undefined) continue;
      if (isRequired(diagnostic)) {
        if (allowance.use === "none") allowance.use = "refused";
      } else {
        allowance.use = "used";
        return allowance;
      }
    }
    return null;
  }

  findings(isJudged: (rule: string) => boolean): readonly AppFinding[] {
    for (const { id, span, use } of this.#allowances) {
      if (use === "refused") this.#report("unused-suppression", span, refused(id));
      else if (use === "none" && isJudged(id)) this.#report("unused-suppression", span, unused(id));
    }
    return this.#problems;
  }

  #add({ span, rules, until, reason }: Suppression, targets: readonly number[], now: Date | null): void {
    const hasEnded = until !== null && now !== null && now.getTime() >= until.day.getTime() + millisecondsPerDay;
    if (reason === null) this.#report("suppression-without-reason", span, withoutReason);
    if (hasEnded) this.#report("expired-suppression", until.span, expired(until.day));
    for (const { id, span } of rules) {
      if (!rulesById.has(id)) this.#report("unknown-rule", span, unknownRule(id));
      else if (reason !== null && !hasEnded) {
        const allowance: Allowance = { id, span, reason, use: "none" };
        this.#allowances.push(allowance);
        for (const line of targets) {
          const key = `${line} ${id}`;
          if (!this.#byLine.has(key)) this.#byLine.set(key, allowance);
        }
      }
    }
  }

  /** For each comment the lines that it is about: its own; if it stands alone also the next, and the first that is no comment. */
  #targetLines(): readonly (readonly number[])[] {
    const { text, comments } = this.#file;
    const targets: (readonly number[])[] = [];
    let below = { line: 0, target: 0 };
    for (const [start] of comments.toReversed()) {
      const { line } = this.#lines.position(start);
      const isAlone = /^[\ufeff \t]*$/.test(text.slice(this.#lines.line(line)[0], start));
      if (isAlone) {
        below = { line, target: below.line === line + 1 ? below.target : line + 1 };
        targets.push([line, line + 1, below.target]);
      } else targets.push([line]);
    }
    return targets.reverse();
  }

  #report(rule: string, span: Span, words: Words): void {
    this.#problems.push({ rule, at: this.#file.place(span), app: null, ...words });
  }
}

const millisecondsPerDay = 86_400_000;

type Words = Required<Pick<AppFinding, "message" | "help">>;

function malformed(problem: string): Words {
  return {
    message: `This comment cannot be read, so that it suppresses nothing. ${problem}`,
    help: 'Write `# fal-lint: allow RULE reason="…"`, or `# fal-lint: allow RULE, RULE until=YYYY-MM-DD reason="…"`.',
  };
}

const withoutReason: Words = {
  message: "This suppression gives no reason, and suppresses nothing.",
  help: 'Say behind the rules why it is right to leave the finding: `reason="…"`.',
};

function expired(lastDay: Date): Words {
  return {
    message: `This suppression ended with ${lastDay.toISOString().slice(0, 10)}, and suppresses nothing any more.`,
    help: "Mend what it was for and remove the comment, or give it another day.",
  };
}

function unused(id: string): Words {
  return {
    message: `There is nothing to suppress here: \`${id}\` has nothing to say about this line.`,
    help: "Remove it, or move it to the line of the finding, or the one above.",
  };
}

function refused(id: string): Words {
  return {
    message: `\`${id}\` cannot be suppressed: what it flags is not checked any further, and silence would pass for a clean bill.`,
    help: "Mend what it flags, and remove the comment.",
  };
}
