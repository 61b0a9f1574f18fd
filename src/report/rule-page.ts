import type { Example, RuleInfo } from "../rules/rule.ts";

/** The page on a rule, in Markdown: what it finds, why, what it says of a bad example, a good one, and its sources. */
export function rulePage(rule: RuleInfo): string {
  const { id, summary, why, bad, good, sources, since, required, optional, fixable, says, appendix } = rule;
  const notes = [
    `Severity: **${ruleLevel(rule)}**. Since ${since}.`,
    required && "Its errors can be neither switched off nor suppressed.",
    optional && "It says nothing unless it is selected.",
    fixable && "`--fix` mends it.",
  ];
  return `# ${id}

${summary}.

${notes.filter(Boolean).join(" ")}

${why}

## Bad

${files(bad)}
says

\`\`\`text
${says}
\`\`\`

## Good

${files(good)}
## Sources

${sources.map((source) => `- ${source.startsWith("https://") ? `<${source}>` : source}`).join("\n")}
${appendix === null ? "" : `\n${appendix}\n`}`;
}

/** How loud a rule is if nothing is configured: `error`, or `off (warning)` for one that must be selected. */
export function ruleLevel({ severity, optional }: Pick<RuleInfo, "severity" | "optional">): string {
  return optional ? `off (${severity})` : severity;
}

function files(example: Example): string {
  return Object.entries(example)
    .map(([path, text]) => `${path}:\n\n\`\`\`${language(path)}\n${text.replace(/\n$/, "")}\n\`\`\`\n`)
    .join("\n");
}

function language(path: string): string {
  if (path.endsWith(".toml")) return "toml";
  if (path.endsWith(".py")) return "python";
  return path.endsWith("Dockerfile") ? "dockerfile" : "text";
}
