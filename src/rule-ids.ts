import { rules } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";
import type { Finding } from "./text/finding.ts";
import { nearest } from "./text/nearest.ts";
import { quote } from "./text/printable.ts";

/** Every rule by its id. */
export const rulesById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** What to say of a word that stands for a rule and is none. It could be anything, so that it is shown only if it is nearly one. */
export function unknownRule(word: string): Required<Pick<Finding, "message" | "help">> {
  const meant = nearest(word, rulesById.keys());
  return meant === null
    ? { message: "There is no such rule.", help: "`fal-lint rules` lists them all." }
    : { message: `There is no rule ${quote(word)}.`, help: `Did you mean ${quote(meant)}?` };
}
