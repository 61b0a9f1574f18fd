import { readApps } from "./config/apps.ts";
import { codeModules } from "./config/code-modules.ts";
import { type CodeDocument, type Language, plainSurroundings } from "./config/language.ts";
import { noProject, type Project, readProject } from "./config/project.ts";
import { type Configuration, noConfiguration, readConfiguration } from "./configuration.ts";
import { type AppFinding, folderOf, type Located, type RuleConfig } from "./diagnose.ts";
import { resolveBuild } from "./manifest/resolve.ts";
import { type AppsFile, readAppsFile } from "./read.ts";
import { relocate, untold } from "./relocate.ts";
import type { AppContext, ListedSecret } from "./rules/rule.ts";
import type { Baseline } from "./silence/baseline.ts";
import type { Diagnostic } from "./text/diagnostic.ts";
import type { Files } from "./text/files.ts";
import { filesInContext } from "./text/files-in-context.ts";
import { Secret } from "./text/secret.ts";
import type { Source } from "./text/source.ts";
import { readToml } from "./toml/read.ts";

/** What is known besides the file. What needs something that is absent is not judged. */
export interface CheckOptions {
  /** The files around the source; absent: rules that need files say nothing. */
  readonly files?: Files;
  /** Where the source stands in the project that `files` shows; absent: they are rooted at its own folder. */
  readonly project?: ProjectPlace;
  /** Those besides TOML that a source may be written in, or the file that the `ref` of an app names. */
  readonly languages?: readonly Language[];
  /** The time against which expiry is judged; absent: expiry is not judged. */
  readonly now?: Date;
  /** What `fal secrets list` tells; absent: whether a secret exists, and how old it is, is not judged. */
  readonly secrets?: readonly ListedSecret[];
  /** Values of fal secrets by their names, to judge what a `$NAME` holds. They are in nothing that comes out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it names, it decides; for the rest `[tool.fal-lint]` of the file does. */
  readonly config?: RuleConfig;
  /** False: comments suppress nothing, and are not judged. */
  readonly suppressions?: boolean;
  /** Findings that are known, and left out; absent: none. */
  readonly baseline?: Baseline;
}

/** Where a source stands, if its project has another folder: the one of a pyproject.toml above it, or the working directory. */
export interface ProjectPlace {
  /** The folder that the files are rooted at, as the user would name it. */
  readonly folder: string;
  /** The source, relative to that folder. */
  readonly file: string;
}

/** `no-apps`: there is no `[tool.fal.apps]`; `bad-configuration`: all was checked, but not as `[tool.fal-lint]` wants it. */
export type FileStatus = "checked" | "no-apps" | "bad-configuration" | "syntax-error" | "unreadable";

/** What comes out of every way to look at a file. */
export interface Result {
  /** The file, as it was named. */
  readonly path: string;
  readonly status: FileStatus;
  /** The keys of all apps, in the order of the file. */
  readonly apps: readonly string[];
  /** Sorted by file, offset, rule. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What there is to know of a file before any rule is asked. */
export interface Analysis {
  readonly status: FileStatus;
  readonly document: AppsFile;
  readonly located: Located;
  readonly apps: readonly string[];
  readonly images: number;
  readonly credentials: number;
  /** What reading, the schema and resolving found. */
  readonly findings: readonly AppFinding[];
  readonly project: Project;
  readonly configuration: Configuration;
  /** The apps that passed the schema. */
  readonly contexts: readonly AppContext[];
}

/** Reads a file, checks it by the schema, and resolves what its apps are built from. Total: any text gives a result. */
export function analyse(source: Source, options: CheckOptions): Analysis {
  const { files = null, now = null, secrets = null, languages = [] } = options;
  const folder = options.project?.folder ?? folderOf(source.path);
  const path = options.project?.file ?? source.path.slice(source.path.lastIndexOf("/") + 1);
  const document = readAppsFile(source, { languages, path, files });
  const { text, root, positions, code } = document;
  const located = { path: source.path, text, folder, files, positions };
  if (root === null) {
    const { findings } = document;
    const nothing = {
      apps: [],
      images: 0,
      credentials: 0,
      project: noProject,
      configuration: noConfiguration,
      contexts: [],
    };
    return { status: "syntax-error", document, located, findings, ...nothing };
  }
  const project = code === null ? readProject(root) : noProject;
  const env = secretsOf(options.env ?? {});
  const surroundingsOf = (key: string) => code?.surroundings.get(key) ?? plainSurroundings;
  const { keys, valid, images, credentials, findings: schemaFindings } = readApps(root, surroundingsOf);
  const findings = [...schemaFindings];
  // Of what is read from code, nothing else is there to be joined with.
  const modules = codeModules(files, code === null ? languages : []);
  const contexts = valid.map((app): AppContext => {
    const { context, embedded } = app.surroundings;
    const own = code === null || files === null ? files : filesInContext(files, context, embedded);
    const { build, findings: resolveFindings } = resolveBuild(app, own);
    for (const finding of resolveFindings) findings.push({ ...finding, app: app.key });
    return { ...app, build, project, files: own, modules, now, secrets, env };
  });
  return {
    status: keys === null ? "no-apps" : "checked",
    document,
    located,
    apps: (keys ?? []).filter((key) => surroundingsOf(key).isApp),
    images,
    credentials,
    findings: [...document.findings, ...inSource(findings, code)],
    project,
    configuration: code === null ? readConfiguration(root) : projectConfiguration(files),
    contexts,
  };
}

/** Code is configured by the pyproject.toml of its project. What is wrong with that is told where it is checked itself. */
function projectConfiguration(files: Files | null): Configuration {
  const file = files?.readText("pyproject.toml");
  const toml = file?.kind === "text" ? readToml(file.text) : null;
  return toml?.kind === "document" ? { ...readConfiguration(toml.root), findings: [] } : noConfiguration;
}

/** Findings about code with their places in it, under the keys of apps alone. */
export function inSource(findings: readonly AppFinding[], code: CodeDocument | null): readonly AppFinding[] {
  if (code === null) return findings;
  return untold(findings, code).map((finding) => {
    const { app } = finding;
    const isApp = app === null || code.surroundings.get(app)?.isApp;
    return { ...relocate(finding, code), app: isApp ? app : null };
  });
}

function secretsOf(env: NonNullable<CheckOptions["env"]>): ReadonlyMap<string, Secret> {
  return new Map(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, new Secret(value)]])),
  );
}
