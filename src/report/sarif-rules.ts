import { rules } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import type { FormatOptions, RuleDocumentation } from "./options.ts";
import { levels, text } from "./sarif-parts.ts";
import type { Report } from "./types.ts";

/** fal-lint itself with all of its rules, as SARIF's `toolComponent`. */
export function driver({ name, version }: Report["tool"], documentation: FormatOptions["documentation"]): object {
  return {
    name,
    version,
    semanticVersion: version,
    rules: rules.map((rule) => descriptor(rule, documentation?.(rule.id) ?? rule)),
  };
}

function descriptor(
  { id, summary, severity, optional, securitySeverity }: Rule,
  documentation: RuleDocumentation,
): object {
  return {
    id,
    shortDescription: text(`${summary}.`),
    ...help(documentation),
    defaultConfiguration: { level: levels[severity], enabled: optional !== true },
    ...(securitySeverity !== undefined && {
      properties: { tags: ["security"], "security-severity": securitySeverity.toFixed(1) },
    }),
  };
}

/** The rule's own words, which are Markdown and can be read as they are. */
function help({ why, sources }: RuleDocumentation): object {
  const list = sources.map((source) => `- ${source.startsWith("https://") ? `<${source}>` : source}`).join("\n");
  const markdown = `${why}\n\nSources:\n\n${list}`;
  return why === "" ? {} : { help: { text: markdown, markdown } };
}
