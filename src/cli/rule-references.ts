import type { FormatOptions, RuleDocumentation } from "../report/options.ts";
import type { Host, Stream } from "./host.ts";
import { showsHyperlinks } from "./hyperlinks.ts";
import { readShippedText } from "./output.ts";

/** What the formats are told of rules: the documentation that is shipped, and where a terminal (null: a file) finds the page of one. */
export function ruleReferences(stream: Stream | null, host: Host): Pick<FormatOptions, "documentation" | "ruleUrl"> {
  let all: ReadonlyMap<string, RuleDocumentation> | null = null;
  const documentation = (rule: string) => {
    all ??= readDocumentation(host);
    return all.get(rule) ?? { why: "", sources: [] };
  };
  if (stream === null || !showsHyperlinks(stream, host.env)) return { documentation };
  return { documentation, ruleUrl: (rule) => host.shippedUrl(`docs/rules/${rule}.md`) };
}

function readDocumentation(host: Host): ReadonlyMap<string, RuleDocumentation> {
  const text = readShippedText("docs/rules/rules.json", host);
  if (text === null) return new Map();
  const { rules }: { rules: readonly (RuleDocumentation & { readonly id: string })[] } = JSON.parse(text);
  return new Map(rules.map((rule) => [rule.id, rule]));
}
