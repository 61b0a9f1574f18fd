import { type CopySources, readCopySources } from "../client/copy-sources.ts";
import type { GlobProblem } from "../client/glob.ts";
import { type IgnoreRules, readIgnore } from "../client/ignore.ts";
import { collectUploads, type Uploads } from "../client/uploads.ts";
import type { App } from "../config/apps.ts";
import type { Dynamic } from "../config/dynamic.ts";
import type { OpenedDockerfileImage, OpenedReferenceImage } from "../config/open.ts";
import {
  type Dockerfile,
  listPulls,
  type Pull,
  parseDockerfile,
  resolveStages,
  type StageGraph,
} from "../container/dockerfile.ts";
import { type ImageReference, parseImageReference } from "../container/image-reference.ts";
import { referenceProblem } from "../container/reference-problem.ts";
import { tokenSpans } from "../container/token-spans.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import type { Files } from "../text/files.ts";
import type { Finding, Place } from "../text/finding.ts";
import { normalizePath } from "../text/path.ts";
import { quote } from "../text/printable.ts";
import { byteSize, mostBuildBytes } from "../text/size.ts";
import { tomlString } from "../toml/edit.ts";
import { referenceFinding } from "./reference-words.ts";

/** What an app is built from, with everything that it names read. */
export type ResolvedBuild =
  /** Python packages, without a container. */
  | { readonly kind: "virtualenv" }
  /** An image that is pulled as it is. */
  | { readonly kind: "image"; readonly reference: ImageReference }
  /** `content` is null without a file port. */
  | { readonly kind: "dockerfile"; readonly path: string; readonly content: DockerfileContent | null };

/** A Dockerfile in both readings, BuildKit's and the client's, and what the client would upload for it. */
export interface DockerfileContent {
  readonly text: string;
  readonly dockerfile: Dockerfile;
  readonly graph: StageGraph;
  readonly pulls: readonly Pull[];
  readonly copySources: CopySources;
  readonly ignore: IgnoreRules;
  readonly uploads: Uploads;
  /** The file of `ref`, links resolved, which the client sends by other means; null without one. */
  readonly appFile: string | null;
}

/** An image that the build pulls, and where it is named. */
export interface PulledImage {
  readonly reference: ImageReference;
  readonly at: Place;
}

export interface Resolved {
  /** Null if there is nothing to build: the findings say why. */
  readonly build: ResolvedBuild | null;
  readonly findings: readonly Finding[];
}

/** Reads what the app's table names. */
export function resolveBuild(app: App, files: Files | null): Resolved {
  const { image } = app.config;
  if (image === undefined) {
    return { build: app.surroundings.dynamic.has(["image"]) ? null : { kind: "virtualenv" }, findings: [] };
  }
  const path = [...app.path, "image"];
  // Code says what the image is made of, and only when it runs.
  if (image.dockerfile === undefined && image.image === undefined) return { build: null, findings: [] };
  return image.dockerfile === undefined ? resolveReference(image, path) : resolveDockerfile(app, image, path, files);
}

/** The images that a build pulls, in the order of the file; those whose names cannot be read or resolved are left out. */
export function pulledImages(build: ResolvedBuild, app: Pick<App, "path">): readonly PulledImage[] {
  if (build.kind === "image") {
    return [{ reference: build.reference, at: { keyPath: [...app.path, "image", "image"], part: "value" } }];
  }
  if (build.kind === "virtualenv" || build.content === null) return [];
  const file = build.path;
  return build.content.pulls.flatMap(({ origin, span }) =>
    origin.kind === "image" ? [{ reference: origin.reference, at: { file, span } }] : [],
  );
}

function resolveReference(image: OpenedReferenceImage, path: KeyPath): Resolved {
  const at = { keyPath: [...path, "image"], part: "value" } as const;
  const written = image.image;
  if (tokenSpans(written).length > 0) return { build: null, findings: [tokenForImage(at)] };
  const parsed = parseImageReference(written);
  if (parsed.ok) return { build: { kind: "image", reference: parsed.reference }, findings: [] };
  const problem = referenceProblem(written) ?? { kind: "format", error: parsed.error, suggestion: null };
  return {
    build: null,
    findings: [referenceFinding({ at, written, value: written, spell: tomlString, step: "pull" }, problem)],
  };
}

function tokenForImage(at: Place): Finding {
  return {
    rule: "image-reference",
    at,
    message: "`image.image` holds a token; no image can be pulled by it.",
    help: "Write the image's name. The credential goes into `image.registries`, as the name of a fal secret.",
  };
}

function resolveDockerfile(app: App, image: OpenedDockerfileImage, imagePath: KeyPath, files: Files | null): Resolved {
  const path = normalizePath(image.dockerfile);
  const at = { keyPath: [...imagePath, "dockerfile"], part: "value" } as const;
  const name = tokenSpans(path).length > 0 ? "The Dockerfile" : quote(path);
  if (files === null) {
    const message = `${name} was not looked at, nor what it pulls and uploads: there is no access to the files around.`;
    return {
      build: { kind: "dockerfile", path, content: null },
      findings: [{ rule: "files-not-checked", at, message }],
    };
  }
  const refuse = (rule: string, problem: string, help: string): Resolved => ({
    build: null,
    findings: [{ rule, at, message: `${name} ${problem}. fal's client will stop before it builds.`, help }],
  });
  if (isTooLarge(path, files)) return { build: null, findings: [tooLarge(name, at)] };
  const file = files.readText(path);
  if (file.kind === "missing") {
    return refuse(
      "dockerfile-not-found",
      "does not exist",
      "The path is relative to the folder of the pyproject.toml.",
    );
  }
  if (file.kind === "unreadable") {
    return refuse("dockerfile-not-found", `cannot be read: ${file.reason}`, "Name a Dockerfile that is UTF-8 text.");
  }
  if (isBlank(file.text)) return refuse("dockerfile-empty", "is empty", "Write at least a FROM line.");
  const { ignore, findings } = resolveIgnore(files, at);
  if (findings.length > 0) return { build: null, findings };
  const content = readContent(file.text, ignore, app, image, files);
  if (mayDiffer(content, app.surroundings.dynamic)) return { build: null, findings };
  return { build: { kind: "dockerfile", path, content }, findings };
}

const refusedPatterns: Readonly<Record<GlobProblem, string>> = {
  "nothing-left": "nothing is left of this pattern without its `!` and slashes",
  "trailing-backslash": "this pattern ends in a backslash, with nothing behind it to escape",
  "reversed-range": "a range in this pattern runs backwards",
};

function isTooLarge(path: string, files: Files): boolean {
  return (files.stat(path)?.size ?? 0) > mostBuildBytes;
}

function tooLarge(name: string, at: Place): Finding {
  return {
    rule: "too-large-to-check",
    at,
    message: `${name} is larger than ${byteSize(mostBuildBytes)}, and was not checked: nor what it pulls and uploads.`,
    help: "Look whether it is the file that was meant.",
  };
}

/** The patterns that the client goes by. The findings say why it takes none at all and stops. */
function resolveIgnore(files: Files, dockerfile: Place): { ignore: IgnoreRules; findings: readonly Finding[] } {
  if (isTooLarge(".dockerignore", files))
    return { ignore: readIgnore(null), findings: [tooLarge("The .dockerignore", dockerfile)] };
  // Anything but a regular file counts as none.
  const file = files.stat(".dockerignore")?.kind === "file" ? files.readText(".dockerignore") : null;
  const ignore = readIgnore(file?.kind === "text" ? file.text : null);
  const related = [{ at: dockerfile, message: "The app is built from this Dockerfile." }];
  const refuse = (at: Place, problem: string, help: string): Finding => ({
    rule: "dockerignore-refused",
    at,
    message: `fal's client refuses this .dockerignore and stops: ${problem}.`,
    help,
    related,
  });
  if (file?.kind === "unreadable") {
    const finding = refuse(
      dockerfile,
      `it cannot be read (${file.reason})`,
      "Make it readable UTF-8 text, or remove it.",
    );
    return { ignore, findings: [{ ...finding, related: [] }] };
  }
  const findings = ignore.patterns.flatMap(({ problem, span }) =>
    problem === null || span === null
      ? []
      : [refuse({ file: ".dockerignore", span }, refusedPatterns[problem], "Remove or correct the pattern.")],
  );
  return { ignore, findings };
}

function readContent(
  written: string,
  ignore: IgnoreRules,
  app: App,
  image: OpenedDockerfileImage,
  files: Files,
): DockerfileContent {
  // The client opens the file in text mode and sends what it reads: CRLF and a lone CR end a line for both sides.
  const text = written.replaceAll(/\r(?!\n)/g, "\n");
  const dockerfile = parseDockerfile(text);
  const graph = resolveStages(dockerfile, { buildArgs: new Map(Object.entries(image.build_args ?? {})) });
  const copySources = readCopySources(text);
  const ownFile = appFile(app, files);
  return {
    text,
    dockerfile,
    graph,
    pulls: listPulls(dockerfile, graph),
    copySources,
    ignore,
    uploads: collectUploads(files, copySources.sources, ignore, ownFile),
    appFile: ownFile,
  };
}

/**
 * Whether a build argument whose value is known only when the code runs may change anything but a command of the build: which images it
 * pulls, which files it copies, what it mounts.
 */
function mayDiffer({ text, dockerfile: { instructions } }: DockerfileContent, dynamic: Dynamic): boolean {
  const path = ["image", "build_args"];
  const names = dynamic.isOpen(path)
    ? instructions.flatMap(({ keyword, assignments }) =>
        keyword === "ARG" ? assignments.map(({ name }) => name.value) : [],
      )
    : dynamic.keysOf(path);
  if (names.length === 0) return false;
  const used = new Set<string>();
  for (const { keyword, flags, assignments, span } of instructions) {
    const read =
      keyword === "RUN" ? flags : keyword === "ARG" ? assignments.flatMap(({ value }) => value ?? []) : [{ span }];
    for (const part of read) for (const [name] of text.slice(...part.span).matchAll(/\w+/g)) used.add(name);
  }
  return names.some((name) => used.has(name));
}

function appFile({ config }: App, files: Files): string | null {
  const { ref } = config;
  return ref === undefined ? null : files.realPath(normalizePath(ref.split("::", 1)[0] ?? ""));
}

/** White space alone, by Python's str.strip. */
function isBlank(text: string): boolean {
  return /^[\s\u001c-\u001f\u0085]*$/.test(text.replaceAll("\ufeff", "x"));
}
