export type { CheckOptions, FileStatus } from "./analyse.ts";
export type { CheckResult } from "./check.ts";
export type { CompileResult } from "./compile.ts";
export type {
  Assignment,
  Comment,
  Directive,
  Dockerfile,
  EscapeToken,
  Flag,
  Heredoc,
  Instruction,
  Mount,
  MountField,
  Problem,
  ProblemKind,
  Word,
} from "./container/dockerfile.ts";
export type { ImageReference, ParsedReference } from "./container/image-reference.ts";
export type { ProviderId } from "./container/provider.ts";
export type { TokenId } from "./container/token-kinds.ts";
export type { RuleConfig } from "./diagnose.ts";
export { canonicalize } from "./library/canonicalize.ts";
export { check, compile, lint } from "./library/check.ts";
export { parseDockerfile, parseImageReference } from "./library/containers.ts";
export { type ClassifiedCredential, classifyCredential } from "./library/credential.ts";
export { formatReport, type ReportOptions } from "./library/format-report.ts";
export { readBaseline } from "./library/read-baseline.ts";
export { explain, rules } from "./library/rules.ts";
export { readSecretsList } from "./library/secrets-list.ts";
export type { LintResult, Summary } from "./lint.ts";
export type { Manifest } from "./manifest/types.ts";
export type { Format } from "./report/index.ts";
export type { FileReport, Report } from "./report/types.ts";
export type { Example, ListedSecret, RuleInfo as Rule } from "./rules/rule.ts";
export type { Baseline, BaselineEntry } from "./silence/baseline.ts";
export type { Diagnostic, Edit, Fix, KeyPath, Related, Severity, SuppressedDiagnostic } from "./text/diagnostic.ts";
export type { FileEntry, FileKind, FileStat, Files, FileText } from "./text/files.ts";
export type { Position, Range, Source, Span } from "./text/source.ts";
