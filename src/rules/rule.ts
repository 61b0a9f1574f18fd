import type { CodeModules } from "../config/code-modules.ts";
import type { Surroundings } from "../config/language.ts";
import type { OpenedApp } from "../config/open.ts";
import type { Project } from "../config/project.ts";
import type { ResolvedBuild } from "../manifest/resolve.ts";
import type { KeyPath, Severity } from "../text/diagnostic.ts";
import type { Files } from "../text/files.ts";
import type { Finding } from "../text/finding.ts";
import type { Secret } from "../text/secret.ts";

/**
 * A whole small project, text by path; `pyproject.toml` is the one that is checked, and `app.py` where there is none. It is test,
 * documentation and `explain` in one.
 * `-> a` alone stands for a link to `a`, `(5 GB)` for a file of that size, `(a folder that cannot be read)` for itself; `secrets.json` is
 * what `--secrets` is given.
 */
export type Example = Readonly<Record<"pyproject.toml", string> | Record<"app.py", string>> &
  Readonly<Record<string, string>>;

/** One thing that can be wrong. Its id is its file's name and is never used again for something else. */
export interface Rule {
  readonly id: string;
  /** Of its findings, unless one says otherwise. */
  readonly severity: Severity;
  /** Says nothing unless it is selected. */
  readonly optional?: true;
  /** What it finds is a secret in the open: how bad that is, from 0 to 10 in steps of 0.1, on the scale of CVSS. */
  readonly securitySeverity?: number;
  /** One line for the rule table, without a full stop. */
  readonly summary: string;
  /** Why it matters and how sure that is, in Markdown. */
  readonly why: string;
  /** URLs, or places in the source of fal's client, that justify it. */
  readonly sources: readonly string[];
  /** Only this rule has something to say about it, and those of `alsoFlagged`. */
  readonly bad: Example;
  /** Rules that cannot but flag the bad example too. */
  readonly alsoFlagged?: readonly string[];
  /** No rule has anything to say about it. */
  readonly good: Example;
  /** It speaks of files that cannot be looked at: its bad example is checked without the files around it. */
  readonly withoutFiles?: true;
  /** The time at which the examples are checked, ISO 8601. */
  readonly now?: string;
  /** Without this option of `check` its silence proves nothing: a suppression of it is then not called unused. */
  readonly needs?: "secrets" | "env";
  /** Its errors cannot be switched off or suppressed: silence about what is not checked, or not understood, would pass for a clean bill. */
  readonly required?: true;
  /** First release with the rule. */
  readonly since: string;
  /** Absent where reading, validating or compiling finds it: those stages name the rule by its id. */
  readonly check?: (app: AppContext) => Iterable<Finding>;
  /** For what no app shows by itself: two apps with one name, a key of `[tool.fal]`, the project's dependencies. */
  readonly checkFile?: (file: FileContext) => Iterable<Finding & { readonly app: string | null }>;
}

/** What decides whether a rule's findings are told, and how loud; for who must know no more of it. */
export type RuleTraits = Pick<Rule, "severity" | "optional" | "required" | "needs">;

/** What there is to know of a rule: its page in `docs/rules/` as data. */
export interface RuleInfo
  extends Pick<Rule, "id" | "severity" | "summary" | "why" | "sources" | "since" | "bad" | "good"> {
  /** Its errors cannot be switched off or suppressed. */
  readonly required: boolean;
  /** Says nothing unless it is selected. */
  readonly optional: boolean;
  /** Some of its findings have a fix that cannot change what was meant. */
  readonly fixable: boolean;
  /** What it says of the bad example, for people. */
  readonly says: string;
  /** More for its page, in Markdown; null if there is no more. */
  readonly appendix: string | null;
}

/** All that a rule may know about a file with apps. */
export interface FileContext {
  /** As the report names it. */
  readonly path: string;
  /** What stands outside of the apps, as far as it matters to them. */
  readonly project: Project;
  /** Those that passed the schema, in the order of the file. */
  readonly apps: readonly AppContext[];
  readonly files: Files | null;
  readonly now: Date | null;
}

/** All that a rule may know about an app that has passed the schema. */
export interface AppContext {
  readonly key: string;
  /** `["tool", "fal", "apps", key]` */
  readonly path: KeyPath;
  /** As written. */
  readonly config: OpenedApp;
  /** What belongs to it besides. All paths of the app are relative to its context. */
  readonly surroundings: Surroundings;
  /** What it is built from; null if that cannot be read. */
  readonly build: ResolvedBuild | null;
  readonly project: Project;
  readonly files: Files | null;
  /** The code that a `ref` may name. */
  readonly modules: CodeModules;
  /** Null: not told, so nothing can be said about expiry. */
  readonly now: Date | null;
  /** What fal knows of its secrets; null: not told. */
  readonly secrets: readonly ListedSecret[] | null;
  /** The values of fal secrets by their names, as far as they are given. */
  readonly env: ReadonlyMap<string, Secret>;
}

/** A fal secret as `fal secrets list` tells it, without its value. */
export interface ListedSecret {
  readonly name: string;
  /** Null for the default one, `main`. */
  readonly environment: string | null;
  /** When it was set; whether setting it again renews this is not public. */
  readonly createdAt: Date;
}
