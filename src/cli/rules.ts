import { jsonDocument } from "../report/json.ts";
import { rules } from "../rules/index.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { print } from "./output.ts";

/** Lists all rules, as a table or as JSON. */
export function listRules(invocation: Invocation, host: Host): number | BadUsage {
  if (invocation.operands.length > 0)
    return { badUsage: "rules takes no operand; `fal-lint explain RULE` is about one rule" };
  return print(host, lastValue(invocation, "format") === "json" ? asJson() : asTable()) ? exit.ok : exit.unusable;
}

function asTable(): string[] {
  const column = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, summary, optional }) => {
    return `${id.padEnd(column)}  ${severity.padEnd(7)}  ${summary}${optional ? " (only if selected)" : ""}\n`;
  });
}

function asJson(): Iterable<string> {
  const list = rules.map(({ id, severity, summary, why, sources, since, required = false, optional = false }) => {
    return { id, severity, summary, why, sources, since, required, optional };
  });
  return jsonDocument({ version: 1, rules: list });
}
