import { pathText } from "../config/wording.ts";
import { rules } from "../rules/index.ts";
import type { Diagnostic, SuppressedDiagnostic } from "../text/diagnostic.ts";
import { printable } from "../text/printable.ts";
import { Fingerprints } from "./fingerprint.ts";
import { CodeFrames } from "./frame.ts";
import { jsonLine } from "./json.ts";
import type { FormatOptions } from "./options.ts";
import { artifactLocation, fix, levels, location, text } from "./sarif-parts.ts";
import { driver } from "./sarif-rules.ts";
import type { Report } from "./types.ts";

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), a result a line; what is suppressed is told as such. */
export function* sarif(report: Report, options: FormatOptions): Generator<string> {
  const fingerprints = new Fingerprints();
  const results = resultsOf(report.diagnostics, options.suppressed ?? [], fingerprints);
  const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  yield `{"$schema":${jsonLine(schema)},"version":"2.1.0","runs":[{\n`;
  yield `"tool":{"driver":${jsonLine(driver(report.tool, options.documentation))}},\n`;
  yield `"invocations":[${jsonLine(invocation(report))}],\n`;
  yield `"originalUriBaseIds":${jsonLine({ "%SRCROOT%": { description: text("The working directory of fal-lint.") } })},\n`;
  yield `"columnKind":"utf16CodeUnits",\n"results":[`;
  let separator = "\n";
  for (const result of results) {
    yield separator + jsonLine(result);
    separator = ",\n";
  }
  yield "\n]}]}\n";
}

function* resultsOf(
  diagnostics: readonly Diagnostic[],
  suppressed: readonly SuppressedDiagnostic[],
  fingerprints: Fingerprints,
): Generator<object> {
  // If one result of a run tells its suppressions, all must.
  for (const diagnostic of diagnostics) yield { ...result(diagnostic, fingerprints), suppressions: [] };
  for (const { diagnostic, by, reason } of suppressed) {
    const kind = by === "comment" ? "inSource" : "external";
    const justification = reason === null ? {} : { justification: new CodeFrames(reason, "other").line(1) };
    yield { ...result(diagnostic, fingerprints), suppressions: [{ kind, status: "accepted", ...justification }] };
  }
}

const indices: ReadonlyMap<string, number> = new Map(rules.map(({ id }, index) => [id, index]));

function result(diagnostic: Diagnostic, fingerprints: Fingerprints): object {
  const { rule, severity, file, app, keyPath, range, message, help, related } = diagnostic;
  const ruleIndex = indices.get(rule);
  const place = keyPath === null ? {} : { logicalLocations: [{ fullyQualifiedName: printable(pathText(keyPath)) }] };
  return {
    ruleId: printable(rule),
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: text(...(help === null ? [message] : [message, help])),
    locations: [{ ...location(file, range), ...place }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => {
        return { id, ...location(other.file, other.range), message: text(other.message) };
      }),
    }),
    partialFingerprints: { "ruleAndPlace/v1": fingerprints.of(diagnostic) },
    ...(diagnostic.fix !== null && { fixes: [fix(diagnostic.fix)] }),
    ...(app !== null && { properties: { app: printable(app) } }),
  };
}

/** What could not be read was not checked. */
function invocation({ files }: Report): object {
  const unreadable = files.filter(({ status }) => status === "unreadable");
  const notifications = unreadable.map(({ path }) => ({
    level: "error",
    message: text("The file cannot be read."),
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
  }));
  return { executionSuccessful: unreadable.length === 0, toolExecutionNotifications: notifications };
}
