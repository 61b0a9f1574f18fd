import { rules as list } from "../../docs/rules/rules.json";
import { rulePage } from "../report/rule-page.ts";
import type { RuleInfo } from "../rules/rule.ts";
import { requireText } from "./arguments.ts";

/**
 * What there is to know of every rule, in the order of the documentation: severity, reason, sources, a bad and a good example.
 * @example
 * ```ts
 * import { rules } from "fal-lint";
 *
 * for (const { id, severity, summary } of rules.slice(0, 2)) console.log(id, severity, summary);
 * // not-utf8 error The file is not UTF-8
 * // syntax-error error The file is not TOML
 * ```
 */
export const rules: readonly RuleInfo[] = list as readonly RuleInfo[];

/**
 * The page on a rule, in Markdown, as `fal-lint explain` prints it; null if there is no such rule.
 * @throws TypeError if the id is no string
 * @example
 * ```ts
 * import { explain } from "fal-lint";
 *
 * console.log(explain("plaintext-password")?.split("\n")[2]);
 * // A registry password or build secret that is not the name of a fal secret.
 * console.log(explain("no-such-rule"));
 * // null
 * ```
 */
export function explain(rule: string): string | null {
  requireText(rule, "rule");
  const info = rules.find(({ id }) => id === rule);
  return info === undefined ? null : rulePage(info);
}
