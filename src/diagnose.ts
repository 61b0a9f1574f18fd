import { withoutTokens } from "./container/token-spans.ts";
import { rulesById } from "./rule-ids.ts";
import { compareDiagnostics, type Diagnostic, type KeyPath, type Severity } from "./text/diagnostic.ts";
import type { Files } from "./text/files.ts";
import type { Finding, Place } from "./text/finding.ts";
import { Lines, type Range, type Span } from "./text/source.ts";
import type { Positions } from "./toml/positions.ts";

/** Which rules speak, and how loud. The errors of a required rule are always told. */
export interface RuleConfig {
  /** Only these; absent: all that are not optional. */
  readonly select?: readonly string[];
  /** Not these. */
  readonly ignore?: readonly string[];
  readonly severity?: Readonly<Record<string, Severity | "off">>;
}

/** A finding and the app that it belongs to; null: to the whole file. */
export type AppFinding = Finding & { readonly app: string | null };

/** A file that is checked, and where it stands. */
export interface Located {
  /** As reports name it. */
  readonly path: string;
  readonly text: string;
  /** The folder that `files` shows, as reports name it. */
  readonly folder: string;
  readonly files: Files | null;
  /** Found when it is first asked for. */
  readonly positions: () => Positions;
}

/** Findings as they are reported: those of rules that are switched on, with ranges, in the one order. */
export function diagnose(findings: readonly AppFinding[], file: Located, config: RuleConfig = {}): Diagnostic[] {
  const located = new Locator(file);
  return findings
    .flatMap((finding) => {
      const severity = severityOf(finding, config);
      return severity === "off" ? [] : [diagnostic(finding, severity, located)];
    })
    .sort(compareDiagnostics);
}

/** Whether anything that a rule finds can be reported. */
export function isOn({ id }: { readonly id: string }, config: RuleConfig): boolean {
  return severityOf({ rule: id, severity: "error" }, config) !== "off";
}

/** How loud a finding is reported, if at all. */
export function severityOf(
  finding: Pick<Finding, "rule" | "severity">,
  { select, ignore, severity }: RuleConfig,
): Severity | "off" {
  const rule = rulesById.get(finding.rule);
  const configured = severity?.[finding.rule];
  const normal = finding.severity ?? rule?.severity ?? "error";
  if (rule?.required && normal === "error") return normal;
  const selected = select === undefined ? !rule?.optional || configured !== undefined : select.includes(finding.rule);
  if (!selected || ignore?.includes(finding.rule)) return "off";
  return configured ?? normal;
}

/** How the report names a file that is named relative to a folder. */
export function reportPath(folder: string, file: string): string {
  if (folder === "." || file.startsWith("/")) return file;
  return `${folder.replace(/\/$/, "")}/${file}`;
}

/** The folder of a file; `.` for the working directory. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash) || "/";
}

function diagnostic(finding: AppFinding, severity: Severity, located: Locator): Diagnostic {
  const { rule, app, at, message, help, related, fix } = finding;
  return {
    rule,
    severity,
    file: located.file(at),
    app,
    keyPath: "keyPath" in at ? at.keyPath.map((key) => (typeof key === "string" ? withoutTokens(key) : key)) : null,
    message,
    help: help ?? null,
    range: located.range(at),
    related: (related ?? []).map((place) => ({
      file: located.file(place.at),
      range: located.range(place.at),
      message: place.message,
    })),
    fix: fix?.edits.every(({ at }) => located.isWrittenOnce(at))
      ? {
          description: fix.description,
          safe: fix.safe,
          edits: fix.edits.map((edit) => ({
            file: located.file(edit.at),
            range: located.range(edit.at),
            text: edit.text,
          })),
        }
      : null,
  };
}

/** Finds places in the checked file and beside it; reads nothing before it is asked. */
class Locator {
  readonly #located: Located;
  readonly #lines = new Map<string | null, Lines>();

  constructor(located: Located) {
    this.#located = located;
  }

  /** The file as the report names it. */
  file(place: Place): string {
    const { folder, path } = this.#located;
    return "file" in place ? reportPath(folder, place.file) : path;
  }

  range(place: Place): Range {
    if ("file" in place) return this.#linesOf(place.file).range(place.span);
    const lines = this.#linesOf(null);
    if ("span" in place) return lines.range(place.span);
    return lines.range(this.#spanOf(place.keyPath, place.part));
  }

  /** False for a key that dotted keys name, each of them anew: one edit cannot rename it. */
  isWrittenOnce(place: Place): boolean {
    if (!("keyPath" in place) || place.part === "value") return true;
    const entry = this.#located.positions().find(place.keyPath);
    return entry !== null && (entry.kind !== "table" || entry.valueSpan[0] !== entry.keySpan[0]);
  }

  /** What was never written is pointed at by its nearest written ancestor's key. */
  #spanOf(keyPath: KeyPath, part: "key" | "value"): Span {
    const positions = this.#located.positions();
    const entry = positions.find(keyPath);
    if (entry === null) return positions.nearest(keyPath).keySpan;
    return part === "key" ? entry.keySpan : entry.valueSpan;
  }

  /** Null: the checked file itself. */
  #linesOf(file: string | null): Lines {
    const cached = this.#lines.get(file);
    if (cached) return cached;
    const { text, files } = this.#located;
    const content = file === null ? null : files?.readText(file);
    const lines = new Lines(file === null ? text : content?.kind === "text" ? content.text : "");
    this.#lines.set(file, lines);
    return lines;
  }
}
