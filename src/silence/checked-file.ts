import type { Located, RuleConfig } from "../diagnose.ts";
import type { AppContext } from "../rules/rule.ts";

/** A file with apps, and by what it was checked. */
export interface CheckedFile extends Located {
  readonly contexts: readonly AppContext[];
  readonly config: RuleConfig;
  readonly now: Date | null;
  /** What was given besides. */
  readonly given: Readonly<Record<"secrets" | "env", boolean>>;
}
