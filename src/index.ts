export {
  type CheckOptions,
  type CheckResult,
  type CompileResult,
  check,
  compile,
  type FileStatus,
  type LintResult,
  lint,
  type Summary,
} from "./check.ts";
export type { RuleConfig } from "./diagnose.ts";
export type { Manifest } from "./manifest/types.ts";
export type { Report } from "./report/types.ts";
export { rules } from "./rules/index.ts";
export type { Example, ListedSecret, Rule } from "./rules/rule.ts";
export type { Diagnostic, Edit, Fix, KeyPath, Related, Severity } from "./text/diagnostic.ts";
export type { FileEntry, FileKind, FileStat, Files, FileText } from "./text/files.ts";
export type { Position, Range, Source } from "./text/source.ts";
