import { dynamicParts } from "../config/dynamic.ts";
import type { CodeDocument, EmbeddedFile, Surroundings } from "../config/language.ts";
import { rootPaths } from "../text/context-paths.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import type { Files } from "../text/files.ts";
import { normalizePath } from "../text/path.ts";
import type { TomlValue } from "../toml/values.ts";
import { dockerfileNames } from "./dockerfile-names.ts";
import { editor } from "./edits.ts";
import { embeddedText } from "./embedded-text.ts";
import { imageFindings } from "./image-findings.ts";
import { KeyPaths } from "./key-paths.ts";
import { wholeText } from "./mapped-text.ts";
import { type Module, type ModuleApp, readModule } from "./module.ts";
import { inPythonWords } from "./words.ts";

const appsPath: KeyPath = ["tool", "fal", "apps"];

/** What `fal deploy` is told on its command line, if at all. */
const deployTime: readonly KeyPath[] = [["auth"], ["team"], ["deployment_strategy"], ["app_scale_settings"]];

/** Parameters of an image that no pyproject.toml has. */
const onlyInPython: ReadonlySet<string> = new Set([
  "dockerfile",
  "builder",
  "compression",
  "force_compression",
  "use_isolate",
  "context_dir",
  "dockerignore",
  "dockerignore_path",
]);

/** Rules of {@link imageFindings} that tell why fal's client stops. */
const refusals: ReadonlySet<string> = new Set(["image-builder", "wrong-type", "dockerignore-refused"]);

/** What is read of a module besides its tables, for what is more than a check. */
export interface PythonDocument extends CodeDocument {
  readonly module: Module;
}

/** A Python module as the tables that a pyproject.toml would hold. Total, in linear time. */
export function readDocument(text: string, path: string, files: Files | null): PythonDocument {
  const module = readModule(text, path, files);
  const names = dockerfileNames(module.apps, files);
  const itself = embeddedText(wholeText(text), [0, 0], true);
  const keyPaths = new KeyPaths();
  const findings = unread(module);
  const surroundings = new Map<string, Surroundings>();
  for (const app of module.apps) {
    const { key, declaration } = app;
    const own = imageFindings(app, module, text, files);
    const isApp = declaration.kind !== "image";
    findings.push(...own.map((finding) => ({ ...finding, app: isApp ? key : null })));
    surroundings.set(key, {
      isApp,
      ...writeApp(app, path, names.get(key) ?? "Dockerfile", itself, keyPaths),
      isRefused: own.some(({ rule, severity }) => refusals.has(rule) && severity !== "warning"),
      told: new Set(own.some(({ rule }) => rule === "dockerfile-string-indented") ? ["copy-indented"] : []),
    });
  }
  const positions = keyPaths.positions(module.comments);
  return {
    root: keyPaths.root,
    positions,
    findings,
    surroundings,
    edit: editor(text, positions),
    words: inPythonWords,
    module,
  };
}

/** Where so much is no Python that nothing, or not all, could be looked at. */
function unread({ apps, givenUpAt, syntaxErrorAt }: Module): CodeDocument["findings"][number][] {
  if (givenUpAt !== null) {
    const message =
      "So much of this module is no Python, or nests so deep, that it was read up to here, and no further: what follows is not checked.";
    const help = "If it is Python, correct it from its first mistake on; if not, let its name not end in `.py`.";
    return [{ rule: "syntax-error", at: { span: [givenUpAt, givenUpAt] }, message, help, app: null }];
  }
  if (apps.some(({ image }) => image !== null)) return [];
  const offset = syntaxErrorAt();
  if (offset === null) return [];
  const message =
    "Here is no Python that can be read, and no image is found in this module, though it speaks of `ContainerImage`: it may hold one that is not checked.";
  const help = "If Python reads it, what stands in the way is newer than what fal-lint knows; else correct it.";
  return [{ rule: "syntax-error", severity: "warning", at: { span: [offset, offset] }, message, help, app: null }];
}

type Written = Pick<Surroundings, "dynamic" | "context" | "embedded">;

function writeApp(
  { key, declaration, image }: ModuleApp,
  modulePath: string,
  dockerfileName: string,
  itself: EmbeddedFile,
  keyPaths: KeyPaths,
): Written {
  const path = [...appsPath, key];
  const [dynamicBefore, openBefore] = [keyPaths.dynamic.length, keyPaths.open.length];
  const table = keyPaths.table(path, declaration.symbolSpan);
  const context = image?.container.context ?? rootPaths;
  const ref = context.inside(modulePath);
  table["ref"] = `${ref}::${declaration.symbol}`;
  for (const [name, { keySpan, value }] of declaration.settings) {
    if (name !== "image" || image === null) keyPaths.put(table, [...path, name], keySpan, value);
  }
  const folder = normalizePath(`${modulePath}/..`);
  for (const name of ["requirements_context_dir", "app_files_context_dir"]) {
    const written = table[name];
    if (typeof written === "string") table[name] = context.inside(join(folder, written));
  }
  // What fal takes them from by itself is the module's own folder, and not the context.
  if (!("requirements_context_dir" in table) && context.inside(folder) !== "." && isLocal(table["requirements"])) {
    table["requirements_context_dir"] = context.inside(folder);
  }
  if (declaration.isOpen) keyPaths.open.push(path);
  const embedded = new Map([[ref, itself]]);
  if (image !== null) {
    const own = writeImage(image, path, dockerfileName, keyPaths);
    for (const [name, file] of own) embedded.set(name, file);
  }
  const relative = (paths: readonly KeyPath[], from: number) => paths.slice(from).map((one) => one.slice(path.length));
  const dynamic = dynamicParts(
    relative(keyPaths.dynamic, dynamicBefore),
    relative(keyPaths.open, openBefore),
    deployTime.filter(([name]) => !((name ?? "") in table)),
  );
  return { dynamic, context, embedded };
}

/** What the image embeds, by its path in the context. */
function writeImage(
  { keySpan, value: image, container }: NonNullable<ModuleApp["image"]>,
  appPath: KeyPath,
  dockerfileName: string,
  keyPaths: KeyPaths,
): ReadonlyMap<string, EmbeddedFile> {
  const path = [...appPath, "image"];
  const table = keyPaths.table(path, keySpan, image.span);
  for (const [name, argument] of image.values) {
    if (!onlyInPython.has(name)) keyPaths.put(table, [...path, name], argument.keySpan, argument.value);
  }
  if (image.isOpen) keyPaths.open.push(path);
  const embedded = new Map<string, EmbeddedFile>();
  const { dockerfile, ignore, context } = container;
  if (dockerfile === null) {
    keyPaths.dynamic.push([...path, "dockerfile"]);
    return embedded;
  }
  const written = image.values.get("dockerfile");
  keyPaths.place([...path, "dockerfile"], written?.keySpan ?? keySpan, dockerfile.span);
  if ("path" in dockerfile) table["dockerfile"] = context.inside(dockerfile.path);
  else {
    table["dockerfile"] = dockerfileName;
    embedded.set(dockerfileName, embeddedText(dockerfile.text, dockerfile.span, false));
  }
  if (ignore !== null) embedded.set(".dockerignore", ignore);
  return embedded;
}

function isLocal(requirements: TomlValue | undefined): boolean {
  const all = Array.isArray(requirements) ? requirements.flat() : [];
  return all.some((requirement) => typeof requirement === "string" && requirement.startsWith("."));
}

function join(folder: string, path: string): string {
  return normalizePath(path.startsWith("/") ? path : `${folder}/${path}`);
}
