import { withoutTokens } from "./container/token-spans.ts";
import { rulesById } from "./rule-ids.ts";
import type { Rule } from "./rules/rule.ts";
import { compareDiagnostics, type Diagnostic, type KeyPath, type Severity } from "./text/diagnostic.ts";
import type { Files } from "./text/files.ts";
import type { Finding, Place } from "./text/finding.ts";
import { Lines, type Range, type Span } from "./text/source.ts";
import { type Positions, scanPositions } from "./toml/positions.ts";

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

interface DiagnoseOptions {
  readonly files?: Files;
  readonly config?: RuleConfig;
}

/** Findings as they are reported: those of rules that are switched on, with ranges, in the one order. */
export function diagnose(
  findings: readonly AppFinding[],
  path: string,
  text: string,
  { files, config = {} }: DiagnoseOptions,
): Diagnostic[] {
  const located = new Locator(path, text, files ?? null);
  return findings
    .flatMap((finding) => {
      const severity = severityOf(finding, config);
      return severity === "off" ? [] : [diagnostic(finding, severity, located)];
    })
    .sort(compareDiagnostics);
}

/** Whether anything that a rule finds can be reported. */
export function isOn({ id }: Pick<Rule, "id">, config: RuleConfig): boolean {
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

/** How the report names a file that is named relative to the folder of a pyproject.toml. */
export function reportPath(project: string, file: string): string {
  return project.slice(0, project.lastIndexOf("/") + 1) + file;
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

/** Finds places in the pyproject.toml and beside it; reads nothing before it is asked. */
class Locator {
  readonly #path: string;
  readonly #text: string;
  readonly #files: Files | null;
  readonly #lines = new Map<string, Lines>();
  #positions: Positions | null = null;

  constructor(path: string, text: string, files: Files | null) {
    this.#path = path;
    this.#text = text;
    this.#files = files;
  }

  /** The file as the report names it: beside the pyproject.toml. */
  file(place: Place): string {
    return "file" in place ? reportPath(this.#path, place.file) : this.#path;
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
    this.#positions ??= scanPositions(this.#text);
    const entry = this.#positions.find(place.keyPath);
    return entry !== null && (entry.kind !== "table" || entry.valueSpan[0] !== entry.keySpan[0]);
  }

  /** What was never written is pointed at by its nearest written ancestor's key. */
  #spanOf(keyPath: KeyPath, part: "key" | "value"): Span {
    this.#positions ??= scanPositions(this.#text);
    const entry = this.#positions.find(keyPath);
    if (entry === null) return this.#positions.nearest(keyPath).keySpan;
    return part === "key" ? entry.keySpan : entry.valueSpan;
  }

  /** Null: the pyproject.toml itself. */
  #linesOf(file: string | null): Lines {
    const cached = this.#lines.get(file ?? "");
    if (cached) return cached;
    const content = file === null ? null : this.#files?.readText(file);
    const lines = new Lines(file === null ? this.#text : content?.kind === "text" ? content.text : "");
    this.#lines.set(file ?? "", lines);
    return lines;
  }
}
