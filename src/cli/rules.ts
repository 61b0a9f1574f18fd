import { rules } from "../rules/index.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { print, readShippedText } from "./output.ts";

/** Lists all rules, as a table or as JSON. */
export function listRules(invocation: Invocation, host: Host): number | BadUsage {
  if (invocation.operands.length > 0)
    return { badUsage: "rules takes no operand; `fal-lint explain RULE` is about one rule" };
  const isJson = lastValue(invocation, "format") === "json";
  const text = isJson ? readShippedText("docs/rules/rules.json", host) : asTable();
  return text !== null && print(host, [text]) ? exit.ok : exit.unusable;
}

function asTable(): string {
  const column = Math.max(...rules.map(({ id }) => id.length));
  const rows = rules.map(({ id, severity, summary, optional }) => {
    return `${id.padEnd(column)}  ${severity.padEnd(7)}  ${summary}${optional ? " (only if selected)" : ""}\n`;
  });
  return rows.join("");
}
