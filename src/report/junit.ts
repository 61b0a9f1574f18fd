import { pathText } from "../config/wording.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import type { FileReport, Report } from "./types.ts";

/**
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each file, with a failed case for each error. A warning or info is a case that passes
 * and says something, as the exit code has it; a file without findings is one case that passes.
 */
export function* junit({ files, diagnostics }: Report): Generator<string> {
  const suites = new Map<string, Diagnostic[]>(files.map(({ path }) => [path, []]));
  for (const diagnostic of diagnostics) {
    const suite = suites.get(diagnostic.file);
    if (suite === undefined) suites.set(diagnostic.file, [diagnostic]);
    else suite.push(diagnostic);
  }
  const status = new Map(files.map((file) => [file.path, file.status]));
  const unreadable = files.filter((file) => file.status === "unreadable").length;
  const cases = [...suites.values()].reduce((sum, suite) => sum + Math.max(suite.length, 1), 0);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield `<testsuites${attributes({ name: "fal-lint", tests: cases, failures: failures(diagnostics), errors: unreadable })}>\n`;
  for (const [path, suite] of suites) yield* testSuite(path, suite, status.get(path));
  yield "</testsuites>\n";
}

function* testSuite(
  path: string,
  diagnostics: readonly Diagnostic[],
  status: FileReport["status"] | undefined,
): Generator<string> {
  const isUnreadable = status === "unreadable";
  const tests = Math.max(diagnostics.length, 1);
  const counts = { tests, failures: failures(diagnostics), errors: isUnreadable ? 1 : 0 };
  yield `  <testsuite${attributes({ name: path, ...counts })}>\n`;
  for (const diagnostic of diagnostics) yield testCase(diagnostic);
  if (diagnostics.length === 0) {
    const error = isUnreadable
      ? `<error${attributes({ message: "The file cannot be read.", type: "unreadable" })}/>`
      : "";
    yield `    <testcase${attributes({ name: "fal-lint", classname: path })}>${error}</testcase>\n`;
  }
  yield "  </testsuite>\n";
}

function testCase({ rule, severity, file, keyPath, range, message, help }: Diagnostic): string {
  const { line, column } = range.start;
  const place = keyPath === null ? `line ${line}` : pathText(keyPath);
  const text = [message, ...(help === null ? [] : [help]), `${file}:${line}:${column}`].map(escaped).join("\n");
  const outcome =
    severity === "error"
      ? `<failure${attributes({ message, type: rule })}>${text}</failure>`
      : `<system-out>${severity}: ${text}</system-out>`;
  return `    <testcase${attributes({ name: `${rule}: ${place}`, classname: file })}>${outcome}</testcase>\n`;
}

function failures(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 has no way to write a control character, not even as a reference: it is spelled out like everything unprintable. */
function escaped(text: string): string {
  return printable(text).replace(/[&<>"]/g, (character) => entities[character] ?? "");
}
