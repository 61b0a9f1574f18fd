import type { App } from "../config/apps.ts";
import type { OpenedApp, OpenedImage } from "../config/open.ts";
import { classifyCredential } from "../container/credential.ts";
import type { Origin, Stage } from "../container/dockerfile.ts";
import type { ImageReference } from "../container/image-reference.ts";
import { providerOf } from "../container/provider.ts";
import { hostOfKey, keyServes } from "../container/registry.ts";
import { tokenSpans, withoutTokens } from "../container/token-spans.ts";
import { compareStrings } from "../text/diagnostic.ts";
import type { Files } from "../text/files.ts";
import type { Secret } from "../text/secret.ts";
import { isImageOnly } from "./entry.ts";
import { type DockerfileContent, pulledImages, type ResolvedBuild } from "./resolve.ts";
import { shown, shownList } from "./shown.ts";
import type { Build, Reference, Registry, SecretValue, Shown, StageBase } from "./types.ts";

/** A build without its digest. */
export type BuildParts = Omit<Build, "digest">;

/** A build as the manifest tells it. The files that are uploaded are read here, for their digests. */
export function describeBuild(app: App, build: ResolvedBuild, files: Files | null): BuildParts {
  const { config, surroundings } = app;
  const {
    dynamic,
    context: { folder, outside },
  } = surroundings;
  const unknownArguments = Object.fromEntries(
    dynamic.keysOf(["image", "build_args"]).map((name) => [name, { dynamic: true } as const]),
  );
  const environment = {
    python_version: config.python_version === undefined ? null : shown(config.python_version),
    requirements: requirementLayers(config.requirements),
    requirements_context_dir:
      config.requirements_context_dir === undefined ? null : shown(outside(config.requirements_context_dir)),
  };
  const pulls = pulledImages(build, app).map(({ reference }) => reference);
  const container = describeContainer(app, pulls);
  switch (build.kind) {
    case "virtualenv":
      return { kind: build.kind, reference: null, ...noDockerfile, pulls: [], ...container, ...environment };
    case "image": {
      const reference = describeReference(build.reference);
      return { kind: build.kind, reference, ...noDockerfile, pulls: uniquePulls(pulls), ...container, ...environment };
    }
    case "dockerfile":
      return {
        kind: build.kind,
        reference: null,
        dockerfile: { path: shown(outside(build.path)), sha256: sha256(files, build.path) },
        context: folder,
        stages: build.content?.graph.stages.map(describeStage) ?? null,
        build_args: { ...mapValues(config.image?.build_args, shown), ...unknownArguments },
        secrets: mapValues(config.image?.secrets, secretValue),
        ...describeUploads(build.content, files),
        pulls: build.content && uniquePulls(pulls),
        ...container,
        ...environment,
      };
  }
}

const noDockerfile = {
  dockerfile: null,
  context: null,
  stages: null,
  build_args: {},
  secrets: {},
  sources: null,
  ignore: null,
  uploads: null,
} as const;

function requirementLayers(requirements: OpenedApp["requirements"]): Build["requirements"] {
  if (requirements === undefined) return null;
  const layers = requirements.filter((layer) => typeof layer !== "string");
  const flat = requirements.filter((layer) => typeof layer === "string");
  return (flat.length > 0 ? [flat] : layers).map(shownList);
}

function describeUploads(
  content: DockerfileContent | null,
  files: Files | null,
): Pick<Build, "sources" | "ignore" | "uploads"> {
  if (content === null) return { sources: null, ignore: null, uploads: null };
  const { copySources, ignore, uploads } = content;
  return {
    sources: shownList(copySources.sources),
    ignore: { from: ignore.from, patterns: shownList(ignore.patterns.map(({ pattern }) => pattern)) },
    uploads: uploads.uploads.map(({ path, size }) => ({ path: shown(path), size, sha256: sha256(files, path) })),
  };
}

function describeStage({ name, base, line }: Stage): NonNullable<Build["stages"]>[number] {
  return { name: name === null ? null : shown(name), base: stageBase(base.origin, base.written), line };
}

function stageBase(origin: Origin, written: string): StageBase {
  if (origin.kind === "stage") return { stage: origin.stage };
  if (origin.kind === "scratch") return { scratch: true };
  if (origin.kind === "image" && !holdsToken(origin.reference))
    return { reference: describeReference(origin.reference) };
  return { unresolved: shown(written) };
}

function uniquePulls(references: readonly ImageReference[]): NonNullable<Build["pulls"]> {
  const byName = new Map(
    references
      .filter((reference) => !holdsToken(reference))
      .map(({ written, canonical }) => [`${canonical}\n${written}`, { written, canonical }]),
  );
  return [...byName].sort(([a], [b]) => compareStrings(a, b)).map(([, pull]) => pull);
}

function holdsToken({ written, canonical }: ImageReference): boolean {
  return tokenSpans(written).length > 0 || tokenSpans(canonical).length > 0;
}

/** What both kinds of container have. */
function describeContainer(
  { config, surroundings: { dynamic } }: App,
  pulls: readonly ImageReference[],
): Pick<Build, "registries" | "entrypoint" | "cmd" | "use_isolate"> {
  const { image } = config;
  const unlessDynamic = (key: "entrypoint" | "cmd") =>
    dynamic.has(["image", key]) ? { dynamic: true as const } : command(image?.[key]);
  return {
    registries: describeRegistries(image?.registries ?? {}, pulls),
    entrypoint: unlessDynamic("entrypoint"),
    cmd: unlessDynamic("cmd"),
    use_isolate: isImageOnly(config) ? false : null,
  };
}

function describeRegistries(registries: Registries, pulls: readonly ImageReference[]): readonly Registry[] {
  return sortedRegistries(registries).map((entry) => describeRegistry(entry, pulls));
}

type Registries = NonNullable<OpenedImage["registries"]>;

/** Entries of `registries` by key. */
export function sortedRegistries(registries: Registries): readonly (readonly [key: string, Registries[string]])[] {
  return Object.entries(registries).sort(([a], [b]) => compareStrings(a, b));
}

/** One entry of `registries`. `pulls`: the images that the build pulls. */
export function describeRegistry(
  [key, { username, password }]: readonly [key: string, Registries[string]],
  pulls: readonly ImageReference[],
): Registry {
  const host = hostOfKey(key);
  const serves = pulls
    .filter((pull) => keyServes(key, pull.domain) && !holdsToken(pull))
    .map(({ canonical }) => canonical);
  return {
    key: withoutTokens(key),
    host,
    provider: providerOf(host),
    username: username === null ? { dynamic: true } : shown(username),
    password: secretValue(password),
    serves: [...new Set(serves)].sort(compareStrings),
  };
}

function describeReference({ written, canonical, domain, repository, tag, digest }: ImageReference): Reference {
  return { written, canonical, registry: domain, repository, tag, digest };
}

function command(words: string | readonly string[] | undefined): Shown | readonly Shown[] | null {
  if (words === undefined) return null;
  return typeof words === "string" ? shown(words) : shownList(words);
}

/** Only a reference to a fal secret is told; everything else stands in the file itself, or is known only when it runs. */
export function secretValue(secret: Secret): SecretValue {
  const credential = classifyCredential(secret);
  if (credential.kind === "fal-secret") return { fal_secret: credential.name };
  return credential.kind === "dynamic" ? { dynamic: true } : { literal: true };
}

function sha256(files: Files | null, path: string): string | null {
  return files?.digest(path)?.replace("sha256:", "") ?? null;
}

function mapValues<T, U>(table: Readonly<Record<string, T>> | undefined, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(table ?? {}).map(([key, value]) => [key, map(value)]));
}
