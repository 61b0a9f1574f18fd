// The documentation pages of the rules, made from the rules themselves.
import { check } from "../src/check.ts";
import { CodeFrames } from "../src/report/frame.ts";
import { palette } from "../src/report/palette.ts";
import { prettyDiagnostic } from "../src/report/pretty.ts";
import { rules } from "../src/rules/index.ts";
import type { Example, Rule } from "../src/rules/rule.ts";
import { memoryFiles } from "../test/memory-files.ts";

/** Every page by its path. */
export function ruleDocs(): Record<string, string> {
  const pages = rules.map((rule): [string, string] => [`docs/rules/${rule.id}.md`, page(rule)]);
  return { "docs/rules/README.md": index(), ...Object.fromEntries(pages) };
}

const preamble = "<!-- Made by scripts/generate.mjs from src/rules. Do not edit. -->\n";

function index(): string {
  const rows = rules.map((rule) => `| [${rule.id}](${rule.id}.md) | ${level(rule)} | ${fixable(rule)} | ${cell(rule.summary)} |`);
  return `${preamble}# Rules\n\n| rule | severity | fix | finds |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

function page(rule: Rule): string {
  const { id, summary, why, bad, good, sources, since, required } = rule;
  const notes = [
    `Severity: **${level(rule)}**. Since ${since}.`,
    required ? "It cannot be switched off: what it flags is not checked any further." : "",
    rule.optional ? "It says nothing unless it is selected." : "",
    fixable(rule) ? "`--fix` mends it." : "",
  ].filter((note) => note !== "");
  return `${preamble}# ${id}

${summary}.

${notes.join(" ")}

${why}

## Bad

${files(bad)}
says

\`\`\`text
${output(rule)}
\`\`\`

## Good

${files(good)}
## Sources

${sources.map((source) => `- ${source.startsWith("https://") ? `<${source}>` : source}`).join("\n")}
`;
}

function level({ severity, optional }: Rule): string {
  return optional ? `off (${severity})` : severity;
}

function fixable(rule: Rule): string {
  return findings(rule).some(({ fix }) => fix?.safe) ? "yes" : "";
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function files(example: Example): string {
  return Object.entries(example)
    .map(([path, text]) => `${path}:\n\n\`\`\`${language(path)}\n${text.replace(/\n$/, "")}\n\`\`\`\n`)
    .join("\n");
}

function language(path: string): string {
  return path.endsWith(".toml") ? "toml" : path.endsWith(".py") ? "python" : /Dockerfile$/.test(path) ? "dockerfile" : "text";
}

function findings(rule: Rule) {
  const { bad, withoutFiles, now, optional, id } = rule;
  const { diagnostics } = check(
    { path: "pyproject.toml", ...contents(bad["pyproject.toml"]) },
    {
      ...(!withoutFiles && { files: memoryFiles(bad) }),
      now: new Date(now ?? "2026-01-01T00:00:00Z"),
      ...(optional && { config: { severity: { [id]: "warning" } } }),
    },
  );
  return diagnostics.filter((diagnostic) => diagnostic.rule === id);
}

function output(rule: Rule): string {
  const frames = new Map<string, CodeFrames>();
  const frame = (path: string) => {
    const cached = frames.get(path) ?? new CodeFrames(rule.bad[path] ?? "", path.endsWith(".toml") ? "toml" : "other");
    frames.set(path, cached);
    return cached;
  };
  const options = { frame: (diagnostic: Parameters<CodeFrames["of"]>[0] & { file: string }) => frame(diagnostic.file).of(diagnostic), palette: palette(false), width: 80, quiet: false };
  return findings(rule)
    .map((diagnostic) => prettyDiagnostic(diagnostic, options))
    .join("\n")
    .trimEnd();
}

/** U+FFFD in an example stands for a byte that is no UTF-8. */
function contents(text: string): { text: string } | { bytes: Uint8Array } {
  if (!text.includes("\ufffd")) return { text };
  const [before = "", after = ""] = text.split("\ufffd");
  return { bytes: Buffer.concat([Buffer.from(before), Buffer.of(0xe9), Buffer.from(after)]) };
}
