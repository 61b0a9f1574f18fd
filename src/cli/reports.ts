import { closing } from "../report/closing.ts";
import { closingLine } from "../report/summary.ts";
import type { Report } from "../report/types.ts";
import type { Diagnostic, SuppressedDiagnostic } from "../text/diagnostic.ts";
import type { Invocation } from "./arguments.ts";
import type { Destination } from "./destinations.ts";
import type { Host } from "./host.ts";
import { paletteFor, print, save } from "./output.ts";
import { type ByteSource, textLookup } from "./sources.ts";

/** What came out of a run. */
export interface Checked {
  readonly report: Report;
  readonly suppressed: readonly SuppressedDiagnostic[];
  /** Those with something to show. */
  readonly sources: readonly ByteSource[];
}

/** Writes a report to each destination. False if one failed, which has then been told. */
export async function writeReports(
  { report, suppressed, sources }: Checked,
  destinations: readonly Destination[],
  invocation: Invocation,
  host: Host,
): Promise<boolean> {
  const quiet = invocation.values.has("quiet");
  const told = quiet ? { ...report, diagnostics: report.diagnostics.filter(isError) } : report;
  const known = suppressed.filter(({ diagnostic }) => !quiet || isError(diagnostic));
  const text = textLookup(sources, host);
  const documents: Document[] = [];
  for (const { format, path } of destinations) {
    const stream = path === null ? host.stdout : null;
    const palette = paletteFor(stream, invocation, host.env);
    if (format === "pretty" && report.diagnostics.length === 0) {
      documents.push({ path, pieces: closing(report, { quiet, palette }) });
      continue;
    }
    const { formats } = await import("../report/index.ts");
    const { ruleReferences } = await import("./rule-references.ts");
    const width = stream?.columns ?? 80;
    const options = { text, palette, width, quiet, suppressed: known, ...ruleReferences(stream, host) };
    documents.push({ path, pieces: formats[format](told, options) });
  }
  const written = await deliver(documents, report, host);
  if (destinations.some(({ format }) => format === "github")) {
    const { appendJobSummary } = await import("./job-summary.ts");
    appendJobSummary(told, host);
  }
  return written;
}

/** A text for a file, or for standard output (null). */
interface Document {
  readonly path: string | null;
  readonly pieces: Iterable<string>;
}

/** Writes every document, and what was checked to standard output if none is for that. False if one failed, which has then been told. */
export async function deliver(documents: readonly Document[], report: Report, host: Host): Promise<boolean> {
  let isWritten = true;
  for (const { path, pieces } of documents) {
    isWritten = (path === null ? print(host, pieces) : await save(host, path, pieces)) && isWritten;
  }
  if (!isWritten || documents.some(({ path }) => path === null)) return isWritten;
  return print(host, [`${closingLine(report)}\n`]);
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
