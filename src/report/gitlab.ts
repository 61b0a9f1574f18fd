import { rules } from "../rules/index.ts";
import { isRequired } from "../silence/suppress.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import { Fingerprints } from "./fingerprint.ts";
import { jsonLine } from "./json.ts";
import type { Report } from "./types.ts";

/** GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function* gitlab({ diagnostics }: Report): Generator<string> {
  const fingerprints = new Fingerprints();
  let separator = "[\n";
  for (const diagnostic of diagnostics) {
    const { rule, message, help, file, range } = diagnostic;
    const issue = {
      description: printable(help === null ? message : `${message} ${help}`),
      check_name: rule,
      fingerprint: fingerprints.of(diagnostic),
      severity: severity(diagnostic),
      location: { path: file, lines: { begin: range.start.line, end: range.end.line } },
    };
    yield separator + jsonLine(issue);
    separator = ",\n";
  }
  yield diagnostics.length === 0 ? "[]\n" : "\n]\n";
}

/** Those that find a secret in the open. */
const secretRules: ReadonlySet<string> = new Set(
  rules.filter(({ securitySeverity }) => securitySeverity !== undefined).map(({ id }) => id),
);

/** GitLab has two levels more: `blocker` is what keeps the rest from being checked, `critical` a secret in the open. */
function severity(diagnostic: Diagnostic): "info" | "minor" | "major" | "critical" | "blocker" {
  if (diagnostic.severity === "info") return "info";
  if (diagnostic.severity === "warning") return "minor";
  if (isRequired(diagnostic)) return "blocker";
  return secretRules.has(diagnostic.rule) ? "critical" : "major";
}
