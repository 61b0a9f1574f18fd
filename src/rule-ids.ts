import type { RuleTraits } from "./rules/rule.ts";
import { ruleTraits } from "./rules/traits.generated.ts";
import type { Finding } from "./text/finding.ts";
import { nearest } from "./text/nearest.ts";
import { quote } from "./text/printable.ts";

/** The traits of every rule by its id. The rules themselves are not loaded for it: who compiles does without them. */
export const rulesById: ReadonlyMap<string, RuleTraits> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(ruleTraits),
);

/** What to say of a word that stands for a rule and is none. It could be anything, so that it is shown only if it is nearly one. */
export function unknownRule(word: string): Required<Pick<Finding, "message" | "help">> {
  const meant = nearest(word, rulesById.keys());
  return meant === null
    ? { message: "There is no such rule.", help: "`fal-lint rules` lists them all." }
    : { message: `There is no rule ${quote(word)}.`, help: `Did you mean ${quote(meant)}?` };
}
