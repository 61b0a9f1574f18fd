// The documentation pages of the rules, made from the rules themselves.

import { registryClients } from "../src/container/key-clients.ts";
import { jsonDocument } from "../src/report/json.ts";
import { palette } from "../src/report/palette.ts";
import { prettyDiagnostics } from "../src/report/pretty.ts";
import { rules } from "../src/rules/index.ts";
import type { Example, Rule } from "../src/rules/rule.ts";
import { checkExample } from "../test/rules/check-example.ts";

/** Every page by its path. */
export function ruleDocs(): Record<string, string> {
  const pages = rules.map((rule): [string, string] => [`docs/rules/${rule.id}.md`, page(rule)]);
  return { "docs/rules/README.md": index(), "docs/rules/rules.json": list(), ...Object.fromEntries(pages) };
}

/** What `fal-lint rules --format json` prints, and one of which `fal-lint explain RULE --format json` does. */
function list(): string {
  const all = rules.map((rule) => {
    const { id, severity, summary, why, sources, since, bad, good, required = false, optional = false } = rule;
    return { id, severity, summary, why, sources, since, required, optional, fixable: fixable(rule) !== "", bad, good };
  });
  return [...jsonDocument({ version: 1, rules: all })].join("");
}

const preamble = "<!-- Made by scripts/generate.mjs from src/rules. Do not edit. -->\n";

function index(): string {
  return `${preamble}# Rules\n\n${table("")}\n`;
}

/** All rules in a table; `folder` is where their pages are, seen from the page that shows it. */
function table(folder: string): string {
  const rows = rules.map(
    (rule) => `| [${rule.id}](${folder}${rule.id}.md) | ${level(rule)} | ${fixable(rule)} | ${cell(rule.summary)} |`,
  );
  return `| rule | severity | fix | finds |\n|---|---|---|---|\n${rows.join("\n")}`;
}

const [begin, end] = ["<!-- rules: made by scripts/generate.mjs -->\n", "<!-- end of rules -->"];

/** The README with the table of rules between its marks. */
export function withRuleTable(readme: string): string {
  const [before, rest = ""] = readme.split(begin);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error("README.md has lost the marks of the rule table");
  const summary = `<details>\n<summary>All ${rules.length} rules</summary>\n`;
  return `${before}${begin}${summary}\n${table("docs/rules/")}\n\n</details>\n${end}${after}`;
}

function page(rule: Rule): string {
  const { id, summary, why, bad, good, sources, since, required } = rule;
  const notes = [
    `Severity: **${level(rule)}**. Since ${since}.`,
    required ? "Its errors can be neither switched off nor suppressed." : "",
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
${appendices[id]?.() ?? ""}`;
}

/** What a page has besides. */
const appendices: Readonly<Record<string, () => string>> = { "registry-key": clientTable };

const keysOfHub = ["https://index.docker.io/v1/", "https://index.docker.io/v1", "index.docker.io", "docker.io"];
const keysOfGhcr = ["ghcr.io", "https://ghcr.io", "ghcr.io/my-org", "ghcr.io/", "GHCR.io", "ghcr.io:443"];

/** Which clients use which key for which image: why a key that fal's builder does not match worked elsewhere. */
function clientTable(): string {
  const clients = Object.values(registryClients);
  const rows = [
    ...keysOfHub.map((key) => ({ key, image: "my-user/app", domain: "docker.io", repository: "my-user/app" })),
    ...keysOfGhcr.map((key) => ({ key, image: "ghcr.io/my-org/app", domain: "ghcr.io", repository: "my-org/app" })),
  ].map(({ key, image, domain, repository }) => {
    const cells = clients.map(({ serves }) => (serves(key, domain, repository) ? "yes" : "no"));
    return `| \`${key}\` | \`${image}\` | ${cells.join(" | ")} |`;
  });
  return `
## Other clients

fal builds with BuildKit. A key may have worked elsewhere, since not all clients match alike:

| key | image | ${clients.map(({ label }) => label).join(" | ")} |
|---|---|${"---|".repeat(clients.length)}
${rows.join("\n")}

Read in ${clients.map(({ source }) => source).join("; ")}.
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
  return path.endsWith(".toml")
    ? "toml"
    : path.endsWith(".py")
      ? "python"
      : /Dockerfile$/.test(path)
        ? "dockerfile"
        : "text";
}

function findings(rule: Rule) {
  return checkExample(rule.bad, rule, !rule.withoutFiles).filter((diagnostic) => diagnostic.rule === rule.id);
}

function output(rule: Rule): string {
  const options = { text: (path: string) => rule.bad[path] ?? null, palette: palette(false), width: 80, quiet: false };
  return [...prettyDiagnostics(findings(rule), new Set(["pyproject.toml"]), options)].join("").trimEnd();
}
