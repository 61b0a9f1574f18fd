import { wrap } from "../report/wrap.ts";
import { rules } from "../rules/index.ts";
import { quote } from "../text/printable.ts";
import { type BadUsage, didYouMean, type Invocation, lastValue } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { print, readShippedText } from "./output.ts";

/** Says what a rule finds, why, and shows its examples: the rule's page, as it is shipped, or its entry in the list. */
export function explain(invocation: Invocation, host: Host): number | BadUsage {
  const [id, ...more] = invocation.operands;
  if (id === undefined || more.length > 0)
    return { badUsage: "explain takes the id of one rule; `fal-lint rules` lists them" };
  const known = rules.map((rule) => rule.id);
  if (!known.includes(id)) return { badUsage: `there is no rule ${quote(id)}${didYouMean(id, known)}` };
  const isJson = lastValue(invocation, "format") === "json";
  const text = isJson ? readEntry(id, host) : readPage(id, host);
  return text !== null && print(host, [text]) ? exit.ok : exit.unusable;
}

function readPage(id: string, host: Host): string | null {
  const page = readShippedText(`docs/rules/${id}.md`, host);
  return page && forTerminal(page);
}

function readEntry(id: string, host: Host): string | null {
  const list = readShippedText("docs/rules/rules.json", host);
  if (list === null) return null;
  const { rules: entries }: { rules: readonly { readonly id: string }[] } = JSON.parse(list);
  return `${JSON.stringify(
    entries.find((entry) => entry.id === id),
    null,
    2,
  )}\n`;
}

/** Prose is wrapped; code and lists of sources are not, and comments are left out. */
function forTerminal(page: string): string {
  const parts = page.replaceAll(/^<!--.*-->\n/gm, "").split(/^(```[\s\S]*?^```)$/m);
  return parts.map((part) => (part.startsWith("```") ? part : wrapLines(part))).join("");
}

function wrapLines(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.startsWith("- ") ? line : wrap(line, 78).join("\n")))
    .join("\n");
}
