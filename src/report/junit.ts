import { pathText } from "../config/wording.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { printable, printableLine } from "../text/printable.ts";
import type { Report } from "./types.ts";

/**
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each file, with a failed case for each error. A warning or info is a case that passes
 * and says something, as the exit code has it; a file without findings is one case that passes.
 */
export function* junit({ files, diagnostics }: Report): Generator<string> {
  const suites = new Map<string, Suite>();
  for (const { path, status } of files) suites.set(path, { isUnreadable: status === "unreadable", diagnostics: [] });
  for (const diagnostic of diagnostics) {
    const suite = suites.get(diagnostic.file);
    if (suite === undefined) suites.set(diagnostic.file, { isUnreadable: false, diagnostics: [diagnostic] });
    else suite.diagnostics.push(diagnostic);
  }
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield `<testsuites${attributes({ name: "fal-lint", ...count([...suites.values()]) })}>\n`;
  for (const [path, suite] of suites) yield* testSuite(path, suite);
  yield "</testsuites>\n";
}

/** What is said of one file. */
interface Suite {
  readonly isUnreadable: boolean;
  readonly diagnostics: Diagnostic[];
}

/** Cases, and those that fail or cannot be run. */
function count(suites: readonly Suite[]): {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
} {
  let [tests, failures, errors] = [0, 0, 0];
  for (const { diagnostics, isUnreadable } of suites) {
    tests += diagnostics.length + (isUnreadable || diagnostics.length === 0 ? 1 : 0);
    for (const { severity } of diagnostics) if (severity === "error") failures++;
    if (isUnreadable) errors++;
  }
  return { tests, failures, errors };
}

function* testSuite(path: string, suite: Suite): Generator<string> {
  yield `  <testsuite${attributes({ name: path, ...count([suite]) })}>\n`;
  for (const diagnostic of suite.diagnostics) yield testCase(diagnostic);
  if (suite.isUnreadable || suite.diagnostics.length === 0) {
    const error = { message: "The file cannot be read.", type: "unreadable" };
    const outcome = suite.isUnreadable ? `<error${attributes(error)}/>` : "";
    yield `    <testcase${attributes({ name: "fal-lint", classname: path })}>${outcome}</testcase>\n`;
  }
  yield "  </testsuite>\n";
}

function testCase({ rule, severity, file, keyPath, range, message, help }: Diagnostic): string {
  const { line, column } = range.start;
  const place = keyPath === null ? `line ${line}` : pathText(keyPath);
  const text = [message, ...(help === null ? [] : [help]), `${file}:${line}:${column}`]
    .map(printableLine)
    .map(escaped)
    .join("\n");
  const outcome =
    severity === "error"
      ? `<failure${attributes({ message, type: rule })}>${text}</failure>`
      : `<system-out>${severity}: ${text}</system-out>`;
  return `    <testcase${attributes({ name: `${rule}: ${place}`, classname: file })}>${outcome}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(printable(String(value)))}"`)
    .join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Of a printable text: XML 1.0 has no way to write a control character, not even as a reference. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}
