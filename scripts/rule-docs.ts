// The documentation pages of the rules, made from the rules themselves.

import { registryClients } from "../src/container/key-clients.ts";
import { jsonDocument } from "../src/report/json.ts";
import { palette } from "../src/report/palette.ts";
import { prettyDiagnostics } from "../src/report/pretty.ts";
import { ruleLevel, rulePage } from "../src/report/rule-page.ts";
import { rules } from "../src/rules/index.ts";
import type { Rule, RuleInfo } from "../src/rules/rule.ts";
import type { Diagnostic } from "../src/text/diagnostic.ts";
import { checkExample, checkedPath } from "../test/rules/check-example.ts";

/** Every page by its path. */
export function ruleDocs(): Record<string, string> {
  const infos = rules.map(info);
  const pages = infos.map((rule): [string, string] => [`docs/rules/${rule.id}.md`, preamble + rulePage(rule)]);
  // What `fal-lint rules --format json` prints, and one of which `fal-lint explain RULE --format json` does.
  const list = [...jsonDocument({ version: 1, rules: infos })].join("");
  return { "docs/rules/README.md": index(infos), "docs/rules/rules.json": list, ...Object.fromEntries(pages) };
}

function info(rule: Rule): RuleInfo {
  const { id, severity, summary, why, sources, since, bad, good, required = false, optional = false } = rule;
  const found = findings(rule);
  const fixable = found.some(({ fix }) => fix?.safe);
  const appendix = appendices[id]?.() ?? null;
  const says = output(rule, found);
  return { id, severity, summary, why, sources, since, required, optional, fixable, bad, good, says, appendix };
}

const preamble = "<!-- Made by scripts/generate.mjs from src/rules. Do not edit. -->\n";

function index(infos: readonly RuleInfo[]): string {
  return `${preamble}# Rules\n\n${table(infos, "")}\n`;
}

/** All rules in a table; `folder` is where their pages are, seen from the page that shows it. */
function table(infos: readonly RuleInfo[], folder: string): string {
  const rows = infos.map((rule) => {
    const { id, fixable, summary } = rule;
    return `| [${id}](${folder}${id}.md) | ${ruleLevel(rule)} | ${fixable ? "yes" : ""} | ${cell(summary)} |`;
  });
  return `| rule | severity | fix | finds |\n|---|---|---|---|\n${rows.join("\n")}`;
}

const [begin, end] = ["<!-- rules: made by scripts/generate.mjs -->\n", "<!-- end of rules -->"];

/** The README with the table of rules between its marks. */
export function withRuleTable(readme: string): string {
  const [before, rest = ""] = readme.split(begin);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error("README.md has lost the marks of the rule table");
  const summary = `<details>\n<summary>All ${rules.length} rules</summary>\n`;
  return `${before}${begin}${summary}\n${table(rules.map(info), "docs/rules/")}\n\n</details>\n${end}${after}`;
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
  return `## Other clients

fal builds with BuildKit. A key may have worked elsewhere, since not all clients match alike:

| key | image | ${clients.map(({ label }) => label).join(" | ")} |
|---|---|${"---|".repeat(clients.length)}
${rows.join("\n")}

Read in ${clients.map(({ source }) => source).join("; ")}.`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function findings(rule: Rule): readonly Diagnostic[] {
  return checkExample(rule.bad, rule, !rule.withoutFiles).filter((diagnostic) => diagnostic.rule === rule.id);
}

function output(rule: Rule, found: readonly Diagnostic[]): string {
  const options = { text: (path: string) => rule.bad[path] ?? null, palette: palette(false), width: 80, quiet: false };
  return [...prettyDiagnostics(found, new Set([checkedPath(rule.bad)]), options)].join("").trimEnd();
}
